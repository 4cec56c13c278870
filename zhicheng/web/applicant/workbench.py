"""/my/ 工作台: what needs the person, the case in hand, and the rest at a glance."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from zhicheng.accounts.models import User
from zhicheng.applications.deadlines import calls_for, dues, newest_notices
from zhicheng.applications.models import (
    OPEN,
    Application,
    CorrectionNotice,
    Gate,
    StageRecord,
    Status,
    SubmitOrder,
)
from zhicheng.applications.operations.printing import digest_of
from zhicheng.applications.progress import standing
from zhicheng.applications.queries import TaskGroup, task_list
from zhicheng.applications.reading import Reading
from zhicheng.applications.registry import all_kinds, kind_of
from zhicheng.applications.rules import can_carry_over
from zhicheng.applications.sections import missing, sections
from zhicheng.certificates.models import Certificate
from zhicheng.core import clock
from zhicheng.dossier.queries import latest_photo
from zhicheng.notifications.queries import unread
from zhicheng.web.applicant.deadline import Deadline, deadline
from zhicheng.web.applicant.glance import glance
from zhicheng.web.applicant.pages import Journey, about, case_title, case_url, journey, saved_words, show
from zhicheng.web.applicant.words import moment
from zhicheng.web.gates import SignedInRequest, signed_in

Dues = dict[int, datetime | None]
Notices = dict[int, CorrectionNotice]
FEW = 3  # rows of a list that is only a glance


@dataclass(frozen=True)
class Returned:
    """A case sent back, or one that waits for its applicant: what to do, and by when."""

    title: str
    text: str
    url: str
    go: str = "查看并修改"


@dataclass(frozen=True)
class Ready:
    """A case that lacks nothing and was not sent."""

    url: str
    is_ordered: bool


@dataclass(frozen=True)
class InHand:
    """The newest case that the person holds."""

    title: str
    word: str
    about: str
    committee: str
    by_call: bool
    due: Deadline | None
    journey: Journey
    saved: str
    over: str  # when the time ended, "" while it runs
    carry: str
    ready: Ready | None


@dataclass(frozen=True)
class OnItsWay:
    """An open case at somebody's desk, or an older one in hand."""

    title: str
    url: str
    about: str
    word: str


@dataclass(frozen=True)
class Entry:
    """One business that can be applied for."""

    icon: str
    title: str
    text: str
    go: str
    url: str


@require_GET
@signed_in
def workbench(request: SignedInRequest) -> HttpResponse:
    at = clock.now()
    cases = open_cases(request)
    current = next((case for case in cases if case.is_editable), None)
    editable = [case for case in cases if case.is_editable]
    notices = newest_notices(editable)
    due = dues(editable, at=at, notices=notices)
    reading, seen = _reading(current, notices, at), glance(request.user, cases)
    groups = task_list(reading) if reading else ()
    letters = list(unread(request.user)[:FEW])
    context = {
        "unit": seen.unit,
        "returned": returned(editable, notices, due, at) + awaited(seen.stops),
        "in_hand": in_hand(reading, groups, due[reading.application.pk], seen.orders) if reading else None,
        "others": on_their_way([case for case in cases if case is not current], seen.stops, due, at),
        "entries": entries(cases),
        "done": sum(group.done for group in groups),
        "total": sum(len(group.tasks) for group in groups),
        "photo": reading.photo if reading else latest_photo(request.user),
        "certificates": [(one, one.status == Certificate.Status.VALID) for one in seen.certificates[:FEW]],
        "dates": important_dates(request.user, current, due[current.pk] if current else None, at),
        "letters": letters,
        "unread": letters[0].unread if letters else 0,
    }
    return show(request, "applicant/workbench.html", context)


def open_cases(request: SignedInRequest) -> list[Application]:
    """This function will return the person's open cases, newest first, in one statement."""
    cases = Application.objects.filter(applicant=request.user, status__in=OPEN).select_related(
        "content", "call__committee", "window", "specialty", "title__series", "employer__region", "employer__parent"
    )
    found: list[Application] = list(cases.order_by("-pk"))
    for case in found:
        case.applicant = request.user
    return found


def _reading(current: Application | None, notices: Notices, at: datetime) -> Reading | None:
    if current is None:
        return None
    reading = Reading(current, at=at)
    if current.status == Status.RETURNED:
        reading.correction = notices.get(current.pk)
    return reading


def returned(cases: list[Application], notices: Notices, due: Dues, at: datetime) -> list[Returned]:
    """This function will return what was sent back and waits for an answer, the first due first."""
    waiting = [(case, notices[case.pk]) for case in cases if case.status == Status.RETURNED and case.pk in notices]
    return [
        Returned(
            f"{case_title(case)}被退回，{_mend(due[case.pk], at)}",
            f"{notice.stage.organization.name}一次性告知需修改 {len(notice.items)} 处。",
            f"{case_url(case)}corrections/",
        )
        for case, notice in sorted(waiting, key=lambda one: one[1].due_on)
    ]


def _mend(due: datetime | None, at: datetime) -> str:
    if due is not None and at >= due:
        return f"补正期限已于 {moment(due)} 截止"
    return f"{moment(due)} 前改好重新提交" if due else "改好重新提交"


def in_hand(
    reading: Reading, groups: Iterable[TaskGroup], due: datetime | None, orders: dict[int, SubmitOrder]
) -> InHand:
    """This function will describe the case the person is filling in, and where he goes on."""
    case, at = reading.application, reading.at
    here, done = _next_step(reading, groups)
    return InHand(
        title=case_title(case),
        word=case.get_status_display(),
        about=about(case),
        committee=case.call.committee.name if case.call else "",
        by_call=kind_of(case).by_call,
        due=deadline(due, at),
        journey=journey(case, here, done=done),
        saved=saved_words(case.content.saved_at, at),
        over=moment(due) if due is not None and at >= due else "",
        carry=f"{case_url(case)}carry-over/" if can_carry_over(case.applicant, case, at=at) else "",
        ready=_ready(reading, here, orders) if due is None or at < due else None,
    )


def _ready(reading: Reading, here: str, orders: dict[int, SubmitOrder]) -> Ready | None:
    """That nothing is missing, red boxes included; they are read only where all else is there."""
    case = reading.application
    if here not in ("form", "submit") or missing(sections(reading)):
        return None
    order = orders.get(case.pk)
    return Ready(f"{case_url(case)}submit/", order is not None and order.content_hash == digest_of(reading))


def _next_step(reading: Reading, groups: Iterable[TaskGroup]) -> tuple[str, tuple[str, ...]]:
    """The step where the person goes on, and the steps before it, which are done."""
    if any(task.holds_back or task.state == "fix" for group in groups for task in group.tasks):
        return "info", ()
    if not reading.is_answered(reading.kind.request):
        return "request", ("info",)
    kind, content = reading.kind, reading.application.content
    if kind.printed and kind.must_download and not content.downloaded_hash:
        return "form", ("info", "request")
    return "submit", ("info", "request", "form")


def awaited(stops: dict[int, StageRecord]) -> list[Returned]:
    """This function will return what the person himself is to hand in in mid-route."""
    mine = [stop for stop in stops.values() if stop.gate == Gate.APPLICANT]
    return [
        Returned(
            f"{case_title(stop.application)}轮到您办理：{stop.title}",
            f"{_day(stop.due_on)}前提交。" if stop.due_on else "提交后由下一环节继续办理。",
            f"/my/tracking/{stop.application.number}/respond/",
            f"去{stop.title}",
        )
        for stop in mine
    ]


def on_their_way(cases: list[Application], stops: dict[int, StageRecord], due: Dues, at: datetime) -> list[OnItsWay]:
    """This function will return the other open cases with the word for where each is."""
    return [
        OnItsWay(
            case_title(case),
            case_url(case),
            about(case) or f"申报编号 {case.number}",
            standing(case, stops.get(case.pk), due=due.get(case.pk), at=at).word,
        )
        for case in cases
    ]


def entries(cases: list[Application]) -> list[Entry]:
    """This function will return the businesses one can apply for, in the order of the menus."""
    counts = Counter(case.kind for case in cases)
    return [
        Entry(
            kind.icon,
            kind.title,
            kind.summary,
            f"有 {counts[kind.key]} 份在办" if counts[kind.key] else "查看条件",
            f"/my/apply/{kind.key}/",
        )
        for kind in all_kinds()
        if kind.menu == "business"
    ]


def important_dates(
    person: User, current: Application | None, due: datetime | None, at: datetime
) -> list[tuple[str, str]]:
    """This function will return the deadlines of the case in hand, or of the calls that end next: (day, what)."""
    mine = [(_by(due), "本人提交截止")] if due else []
    if current and current.call:
        call = current.call
        return [*mine, (_by(call.unit_until), "单位推荐截止"), (_by(call.competent_until), "主管单位报送截止")]
    if mine:
        return mine
    until = Coalesce("given_until", "submit_until")
    calls = calls_for(person, at=at).select_related("committee").order_by(until, "pk")
    return [
        (_by(call.extended_until or call.submit_until), f"{call.committee.name}个人提交截止") for call in calls[:FEW]
    ]


def _day(day: date) -> str:
    return f"{day.month} 月 {day.day} 日"


def _by(due: datetime) -> str:
    """The end of a day is that day."""
    return moment(due).removesuffix(" 24:00")
