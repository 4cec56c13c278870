"""公示: whose result is posted, until when, and how to object."""

from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from zhicheng.applications import operations
from zhicheng.applications.models import Notice
from zhicheng.applications.queries import public_notices
from zhicheng.core import clock
from zhicheng.core.paging import paginate
from zhicheng.web import limits
from zhicheng.web.jinja import long_date
from zhicheng.web.page import go, page
from zhicheng.web.public.forms import ObjectionForm
from zhicheng.web.public.gates import is_running, posted_notice
from zhicheng.web.public.words import last_moment

SIZE = 50
RECEIVED = "异议已登记。受理单位核查期间公示不结束，核查时会按您留下的联系方式联系您。"


class Posted(NamedTuple):
    """Who is posted, and for what. Nothing else of the case is public."""

    name: str
    unit: str
    title: str
    specialty: str
    href: str


class Window(NamedTuple):
    """One posting: the committee, how long, and who takes objections."""

    committee: str
    starts_on: date
    ends_at: datetime
    desk: str
    phone: str

    @property
    def words(self) -> str:
        """2026 年 9 月 15 日至 2026 年 9 月 21 日 24:00."""
        return f"{long_date(self.starts_on)}至 {last_moment(self.ends_at)}"


def posted(notice: Notice) -> Posted:
    """This function will return what the public reads of the person."""
    case = notice.stage.application
    return Posted(
        name=case.applicant.name,
        unit=case.employer.name if case.employer else "",
        title=case.title.name if case.title else "",
        specialty=case.specialty.name if case.specialty else "",
        href=f"/publicity/{case.number}/",
    )


def window(notice: Notice) -> Window:
    """This function will return what the public reads of the posting."""
    case, desk = notice.stage.application, notice.stage.organization
    committee = case.call.committee.name if case.call else desk.name
    phone = notice.phone or desk.contact_phone
    return Window(committee, notice.starts_on, notice.ends_at, desk.name, phone)


def grouped(found: list[Notice]) -> list[tuple[Window, list[Posted]]]:
    """This function will put the people of one page together by posting, newest posting first."""
    pairs = [(window(notice), posted(notice)) for notice in found]
    pairs.sort(key=lambda pair: (-pair[0].starts_on.toordinal(), pair[0]))
    return [(one, [person for _, person in people]) for one, people in groupby(pairs, key=lambda pair: pair[0])]


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """The 评后公示 that run now."""
    running = public_notices(at=clock.now())
    found = paginate(running, order=("-starts_on", "-id"), cursor=request.GET.get("cursor"), size=SIZE)
    return page(request, "public/notices.html", {"found": found, "groups": grouped(found.items)})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, number: str) -> HttpResponse:
    """One person's 公示, with the way to object; when it is over, only that it is over."""
    found, at = posted_notice(number), clock.now()
    if not is_running(found, at=at):
        return _over(request, found)
    if request.method != "POST":
        return _show(request, found, ObjectionForm())
    limits.limit(request, "objection", per_account=(10, 3600), per_address=(30, 3600))
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form, status=422)
    try:
        _object(found, form, at=at)
    except operations.NotAllowed:  # it ended in this very moment
        return _over(request, found)
    messages.success(request, RECEIVED)
    return go(request, request.path)


def _object(found: Notice, form: ObjectionForm, *, at: datetime) -> None:
    """Who objects stands in the encrypted column only, not in the record that others read."""
    objector = f"{form.cleaned_data['name']}，{form.cleaned_data['contact']}"
    operations.object_to(notice=found, text=form.cleaned_data["text"], objector=objector, actor=None, at=at)


def _show(request: HttpRequest, found: Notice, form: ObjectionForm, *, status: int = 200) -> HttpResponse:
    form.ask()
    context = {"person": posted(found), "window": window(found), "form": form}
    return page(request, "public/notice.html", context, status=status)


def _over(request: HttpRequest, found: Notice) -> HttpResponse:
    return page(request, "public/notice_over.html", {"window": window(found)}, status=410)
