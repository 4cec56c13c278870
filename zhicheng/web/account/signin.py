"""The way in, and from there to the face that is a person's own."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from zhicheng.accounts.models import User
from zhicheng.content.queries import is_editor
from zhicheng.core import clock
from zhicheng.organizations.models import Role
from zhicheng.organizations.queries import roles_of
from zhicheng.review.models import Expert
from zhicheng.web.gates import SignedInRequest, keeps_lists, signed_in
from zhicheng.web.page import page


class Face(NamedTuple):
    """Where somebody works."""

    title: str
    text: str
    href: str


APPLICANT = Face("个人申报", "填写申请、查进度、看证书", "/my/")
DESK = Face("审核工作台", "人事管理单位、主管单位、人社部门审核", "/desk/")
OFFICE = Face("评委会办公室", "受理、会议、公示、结果", "/office/")
LISTS = Face("参考数据", "行政区划、代码、系列、专业、工作日历", "/admin/")
PANEL = Face("评审专家", "评阅材料、投票", "/panel/")
CMS = Face("门户栏目", "撰写、审核门户网站的文章", "/cms/")


@require_GET
def login(request: HttpRequest) -> HttpResponse:
    """The short address of sign-in, with where to go afterwards."""
    return _with_query(request, "account_login")


def signup(request: HttpRequest) -> HttpResponse:
    """allauth's sign-up is closed: people register with their papers."""
    return redirect("register")


@never_cache
@require_GET
@signed_in
def home(request: SignedInRequest) -> HttpResponse:
    """Straight to the only face, or a choice."""
    found = faces_of(request.user)
    if len(found) == 1:
        return redirect(found[0].href)
    return page(request, "account/home.html", {"faces": found})


def faces_of(user: User) -> tuple[Face, ...]:
    """This function will return the faces of a person: everybody without an office applies for himself."""
    roles = set(roles_of(user).values_list("role", flat=True))
    found = []
    if roles & {Role.UNIT, Role.COMPETENT, Role.HRSS}:
        found.append(DESK)
    if Role.OFFICE in roles:
        found.append(OFFICE)
    if Expert.objects.filter(user=user, valid_until__gte=timezone.localdate(clock.now())).exists():
        found.append(PANEL)
    if is_editor(user):
        found.append(CMS)
    if keeps_lists(user):
        found.append(LISTS)
    if not found or hasattr(user, "profile"):
        found.insert(0, APPLICANT)
    return tuple(found)


def _with_query(request: HttpRequest, view: str) -> HttpResponse:
    response = redirect(view)
    query = request.META.get("QUERY_STRING", "")
    if query:
        response["Location"] += f"?{query}"
    return response
