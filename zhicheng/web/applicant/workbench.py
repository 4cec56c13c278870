"""/my/ 工作台: what needs the person, the case in hand, and the rest at a glance."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from zhicheng.applications.models import OPEN, Application, CorrectionNotice, Outcome, StageRecord, Status
from zhicheng.applications.queries import TaskGroup, task_list
from zhicheng.applications.reading import Reading
from zhicheng.applications.registry import all_kinds
from zhicheng.calls.models import Call
from zhicheng.certificates.models import Certificate
from zhicheng.certificates.queries import of_holder
from zhicheng.core import clock
from zhicheng.dossier.queries import latest_photo
from zhicheng.notifications.queries import unread
from zhicheng.organizations.queries import open_affiliation
from zhicheng.web.applicant.pages import Journey, case_title, case_url, days_left, journey, saved_words, show
from zhicheng.web.applicant.progress import standing
from zhicheng.web.gates import SignedInRequest, signed_in

FEW = 3  # rows of a list that is only a glance


@dataclass(frozen=True)
class Returned:
    """A case sent back: what to do, and by when."""

    title: str
    text: str
    url: str


@dataclass(frozen=True)
class InHand:
    """The newest case that the person holds."""

    title: str
    word: str
    about: str
    committee: str
    due: datetime | None
    days: int
    journey: Journey
    saved: str


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
    reading = Reading(current, at=at) if current else None
    groups = task_list(reading) if reading else ()
    affiliation = open_affiliation(request.user)
    certificates = list(of_holder(request.user)[:FEW])
    letters = list(unread(request.user)[:FEW])
    context = {
        "unit": affiliation.unit if affiliation else None,
        "returned": returned(cases),
        "in_hand": in_hand(reading, groups) if reading else None,
        "others": on_their_way([case for case in cases if case is not current]),
        "entries": entries(cases),
        "done": sum(group.done for group in groups),
        "total": sum(len(group.tasks) for group in groups),
        "photo": reading.photo if reading else latest_photo(request.user),
        "certificates": [(one, one.status == Certificate.Status.VALID) for one in certificates],
        "dates": important_dates(current, at),
        "letters": letters,
        "unread": letters[0].unread if letters else 0,
    }
    return show(request, "applicant/workbench.html", context)


def open_cases(request: SignedInRequest) -> list[Application]:
    """This function will return the person's open cases, newest first, in one statement."""
    cases = Application.objects.filter(applicant=request.user, status__in=OPEN).select_related(
        "content", "call__committee", "specialty", "title__series", "employer__region"
    )
    found: list[Application] = list(cases.order_by("-pk"))
    for case in found:
        case.applicant = request.user
    return found


def returned(cases: list[Application]) -> list[Returned]:
    """This function will return what was sent back and waits for an answer, in one statement if anything was."""
    if all(case.status != Status.RETURNED for case in cases):
        return []
    notices = (
        CorrectionNotice.objects.filter(stage__application__in=cases, answered_at=None)
        .select_related("stage__application", "stage__organization")
        .order_by("due_on")
    )
    return [
        Returned(
            f"{case_title(notice.stage.application)}被退回，{_day(notice.due_on)}前改好重新提交",
            f"{notice.stage.organization.name}一次性告知需修改 {len(notice.items)} 处。",
            f"{case_url(notice.stage.application)}corrections/",
        )
        for notice in notices
        if notice.stage.application.is_editable
    ]


def in_hand(reading: Reading, groups: Iterable[TaskGroup]) -> InHand:
    """This function will describe the case the person is filling in, and where he goes on."""
    case, at = reading.application, reading.at
    here, done = _next_step(reading, groups)
    due = case.call.submit_until if case.call else None
    return InHand(
        title=case_title(case),
        word=case.get_status_display(),
        about=about(case),
        committee=case.call.committee.name if case.call else "",
        due=due,
        days=days_left(due, at) if due else 0,
        journey=journey(case, here, done=done),
        saved=saved_words(case.content.saved_at, at),
    )


def about(case: Application) -> str:
    """This function will say what a case applies for, as far as it is chosen."""
    if case.title is None or case.specialty is None:
        return ""
    return f"{case.title.series.name} · {case.specialty.name} · {case.title.name}（{case.get_level_display()}）"


def _next_step(reading: Reading, groups: Iterable[TaskGroup]) -> tuple[str, tuple[str, ...]]:
    """The step where the person goes on, and the steps before it, which are done."""
    if any(task.holds_back or task.state == "fix" for group in groups for task in group.tasks):
        return "info", ()
    if not reading.is_answered(reading.kind.request):
        return "request", ("info",)
    if not reading.application.content.downloaded_hash:
        return "form", ("info", "request")
    return "submit", ("info", "request", "form")


def on_their_way(cases: list[Application]) -> list[OnItsWay]:
    """This function will return the other open cases with the word for where each is, in one statement."""
    if not cases:
        return []
    stops = StageRecord.objects.filter(application__in=cases, outcome=Outcome.PENDING, arrived_at__isnull=False)
    here, at = {stop.application_id: stop for stop in stops}, clock.now()
    return [
        OnItsWay(
            case_title(case),
            case_url(case),
            about(case) or f"申报编号 {case.number}",
            standing(case, here.get(case.pk), due_on=None, at=at).word,
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
    ]


def important_dates(current: Application | None, at: datetime) -> list[tuple[str, str]]:
    """This function will return the deadlines of the chosen call, or of those that end next: (day, what)."""
    if current and current.call:
        call = current.call
        return [
            (_moment(call.submit_until), "个人提交截止"),
            (_moment(call.unit_until), "单位推荐截止"),
            (_moment(call.competent_until), "主管单位报送截止"),
        ]
    calls = Call.objects.open_at(at).select_related("committee").order_by("submit_until", "pk")
    return [(_moment(call.submit_until), f"{call.committee.name}个人提交截止") for call in calls[:FEW]]


def _day(day: date) -> str:
    return f"{day.month} 月 {day.day} 日"


def _moment(moment: datetime) -> str:
    return _day(timezone.localdate(moment))
