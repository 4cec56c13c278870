"""The queue of the desks: four lists, filters, the oldest due first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, lru_cache, partial
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from zhicheng.accounts.queries import identity_index
from zhicheng.applications.models import DUE, Application, Gate, Mode, Outcome, Proposal, StageRecord, Status
from zhicheng.applications.registry import get_kind
from zhicheng.core import clock, masks
from zhicheng.core.paging import KEPT, Compiled, count_of, in_one, paginate
from zhicheng.core.workdays import Calendar, workdays_between
from zhicheng.reference.queries import calendar
from zhicheng.web.desks.filters import FilterForm, is_document, narrowed
from zhicheng.web.desks.gates import WAITS, Officer, posts
from zhicheng.web.desks.place import Place, show
from zhicheng.web.gates import MemberRequest
from zhicheng.web.page import go

SIZE = 20


@dataclass(frozen=True)
class Tab:
    """One list of the queue: which stops, in which order, and what its last column says."""

    key: str
    title: str
    where: Q = field(repr=False)
    order: tuple[str, ...]
    column: str
    shown: str  # what the last column says is made of this
    nothing: str


WAITING = Tab(
    "waiting",
    "待我审核",
    WAITS,
    ("due", "id"),
    "办理时限",
    "due_on",
    "待审核的申请都办完了。新申请到达时会有站内信。",
)
RETURNED = Tab(
    "returned",
    "已退回待补正",
    Q(
        decided_at__isnull=False,
        outcome=Outcome.RETURNED,
        application__status=Status.RETURNED,
        round=F("application__round"),
    ),
    ("-decided_at", "-id"),
    "补正期限",
    "correction__due_on",
    "没有等待申报人补正的申请。退回补正后会列在这里。",
)
POSTED = Tab(
    "posted",
    "公示中",
    Q(gate=Gate.NOTICE, outcome=Outcome.PENDING, arrived_at__isnull=False),
    ("arrived_at", "id"),
    "公示截止",
    "notice__ends_at",
    "没有正在公示的申请。审核通过、开始公示后会列在这里。",
)
DONE = Tab(
    "done",
    "已办",
    Q(
        decided_at__isnull=False,
        gate=Gate.DESK,
        outcome__in=[Outcome.PASSED, Outcome.NOT_PASSED, Outcome.REJECTED],
    ),
    ("-decided_at", "-id"),
    "办理结果",
    "outcome",
    "还没有办过的申请。作出决定后会列在这里。",
)
TABS = (WAITING, RETURNED, POSTED, DONE)


STOP = ("id", "organization_id", "application_id", "title")
CASE = (
    "pk",
    "number",
    "kind",
    "mode",
    "asks",
    "submitted_at",
    "applicant__name",
    "applicant__id_number",
    "title__name",
    "specialty__name",
    "call__committee__name",
)


@dataclass(frozen=True)
class Row:
    """One line of a list, as people read it."""

    number: str
    href: str
    name: str
    id_masked: str
    title: str
    about: str  # business and specialty, or what is asked
    mode: str  # 申报方式 that is not the normal one
    committee: str
    submitted_at: datetime | None
    stage: str
    organization: str
    mark: str
    colour: str
    proposed: str  # that 不予通过 waits for a second officer, and who proposed it


def stages_of(request: MemberRequest, tab: Tab) -> QuerySet[StageRecord]:
    """This function will return the stops of one list at the officer's desks, in its order."""
    return lists_of(request, tab)[tab]


def lists_of(request: MemberRequest, *tabs: Tab) -> dict[Tab, QuerySet[StageRecord]]:
    """This function will return the stops of each of these lists."""
    return _lists(Officer.of(request), tabs)


def _lists(officer: Officer, tabs: Iterable[Tab]) -> dict[Tab, QuerySet[StageRecord]]:
    stages = StageRecord.objects.filter(officer.mine()).annotate(due=DUE)
    return {tab: stages.filter(tab.where).order_by(*tab.order) for tab in tabs}


def counts_of(request: MemberRequest) -> dict[Tab, int]:
    """This function will return how many cases are in each of the officer's lists, in one statement."""
    tabs = tuple(tab for tab in TABS if tab is not POSTED or posts(request))
    return dict(zip(tabs, in_one(*_counts(Officer.of(request), tabs)), strict=True))


@lru_cache(maxsize=KEPT)
def _counts(officer: Officer, tabs: tuple[Tab, ...]) -> tuple[Compiled, ...]:
    return tuple(map(count_of, _lists(officer, tabs).values()))


def lines(stages: QuerySet[StageRecord], tab: Tab) -> QuerySet[StageRecord, Any]:
    """This function will return what `rows_of` and paging need of the stops of one list, and no more."""
    order = (name.lstrip("-") for name in tab.order)
    open_ = Proposal.objects.filter(stage=OuterRef("pk"), answer=Proposal.Answer.OPEN)
    stops = stages.annotate(proposer=Subquery(open_.values("proposed_by__name")))
    return stops.values_list(*dict.fromkeys([*STOP, "proposer", tab.shown, *order]), named=True)


def rows_of(request: MemberRequest, found: Iterable[Any], place: Place, *, tab: Tab, at: datetime) -> list[Row]:
    """This function will return the `lines` of one list as people read them, in two more statements.

    One reads their cases (joined to the search for the stops it would take the database longer to plan than to
    find them), the other the calendar, where terms are shown.
    """
    stops = list(found)
    of_page = Application.objects.filter(pk__in=[stop.application_id for stop in stops])
    cases = {case.pk: case for case in of_page.values_list(*CASE, named=True)}
    days = calendar() if stops and tab.shown.endswith("due_on") else {}
    mark = cache(partial(_mark, tab, today=timezone.localdate(at), days=days))  # a page has few different ones
    places = {m.organization_id: m.organization.name for m in request.memberships}
    prefix = place.at("cases")
    return [
        _row(cases[stop.application_id], stop, prefix, places[stop.organization_id], mark(getattr(stop, tab.shown)))
        for stop in stops
    ]


def _row(case: Any, stop: Any, prefix: str, organization: str, mark: tuple[str, str]) -> Row:
    kind = get_kind(case.kind).title
    specialty = case.specialty__name
    return Row(
        number=case.number,
        href=f"{prefix}{case.number}/",
        name=case.applicant__name,
        id_masked=masks.id_number(case.applicant__id_number),
        title=case.title__name or kind,
        about=f"{kind} · {specialty}" if case.title__name and specialty else case.asks,
        mode="" if case.mode == Mode.NORMAL else str(Mode(case.mode).label),
        committee=case.call__committee__name or "不经评委会",
        submitted_at=case.submitted_at,
        stage=stop.title,
        organization=organization,
        mark=mark[0],
        colour=mark[1],
        proposed=f"{stop.proposer}提出" if stop.proposer else "",
    )


def _mark(tab: Tab, shown: Any, *, today: date, days: Calendar) -> tuple[str, str]:
    if tab is DONE:
        return str(Outcome(shown).label), "green" if shown == Outcome.PASSED else "red"
    if tab is POSTED:
        return last_day(shown), ""
    return due_words(shown, today, days)


def due_words(due_on: date | None, today: date, days: Calendar) -> tuple[str, str]:
    """This function will say how many working days are left, and in which colour."""
    if due_on is None:
        return "不限时", ""
    left = workdays_between(today, due_on, calendar=days)
    if left < 0 or due_on < today:
        return f"超期 {max(-left, 1)} 个工作日", "red"
    if due_on == today:
        return "今天到期", "red"
    return f"剩 {left} 个工作日", "red" if left <= 2 else "amber" if left == 3 else ""


def last_day(ends_at: datetime) -> str:
    """This function will write the end of a 公示: 24:00 of its last day is 0:00 of the next."""
    last = timezone.localtime(ends_at) - timedelta(seconds=1)
    return f"{last.month} 月 {last.day} 日 24:00"


@require_http_methods(["GET", "HEAD", "POST"])
def cases(request: MemberRequest, place: Place) -> HttpResponse:
    """The queue. A POST searches: what was typed becomes an address that tells nothing of a document's number."""
    if request.method == "POST":
        return _search(request, place)
    return _list(request, place, FilterForm(request.GET, request=request))


def _search(request: MemberRequest, place: Place) -> HttpResponse:
    form = FilterForm(request.POST, request=request)
    if not form.is_valid():
        return _list(request, place, form, status=422)
    query = QueryDict(mutable=True)
    if tab := form.cleaned_data["tab"]:
        query["tab"] = tab
    for name, value in form.given.items():
        query[name] = value
    query.pop("person", None)
    if is_document(query.get("q", "")):
        query["person"] = identity_index(query.pop("q")[0])
    return go(request, f"{place.at('cases')}?{query.urlencode()}")


def _list(request: MemberRequest, place: Place, form: FilterForm, *, status: int = 200) -> HttpResponse:
    counts = counts_of(request)
    form.is_valid()
    asked = form.cleaned_data.get("tab")
    tab = next((tab for tab in counts if tab.key == asked), WAITING)
    at = clock.now()
    shown = lines(narrowed(stages_of(request, tab), form, request), tab)
    found = paginate(shown, order=tab.order, cursor=request.GET.get("cursor"), size=SIZE)
    home = place.at("cases")
    context = {
        "form": form,
        "tab": tab,
        "action": "审核" if tab is WAITING else "查看",
        "tabs": [(one.title, f"{home}?tab={one.key}", count, one is tab) for one, count in counts.items()],
        "rows": rows_of(request, found.items, place, tab=tab, at=at),
        "found": found,
        "clear": f"{home}?tab={tab.key}" if form.given or form.errors else "",
        "several": len(request.memberships) > 1,
    }
    return show(request, place, "desks/cases.html", context, waiting=counts[WAITING], status=status)
