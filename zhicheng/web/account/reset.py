"""A forgotten password, by the phone of the account. By mail it is allauth's own way."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from zhicheng.accounts import operations
from zhicheng.accounts.models import User
from zhicheng.accounts.queries import find_user
from zhicheng.core import clock
from zhicheng.web import codes, limits, sealed
from zhicheng.web.account import captcha
from zhicheng.web.account.forms import ResetByPhoneForm, ResetCodeForm
from zhicheng.web.account.guard import guarded
from zhicheng.web.page import page

KEY = "reset"
LIFETIME = timedelta(minutes=30)


@guarded
def reset(request: HttpRequest) -> HttpResponse:
    """Whose? The answer is the same for phones that no account has."""
    if request.method != "POST":
        return _ask(request, ResetByPhoneForm(sum_text=captcha.question(request)))
    limits.limit(request, "reset", per_address=(120, 3600))
    form = ResetByPhoneForm(request.POST, sum_text=captcha.question(request))
    captcha.check(request, form)
    if form.is_valid():
        at, phone = clock.wall(), form.cleaned_data["phone"]
        user = _owner(phone)
        try:
            codes.send(request, KEY, phone, at=at, recipient=user, is_known=user is not None)
        except limits.TooMany:
            form.add_error("phone", codes.TOO_MANY)
        else:
            sealed.put(request, KEY, phone, at=at)
            return redirect("reset_code")
    return _ask(request, form, status=422)


@guarded
def reset_code(request: HttpRequest) -> HttpResponse:
    """The code, and a new password."""
    at = clock.wall()
    phone = sealed.get(request, KEY, within=LIFETIME, at=at)
    if phone is None:
        return redirect("reset")
    user = _owner(phone)
    form = ResetCodeForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        wrong = codes.wrong(request, KEY, phone, form.cleaned_data["code"], at=at)
        if wrong:
            form.add_error("code", wrong)
        elif user is not None:
            operations.set_password(user=user, password=form.cleaned_data["password"], at=at)
            sealed.drop(request, KEY)
            messages.success(request, "密码已修改，用新密码登录")
            return redirect("account_login")
    context = {"form": form, "phone": phone}
    return page(request, "account/reset_code.html", context, status=422 if form.errors else 200)


def _owner(phone: str) -> User | None:
    user = find_user(phone)
    return user if user is not None and user.is_active else None


def _ask(request: HttpRequest, form: ResetByPhoneForm, *, status: int = 200) -> HttpResponse:
    return page(request, "account/reset.html", {"form": form}, status=status)
