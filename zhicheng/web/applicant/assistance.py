"""协助填报: the applicant lets an officer of his unit fill in for him, agrees to be helped, and ends it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.applications.helping import part_title
from zhicheng.applications.models import OPEN, Application, Assistance, Help
from zhicheng.core import clock, masks
from zhicheng.core.fields import CleanCharField, PickField
from zhicheng.organizations.models import Organization, Role
from zhicheng.organizations.queries import members, open_affiliation
from zhicheng.web import codes, limits
from zhicheng.web.applicant.pages import show
from zhicheng.web.applicant.words import moment
from zhicheng.web.assisting import MAY, MAY_NOT, NOT_THERE, TAKEN, ScopeField, chosen, scopes, state_of
from zhicheng.web.gates import SignedInRequest, signed_in
from zhicheng.web.page import go

PURPOSE = "assistance"
TRIES = (5, 600)  # of the password, in seconds
PAST, PARTS = 10, 30  # lines shown


class AllowForm(forms.Form):
    """Who may fill in, and for what."""

    use_required_attribute = False
    helper = PickField(label="请哪位经办人协助")
    scope = ScopeField(label="协助哪些申请")

    def __init__(self, *args: Any, officers: list[User], cases: list[Application], at: datetime, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)
        offered = {
            "helper": [("", "选择"), *((str(one.pk), one.name) for one in officers)],
            "scope": scopes(cases, at=at),
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # both offer a choice


class ProofForm(forms.Form):
    """That it is the applicant himself: his password, or a code sent to his phone."""

    use_required_attribute = False
    password = forms.CharField(
        label="登录密码",
        required=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "w-lg"}),
    )
    code = CleanCharField(
        label="短信验证码",
        required=False,
        max_length=10,
        help_text="忘记密码的，点“发送验证码”，填收到的 6 位数字",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "w-sm"}),
    )


@dataclass(frozen=True)
class Line:
    """One assistance as both lists of the page show it."""

    pk: int
    who: str
    scope: str
    when: str
    word: str
    colour: str
    is_asked: bool


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def assistances(request: SignedInRequest) -> HttpResponse:
    """Who may fill in now and who did; POST lets one more."""
    at, affiliation = clock.now(), open_affiliation(request.user)
    unit = affiliation.unit if affiliation else None
    officers = [one for one in members(unit, Role.UNIT) if one.pk != request.user.pk] if unit else []
    cases = list(Application.objects.filter(applicant=request.user, status__in=OPEN).order_by("-pk"))
    posted = request.POST if request.method == "POST" else None
    form = AllowForm(posted, officers=officers, cases=cases, at=at)
    if form.is_bound and unit and form.is_valid() and _allowed(request, form, unit, cases, at):
        return go(request, reverse("applicant:assistances"))
    rows = Assistance.objects.filter(applicant=request.user).select_related("helper", "unit", "application")
    given = list(rows.order_by("-pk"))
    context = {
        "form": form if officers else None,
        "unit": unit,
        "open": [_line(one) for one in given if one.is_open],
        "past": [_line(one) for one in given if not one.is_open][:PAST],
        "parts": _parts(request.user),
        "may": MAY,
        "may_not": MAY_NOT,
    }
    return show(request, "applicant/assistances.html", context, status=422 if form.is_bound else 200)


def _allowed(
    request: SignedInRequest, form: AllowForm, unit: Organization, cases: list[Application], at: datetime
) -> bool:
    helper = User.objects.get(pk=form.cleaned_data["helper"])
    try:
        operations.allow_assistance(
            applicant=request.user, helper=helper, unit=unit, at=at, **chosen(form.cleaned_data["scope"], cases, at=at)
        )
    except operations.AlreadyAssisted:
        form.add_error("helper", TAKEN)
    except operations.BadPeriod:
        form.add_error("scope", NOT_THERE)
    except operations.NotAllowed:
        form.add_error("helper", "这位经办人刚刚离开您的人事管理单位，选择另一位")
    else:
        messages.success(request, f"{helper.name}现在可以协助您填报，随时可以在这里结束")
        return True
    return False


def _line(one: Assistance) -> Line:
    since = f"{moment(one.began_at)} 开始" if one.began_at else f"{moment(one.asked_at)} 申请"
    when = f"{since}，{moment(one.ended_at)} 结束" if one.ended_at else since
    return Line(
        one.pk, f"{one.unit.name}{one.helper.name}", operations.scope_of(one), when, *state_of(one), one.is_asked
    )


def _parts(person: User) -> list[tuple[str, str, str, str]]:
    """What was filled in for him: the part, the case, who, when; the newest first."""
    rows = Help.objects.filter(application__applicant=person).select_related("application", "helper")
    return [
        (part_title(one.application, one.part), one.application.number, one.helper.name, moment(one.at))
        for one in rows.order_by("-at", "-pk")[:PARTS]
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def assistance(request: SignedInRequest, pk: int) -> HttpResponse:
    """What an officer asks for; POST agrees, by password or code, or declines."""
    rows = Assistance.objects.select_related("helper", "unit", "application")
    asked = get_object_or_404(rows, pk=min(pk, 2**63 - 1), applicant=request.user)
    if not asked.is_asked:
        return go(request, reverse("applicant:assistances"))
    form, note = ProofForm(request.POST if request.method == "POST" else None, auto_id="f-%s"), ""
    if "send" in request.POST:
        form, note = ProofForm(auto_id="f-%s"), _send(request)
    elif form.is_bound and form.is_valid() and _is_himself(request, form):
        try:
            operations.agree_to_assistance(assistance=asked, actor=request.user, at=clock.now())
        except operations.NotAllowed:
            messages.error(request, "这项申请已经结束，或对方不再是您单位的经办人，没有开始协助")
        else:
            messages.success(request, f"{asked.helper.name}现在可以协助您填报，随时可以在这里结束")
        return go(request, reverse("applicant:assistances"))
    context = {"line": _line(asked), "pk": asked.pk, "form": form, "note": note, "may": MAY, "may_not": MAY_NOT}
    return show(request, "applicant/assistance.html", context, status=422 if form.errors else 200)


def _send(request: SignedInRequest) -> str:
    """Sends a code to his phone; says where, or why not."""
    phone = request.user.phone
    if not phone:
        return "您没有登记手机号，用密码确认"
    try:
        codes.send(request, PURPOSE, phone, at=clock.wall(), recipient=request.user)
    except limits.TooMany:
        return codes.TOO_MANY
    return f"验证码已发到 {masks.phone(phone)}，{codes.MINUTES} 分钟内有效"


def _is_himself(request: SignedInRequest, form: ProofForm) -> bool:
    """Whether the password or the code is right; if not, why stands at the field."""
    password, code = form.cleaned_data["password"], form.cleaned_data["code"]
    if password:
        limits.limit(request, "assistance.password", per_account=TRIES)
        if not request.user.check_password(password):
            form.add_error("password", "密码不对，重新填写，或用短信验证码")
    elif code:
        if wrong := codes.wrong(request, PURPOSE, request.user.phone, code, at=clock.wall()):
            form.add_error("code", wrong)
    else:
        form.add_error("password", "填写登录密码，或短信验证码")
    return form.is_valid()


@require_POST
@signed_in
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ends it, or declines what was asked; pressed twice, it is over once."""
    one = get_object_or_404(Assistance, pk=min(pk, 2**63 - 1), applicant=request.user)
    try:
        operations.end_assistance(assistance=one, actor=request.user, at=clock.now())
    except operations.NotAllowed:
        messages.info(request, "这项协助已经结束")
    else:
        messages.success(
            request, "已结束。经办人不能再打开您的申请" if one.began_at else "已拒绝，没有人打开过您的申请"
        )
    return go(request, reverse("applicant:assistances"))
