"""/desk/assistance/ 协助填报: whom an officer of a 人事管理单位 fills in for, and what he asks for."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhicheng.accounts.models import User
from zhicheng.accounts.queries import find_user, identity_index
from zhicheng.applications import operations
from zhicheng.applications.helping import helped_by
from zhicheng.applications.models import EDITABLE, OPEN, Application, Assistance
from zhicheng.applications.registry import kind_of
from zhicheng.core import clock
from zhicheng.core.fields import CleanCharField
from zhicheng.core.paging import paginate
from zhicheng.organizations.models import Organization, Role
from zhicheng.organizations.queries import open_affiliation
from zhicheng.web import limits
from zhicheng.web.approver.gates import approver
from zhicheng.web.approver.views import PLACE
from zhicheng.web.assisting import (
    ALL,
    CASE,
    MAY,
    MAY_NOT,
    NOT_THERE,
    TAKEN,
    ScopeField,
    last_day,
    state_of,
    until_choices,
)
from zhicheng.web.desks import show
from zhicheng.web.gates import MemberRequest
from zhicheng.web.page import go

SIZE = 20
RATE = (30, 3600)  # people asked for by one officer in an hour
NOBODY = "没有找到这位申报人。核对号码；他须已注册，并已选定您的单位为人事管理单位"


class AskForm(forms.Form):
    """Whom one would like to help, and with what."""

    use_required_attribute = False
    person = CleanCharField(
        label="申报人",
        max_length=60,
        empty="填写申报编号、手机号或证件号码",
        help_text="申报编号、手机号或证件号码，由申报人告诉您；只能找到本单位的申报人",
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-lg"}),
    )
    scope = ScopeField(label="协助哪些申请")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)
        one = (CASE, "只这一件：按申报编号申请的那一件")
        self.fields["scope"].choices = [one, *until_choices(at=clock.now())]  # type: ignore[attr-defined]  # a choice


def units(request: MemberRequest) -> list[Organization]:
    """This function will return the 人事管理单位 for which the officer acts, or raise Http404 when there is none."""
    found = [m.organization for m in request.memberships if m.role == Role.UNIT]
    if not found:
        raise Http404
    return found


def mine(request: MemberRequest) -> QuerySet[Assistance]:
    """This function will return the officer's own assistances at his present units."""
    rows = Assistance.objects.filter(helper=request.user, unit__in=units(request))
    return rows.select_related("applicant", "unit", "application")


@require_safe
@approver
def assistances(request: MemberRequest) -> HttpResponse:
    """Whom he helps now and whom he asked, the newest first."""
    found = paginate(mine(request).filter(ended_at=None), order=("-id",), cursor=request.GET.get("cursor"), size=SIZE)
    rows = [(one, PLACE.at("assistance", one.pk), operations.scope_of(one), *state_of(one)) for one in found.items]
    return show(request, PLACE, "approver/assistances.html", {"rows": rows, "found": found})


@require_safe
@approver
def assistance(request: MemberRequest, pk: int) -> HttpResponse:
    """Which cases there are to fill in, and how it stands."""
    one = get_object_or_404(mine(request), pk=min(pk, 2**63 - 1))
    cases = Application.objects.filter(helped_by(request.user, at=clock.now()), applicant=one.applicant)
    word, colour = state_of(one)
    context = {
        "one": one,
        "scope": operations.scope_of(one),
        "word": word,
        "colour": colour,
        "cases": [_entry(case) for case in cases.order_by("-pk") if case.status in EDITABLE],
        "may": MAY,
        "may_not": MAY_NOT,
    }
    return show(request, PLACE, "approver/assistance.html", context)


def _entry(case: Application) -> tuple[str, str, str, str]:
    title = f"{case.year} 年度{kind_of(case).title}"
    return title, reverse("applicant:case", args=[case.number]), case.number, str(case.get_status_display())


@require_http_methods(["GET", "HEAD", "POST"])
@approver
def ask(request: MemberRequest) -> HttpResponse:
    """Whom to help; POST asks him. He agrees by himself, signed in."""
    units(request)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        limits.limit(request, "assistance.ask", per_account=RATE)
        if form.is_valid() and (made := _asked(request, form)):
            messages.success(request, f"已通知{made.applicant.name}，他登录确认后开始")
            return go(request, PLACE.at("assistances"))
    context = {"form": form, "may": MAY, "may_not": MAY_NOT, "unanswered": operations.UNANSWERED}
    return show(request, PLACE, "approver/assistance_ask.html", context, status=422 if form.is_bound else 200)


def _asked(request: MemberRequest, form: AskForm) -> Assistance | None:
    """The request; or None, and why there is none stands at the field."""
    person, case = _found(form.cleaned_data["person"].strip())
    affiliation = open_affiliation(person) if person else None
    if person is None or affiliation is None or affiliation.unit not in units(request):
        form.add_error("person", NOBODY)
        return None
    what, _, days = form.cleaned_data["scope"].partition(":")
    if what == CASE and case is None:
        form.add_error("person", "只协助一件申请的，填写这件申请的申报编号")
        return None
    said: dict[str, Any] = {"until": last_day(int(days), at=clock.now())} if what == ALL else {"application": case}
    try:
        return operations.ask_assistance(
            applicant=person, helper=request.user, unit=affiliation.unit, at=clock.now(), **said
        )
    except operations.AlreadyAssisted:
        form.add_error("person", TAKEN)
    except operations.BadPeriod:
        form.add_error("person", NOT_THERE)
    except operations.NotAllowed:  # himself
        form.add_error("person", NOBODY)
    return None


def _found(text: str) -> tuple[User | None, Application | None]:
    """By the number of an open case, a phone, a user name or a document."""
    case = Application.objects.filter(number=text, status__in=OPEN).select_related("applicant").first()
    if case is not None:
        return case.applicant, case
    return find_user(text) or User.objects.filter(id_index=identity_index(text)).first(), None


@require_POST
@approver
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """Ends it, or takes back what was asked."""
    one = get_object_or_404(mine(request), pk=min(pk, 2**63 - 1))
    try:
        operations.end_assistance(assistance=one, actor=request.user, at=clock.now())
    except operations.NotAllowed:
        messages.info(request, "这项协助已经结束")
    else:
        messages.success(request, f"协助{one.applicant.name}填报已结束")
    return go(request, PLACE.at("assistances"))
