"""账号安全: what the account is proven by, and who used it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from zhicheng.accounts import operations, queries
from zhicheng.core import clock
from zhicheng.web import codes
from zhicheng.web.account.forms import EmailForm, PhoneForm
from zhicheng.web.account.guard import guarded
from zhicheng.web.gates import SignedInRequest, confirmed, signed_in
from zhicheng.web.page import page


@require_GET
@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    """What there is, each with its way to change it."""
    user = request.user
    context = {
        "has_factor": is_mfa_enabled(user),
        "session_count": len(UserSession.objects.purge_and_list(user)),
        "history": queries.history(user, limit=20),
    }
    return page(request, "account/security.html", context)


@guarded
@signed_in
@confirmed
def phone(request: SignedInRequest) -> HttpResponse:
    """A new phone, proven by the code sent to it."""
    user = request.user

    def change(address: str, at: datetime) -> None:
        operations.set_phone(user=user, phone=address, actor=user, at=at)

    form = PhoneForm(request.POST or None, user=user)
    return _prove(request, form, "phone", change, title="修改手机号", present=user.phone)


@guarded
@signed_in
@confirmed
def email(request: SignedInRequest) -> HttpResponse:
    """A new mail address, proven by the code sent to it."""
    user = request.user

    def change(address: str, at: datetime) -> None:
        operations.set_email(user=user, email=address, actor=user, at=at)

    form = EmailForm(request.POST or None, user=user)
    return _prove(request, form, "email", change, title="修改邮箱", present=user.email)


def _prove(
    request: SignedInRequest,
    form: forms.Form,
    purpose: str,
    change: Callable[[str, datetime], None],
    **context: Any,
) -> HttpResponse:
    at, note = clock.wall(), ""
    if "send" in request.POST:
        note = codes.send_for(request, form, field="address", purpose=purpose, at=at, recipient=request.user)
    elif request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        wrong = codes.wrong(request, purpose, address, form.cleaned_data["code"], at=at)
        if wrong:
            form.add_error("code", wrong)
        elif _changed(form, change, address, at):
            messages.success(request, "已修改")
            return redirect("account_security")
    status = 422 if form.errors else 200
    return page(request, "account/prove.html", {"form": form, "note": note, **context}, status=status)


def _changed(form: forms.Form, change: Callable[[str, datetime], None], address: str, at: datetime) -> bool:
    try:
        change(address, at)
    except operations.AlreadyRegistered as refusal:
        form.add_error("address", str(refusal))
        return False
    return True
