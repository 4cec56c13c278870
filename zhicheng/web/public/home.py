"""首页: the ways in, this year's call, the businesses, what is new in the columns and who is posted."""

from datetime import date, datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhicheng.applications.models import Notice
from zhicheng.applications.queries import public_notices
from zhicheng.applications.registry import all_kinds
from zhicheng.calls.models import Call
from zhicheng.content import queries
from zhicheng.content.models import Announcement, Article, Policy, ReviewNotice
from zhicheng.core import clock
from zhicheng.web.page import page
from zhicheng.web.public import empty
from zhicheng.web.public.articles import File, file_of
from zhicheng.web.public.calls import open_calls
from zhicheng.web.public.services import Item, items
from zhicheng.web.public.standards import series_with_standards
from zhicheng.web.public.words import days_left, last_day, short

SHOWN = 4
SHORT = 3  # of what changes seldom
STRIP = 4  # entries beside one another on a wide screen

STEPS = (
    ("注册并选定单位", "人事管理单位一般为现工作单位，主管单位由系统带出。"),
    ("填写个人信息", "优先选择入库信息，没有再新增，避免重复。"),
    ("填写申请信息", "选定申报专业系列、专业名称、级别与对应评审委员会。"),
    ("生成评审表", "核对全表，在红框内补录系统取不到的内容。"),
    ("提交并跟踪", "逐级审核，可撤回、按告知补正、重新提交。"),
)


class Phase(NamedTuple):
    """One line of the batch card."""

    title: str
    when: str
    is_now: bool


class Batch(NamedTuple):
    """The call whose deadline comes first. `days` is None when there is no day left to count."""

    title: str
    mark: str
    colour: str
    left_text: str
    days: int | None
    phases: tuple[Phase, ...]
    committee: str


class Line(NamedTuple):
    """What is new: its title, where it stands, its day."""

    title: str
    href: str
    on: date


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page."""
    at = clock.now()
    calls = list(open_calls(at)[:SHOWN])
    context = {
        "batch": batch(calls[0] if calls else coming(at), at=at),
        "entries": [(one.icon, one.title, one.text, one.href) for one in strip()],
        "review_notices": [*lines(ReviewNotice), *(call_line(call) for call in calls if not call.notice_page_id)][
            :SHOWN
        ],
        "announcements": lines(Announcement),
        "posted": [notice_line(notice) for notice in public_notices(at=at)[:SHOWN]],
        "series": series(),
        "policies": lines(Policy, SHORT),
        "files": downloads(),
        "steps": STEPS,
    }
    return page(request, "public/home.html", context)


def coming(at: datetime) -> Call | None:
    """This function will return the call that opens next, if one is known."""
    calls = Call.objects.filter(opens_at__gt=at).select_related("committee")
    return calls.order_by("opens_at", "pk").first()


def batch(call: Call | None, *, at: datetime) -> Batch | None:
    """This function will return what the card says of a call that is open or opens soon."""
    if call is None:
        return None
    is_open = call.opens_at <= at
    days = days_left(call.submit_until, at=at)
    if not is_open:
        days = (timezone.localdate(call.opens_at) - timezone.localdate(at)).days
    mark, colour = ("正在受理", "green") if days else ("今天截止", "amber")
    return Batch(
        title=f"{call.year_id} 年度职称评审",
        mark=mark if is_open else "即将开始",
        colour=colour if is_open else "blue",
        left_text="距个人提交截止还有" if is_open else "距开始受理还有",
        days=days or None,
        phases=_phases(call, is_open=is_open),
        committee=call.committee.name,
    )


def _phases(call: Call, *, is_open: bool) -> tuple[Phase, ...]:
    start = short(timezone.localdate(call.opens_at))
    return (
        Phase("个人填报并提交", f"{start}—{short(last_day(call.submit_until))}", is_open),
        Phase("单位审核、公示与推荐", f"至 {short(last_day(call.unit_until))}", False),
        Phase("主管单位审核并报送", f"至 {short(last_day(call.competent_until))}", False),
        Phase("评委会受理、评审与公示", "报送以后", False),
    )


def strip() -> list[Item]:
    """This function will return the entries below the hero: the businesses, then what people look for most."""
    panels = items()
    businesses = panels["business"]
    others = [*panels["tracking"], *panels["person"][::-1]]
    return [*businesses, *others[: max(0, STRIP - len(businesses))]]


def series() -> list[tuple[str, str, bool]]:
    """This function will return the series that have standards, and the way to all; nothing where none has."""
    found = [(one.name, f"/standards/?series={one.pk}", False) for one in series_with_standards()]
    return [*found, ("全部系列", "/standards/", False)] if found else []


def lines(sort: type[Article], number: int = SHOWN) -> list[Line]:
    """This function will return the newest articles of a sort."""
    return [Line(one.title, one.address, one.issued_on) for one in queries.published(sort)[:number]]


def downloads() -> list[File]:
    """This function will return the newest files, and blank forms where there are fewer."""
    newest = [file_of(one.document)._replace(name=one.title) for one in queries.downloads()[:SHORT]]
    blank = [File(*one) for kind in all_kinds() for one in empty.addresses(kind)]
    return [*newest, *blank][:SHORT]


def call_line(call: Call) -> Line:
    """This function will return an open call whose notice does not stand on the portal."""
    return Line(call.notice, f"/services/calls/?series={call.committee.series_id}", timezone.localdate(call.opens_at))


def notice_line(notice: Notice) -> Line:
    """This function will return a person under 公示 as the first page lists him."""
    case = notice.stage.application
    words = [case.applicant.name, case.employer.name if case.employer else "", case.title.name if case.title else ""]
    return Line(" · ".join(filter(None, words)), f"/publicity/{case.number}/", notice.starts_on)
