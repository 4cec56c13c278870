"""The 委托评审函 of a case at the desk that issued it: read, downloaded, withdrawn."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from zhicheng.applications.operations import NotAllowed as CaseMoved
from zhicheng.audit import operations as audit
from zhicheng.core import clock
from zhicheng.core.fields import CleanCharField
from zhicheng.letters import operations
from zhicheng.letters.models import Letter
from zhicheng.letters.queries import letter_of
from zhicheng.letters.rules import can_withdraw
from zhicheng.web.desks.gates import desk_stage
from zhicheng.web.desks.place import Place, show
from zhicheng.web.downloads import attachment
from zhicheng.web.gates import MemberRequest
from zhicheng.web.page import go

STATES = {"valid": ("有效", "green"), "expired": ("已过有效期", ""), "withdrawn": ("已撤回", "red")}
GONE = "申报人刚刚提交了评审结果，或函已经失效，没有撤回。"


class WithdrawForm(forms.Form):
    """Why a letter is withdrawn."""

    use_required_attribute = False
    reason = CleanCharField(
        label="撤回原因", max_length=200, help_text="申报人会看到", widget=forms.Textarea(attrs={"rows": 3})
    )


def issued_letter(request: MemberRequest, number: str) -> Letter:
    """This function will return the letter of a case to an officer of its issuer, or raise Http404."""
    letter = letter_of(desk_stage(request, number).application)
    if letter is None or not can_withdraw(request.user, letter):
        raise Http404
    return letter


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: MemberRequest, number: str, place: Place) -> HttpResponse:
    """What it says and whether it holds; a POST withdraws it, and the case ends."""
    found, at = issued_letter(request, number), clock.now()
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            operations.withdraw(letter=found, reason=form.cleaned_data["reason"], actor=request.user, at=at)
        except (operations.NotAllowed, CaseMoved):
            messages.error(request, GONE)
        else:
            messages.success(request, f"委托评审函 {found.number} 已撤回，申报人会收到通知")
        return go(request, place.at("letter", number))
    audit.viewed(actor=request.user, subject=found.application, at=clock.wall())
    state = found.state(timezone.localdate(at))
    context = {"letter": found, "state": STATES[state], "number": number, "form": form, "is_valid": state == "valid"}
    return show(request, place, "desks/entrustment.html", context, status=422 if form.is_bound else 200)


@require_safe
def pdf(request: MemberRequest, number: str, place: Place) -> HttpResponseBase:
    """The letter as an attachment, once it is made."""
    found = issued_letter(request, number)
    if found.pdf_id is None:
        raise Http404
    return attachment(found.pdf_id)
