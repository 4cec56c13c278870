"""The queue of the desks: four lists, filters, the oldest due first."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from zhicheng.accounts.queries import identity_index
from zhicheng.applications.models import DUE, Gate, Outcome, StageRecord, Status
from zhicheng.applications.registry import kind_of
from zhicheng.calls.models import Committee
from zhicheng.core import clock, masks
from zhicheng.core.paging import paginate
from zhicheng.core.workdays import Calendar, workdays_between
from zhicheng.reference.queries import calendar
from zhicheng.web.desks.filters import FilterForm, is_document, narrowed
from zhicheng.web.desks.gates import WAITS, mine, posts
from zhicheng.web.desks.place import Place, show
from zhicheng.web.gates import MemberRequest
from zhicheng.web.page import go

SIZE = 20
COUNTED = 1000  # shown as 999+


@dataclass(frozen=True)
class Tab:
    """One list of the queue: which stops, in which order, and what its last column says."""

    key: str
    title: str
    where: Q = field(repr=False)
    order: tuple[str, ...]
    column: str
    nothing: str


WAITING = Tab(
    "waiting",
    "待我审核",
    WAITS,
    ("due", "id"),
    "办理时限",
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
    "没有等待申报人补正的申请。退回补正后会列在这里。",
)
POSTED = Tab(
    "posted",
    "公示中",
    Q(gate=Gate.NOTICE, outcome=Outcome.PENDING, arrived_at__isnull=False),
    ("arrived_at", "id"),
    "公示截止",
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
    "还没有办过的申请。作出决定后会列在这里。",
)
TABS = (WAITING, RETURNED, POSTED, DONE)


@dataclass(frozen=True)
class Row:
    """One line of a list, as people read it."""

    number: str
    href: str
    name: str
    id_masked: str
    title: str
    specialty: str
    committee: str
    submitted_at: datetime | None
    stage: str
    organization: str
    mark: str
    colour: str


def stages_of(request: MemberRequest, tab: Tab) -> QuerySet[StageRecord]:
    """This function will return the stops of one list at the officer's desks, in its order."""
    return StageRecord.objects.filter(mine(request), tab.where).annotate(due=DUE).order_by(*tab.order)


def rows_of(stages: list[StageRecord], place: Place, *, tab: Tab, at: datetime) -> list[Row]:
    """This function will return the lines of one list, in two statements: what they say, and the calendar."""
    whole = StageRecord.objects.select_related(
        "application__applicant",
        "application__title",
        "application__specialty",
        "application__call__committee",
        "organization",
        "notice",
        "correction",
    ).in_bulk([stage.pk for stage in stages])
    days, today, prefix = calendar(), timezone.localdate(at), place.at("cases")
    return [_row(whole[stage.pk], prefix, tab, today, days) for stage in stages]


def _row(stage: StageRecord, prefix: str, tab: Tab, today: date, days: Calendar) -> Row:
    case = stage.application
    mark, colour = _mark(stage, tab, today, days)
    return Row(
        number=case.number,
        href=f"{prefix}{case.number}/",
        name=case.applicant.name,
        id_masked=masks.id_number(case.applicant.id_number),
        title=case.title.name if case.title else kind_of(case).title,
        specialty=f"{kind_of(case).title} · {case.specialty.name}" if case.title and case.specialty else "",
        committee=case.call.committee.name if case.call else "不经评委会",
        submitted_at=case.submitted_at,
        stage=stage.title,
        organization=stage.organization.name,
        mark=mark,
        colour=colour,
    )


def _mark(stage: StageRecord, tab: Tab, today: date, days: Calendar) -> tuple[str, str]:
    if tab is DONE:
        return stage.get_outcome_display(), "green" if stage.outcome == Outcome.PASSED else "red"
    if tab is RETURNED:
        return due_words(stage.correction.due_on, today, days)
    if tab is POSTED:
        return last_day(stage.notice.ends_at), ""
    return due_words(stage.due_on, today, days)


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
        query[name] = str(value.pk) if isinstance(value, Committee) else value
    query.pop("person", None)
    if is_document(query.get("q", "")):
        query["person"] = identity_index(query.pop("q")[0])
    return go(request, f"{place.at('cases')}?{query.urlencode()}")


def _list(request: MemberRequest, place: Place, form: FilterForm, *, status: int = 200) -> HttpResponse:
    stages = {tab: stages_of(request, tab) for tab in TABS if tab is not POSTED or posts(request)}
    form.is_valid()
    asked = form.cleaned_data.get("tab")
    tab = next((tab for tab in stages if tab.key == asked), WAITING)
    at = clock.now()
    found = paginate(narrowed(stages[tab], form, request), order=tab.order, cursor=request.GET.get("cursor"), size=SIZE)
    home = place.at("cases")
    counts = {one: rows.order_by()[:COUNTED].count() for one, rows in stages.items()}
    context = {
        "form": form,
        "tab": tab,
        "action": "审核" if tab is WAITING else "查看",
        "tabs": [(one.title, f"{home}?tab={one.key}", count, one is tab) for one, count in counts.items()],
        "rows": rows_of(found.items, place, tab=tab, at=at),
        "found": found,
        "clear": f"{home}?tab={tab.key}" if form.given or form.errors else "",
        "several": len(request.memberships) > 1,
    }
    return show(request, place, "desks/cases.html", context, waiting=counts[WAITING], status=status)
