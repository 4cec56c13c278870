"""Whom to play, what time it is for the cases, and what was mailed and texted."""

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhicheng.accounts.models import User
from zhicheng.applications.operations import close_notices
from zhicheng.core import clock
from zhicheng.core.fields import CleanCharField
from zhicheng.core.paging import paginate
from zhicheng.demo.cast import PASSWORD
from zhicheng.demo.operations import BadStep, move_clock
from zhicheng.demo.practice import take_applicant
from zhicheng.demo.queries import errands, players
from zhicheng.notifications.models import Delivery
from zhicheng.web.demo_pages.gates import demo_only
from zhicheng.web.demo_pages.script import ACTS, STEPS
from zhicheng.web.jinja import viewer
from zhicheng.web.page import go, page

OUTBOX = 30


class SignInForm(forms.Form):
    """Whose button was pressed."""

    username = CleanCharField(label="用户名", max_length=150)


@never_cache
@require_safe
@demo_only
def index(request: HttpRequest) -> HttpResponse:
    """The cast by role, each with a button; passwords and codes for those who want to type them."""
    wall = clock.wall()
    context = {
        "groups": players(at=wall),
        "errands": errands(),
        "password": PASSWORD,
        "case_time": clock.now(),
        "wall_time": wall,
        "acts": ACTS,
        "steps": STEPS,
    }
    return page(request, "demo_pages/index.html", context)


@require_POST
@demo_only
def sign_in(request: HttpRequest) -> HttpResponse:
    """Signs in as one of the demo's people, the second factor counted as given; nobody else can be had so."""
    form = SignInForm(request.POST)
    if not form.is_valid():
        raise Http404
    _enter(request, get_object_or_404(User, username=form.cleaned_data["username"], is_demo=True, is_active=True))
    return go(request, "/home/")


@require_POST
@demo_only
def take(request: HttpRequest) -> HttpResponse:
    """Signs in as an applicant made for whoever pressed the button, and tells him how to come back as him."""
    person = take_applicant(with_records=request.POST.get("with") == "records", at=clock.wall())
    _enter(request, person)
    words = f"您现在是虚构的申报人{person.name}，证件号码 {person.id_number}。"
    messages.success(request, f"{words}再来时到登录页，用户名 {person.username}，密码 {PASSWORD}")
    return go(request, "/home/")


def _enter(request: HttpRequest, user: User) -> None:
    adapter = get_adapter()
    adapter.login(request, user)
    adapter.post_login(
        request, user, email_verification="none", signal_kwargs=None, email=None, signup=False, redirect_url=None
    )


@require_POST
@demo_only
def move(request: HttpRequest) -> HttpResponse:
    """Moves the case time and closes what ended meanwhile."""
    try:
        move_clock(step=request.POST.get("step", ""), actor=viewer(request), at=clock.now())
    except BadStep as problem:
        raise Http404 from problem
    closed = close_notices(at=clock.now())
    words = f"办件时间现在是 {timezone.localtime(clock.now()):%Y-%m-%d %H:%M}"
    messages.success(request, f"{words}，{closed} 个公示期满，已转到下一环节" if closed else words)
    return go(request, "/demo/")


@never_cache
@require_safe
@demo_only
def outbox(request: HttpRequest) -> HttpResponse:
    """Every mail and text, newest first, with what it says: codes are read here."""
    found = paginate(Delivery.objects.all(), order=("-id",), cursor=request.GET.get("after"), size=OUTBOX)
    return page(request, "demo_pages/outbox.html", {"page": found})
