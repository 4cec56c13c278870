"""Registration: three parts, a page to check name and number, and the account."""

from datetime import datetime
from typing import Any, NamedTuple

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from zhicheng.accounts import operations as accounts
from zhicheng.accounts.models import User
from zhicheng.core import clock
from zhicheng.dossier import operations as dossier
from zhicheng.dossier.models import Profile
from zhicheng.web import codes, limits
from zhicheng.web.account import captcha, draft
from zhicheng.web.account.draft import Draft
from zhicheng.web.account.guard import guarded
from zhicheng.web.account.registration_forms import AccountForm, DetailsForm, SecurityForm
from zhicheng.web.page import page


class Part(NamedTuple):
    """One page of registration."""

    key: str
    title: str
    view: str


PARTS = (
    Part("account", "账户信息", "register"),
    Part("details", "详细信息", "register_details"),
    Part("security", "账号安全信息", "register_security"),
)
OF_FIELD = {"username": "account", "id_number": "details", "phone": "security"}


@guarded
def account(request: HttpRequest) -> HttpResponse:
    """账户信息."""
    at = clock.wall()
    kept = draft.load(request, at=at)
    if request.method != "POST":
        return _show(request, "account", _form(request, "account", kept, at))
    limits.limit(request, "register", per_address=(600, 3600))  # a whole unit sits behind one address
    form = _form(request, "account", kept, at, data=request.POST)
    form.full_clean()
    kept["is_human"] = kept["is_human"] or captcha.check(request, form)
    _keep_password(form, kept)
    if form.is_valid():
        draft.take(kept, "account", request.POST, fields=("username", "terms", "sensitive"))
        draft.save(request, kept, at=at)
        return redirect("register_details")
    draft.save(request, kept, at=at)
    form.spare(has_password=bool(kept["password"]), is_human=kept["is_human"])
    return _show(request, "account", form, status=422)


@guarded
def details(request: HttpRequest) -> HttpResponse:
    """详细信息."""
    at = clock.wall()
    kept = draft.load(request, at=at)
    if "account" not in kept["parts"]:
        return redirect("register")
    if request.method != "POST":
        return _show(request, "details", _form(request, "details", kept, at))
    form = _form(request, "details", kept, at, data=request.POST)
    draft.take(kept, "details", request.POST, fields=form.fields)
    draft.save(request, kept, at=at)
    if "back" in request.POST:
        return redirect("register")
    return redirect("register_security") if form.is_valid() else _show(request, "details", form, status=422)


@guarded
def security(request: HttpRequest) -> HttpResponse:
    """账号安全信息: a phone counts only with the code that was sent to it."""
    at = clock.wall()
    kept = draft.load(request, at=at)
    if "details" not in kept["parts"]:
        return redirect("register_details")
    if request.method != "POST":
        return _show(request, "security", _form(request, "security", kept, at))
    form = _form(request, "security", kept, at, data=request.POST)
    draft.take(kept, "security", request.POST, fields=("phone", "email"))
    draft.save(request, kept, at=at)
    if "back" in request.POST:
        return redirect("register_details")
    if "send" in request.POST:
        note = codes.send_for(request, form, field="phone", purpose="register", at=at)
        return _show(request, "security", form, status=200 if note else 422, note=note)
    _check_phone(request, form, kept, at)
    draft.save(request, kept, at=at)
    return redirect("register_confirm") if form.is_valid() else _show(request, "security", form, status=422)


@guarded
def confirm(request: HttpRequest) -> HttpResponse:
    """Name and number once more, then the account."""
    at = clock.wall()
    kept = draft.load(request, at=at)
    found = {part.key: _form(request, part.key, kept, at) for part in PARTS}
    for part in PARTS:
        if not found[part.key].is_bound or not found[part.key].is_valid():
            return redirect(part.view)
    if kept["phone"] != found["security"].cleaned_data["phone"]:
        return redirect("register_security")
    if request.method != "POST":
        return page(request, "account/register_confirm.html", _summary(found))
    try:
        username = _register(found, kept["password"], at)
    except accounts.AlreadyRegistered as refusal:
        key = OF_FIELD[refusal.field]
        found[key].add_error(refusal.field, str(refusal))
        return _show(request, key, found[key], status=422)
    draft.forget(request)
    request.session["registered"] = username
    return redirect("register_done")


@never_cache
@require_GET
def done(request: HttpRequest) -> HttpResponse:
    """What comes next; once, to the visitor who has just registered."""
    username = request.session.get("registered")
    if username is None:
        return redirect("account_login")
    return page(request, "account/register_done.html", {"username": username})


def _summary(found: dict[str, Any]) -> dict[str, Any]:
    known = found["details"].cleaned_data
    return {"forms": found, "id_type": User.IdType(known["id_type"]).label, "sex": Profile.Sex(known["sex"]).label}


@transaction.atomic
def _register(found: dict[str, Any], password: str, at: datetime) -> str:
    account_, details_, security_ = (found[part.key] for part in PARTS)
    user = accounts.register(
        username=account_.cleaned_data["username"],
        password=password,
        is_hashed=True,
        name=details_.cleaned_data["name"],
        id_type=details_.cleaned_data["id_type"],
        id_number=details_.cleaned_data["id_number"],
        phone=security_.cleaned_data["phone"],
        email=security_.cleaned_data["email"],
        at=at,
    )
    dossier.save_profile(owner=user, at=at, **details_.profile())
    return user.username


def _form(request: HttpRequest, key: str, kept: Draft, at: datetime, data: QueryDict | None = None) -> Any:
    """The form of a part, bound to what is posted, else to what the draft holds."""
    data = draft.typed(kept, key) if data is None else data
    if key == "account":
        return AccountForm(
            data,
            has_password=bool(kept["password"]),
            sum_text="" if kept["is_human"] else captcha.question(request),
        )
    if key == "details":
        return DetailsForm(data, today=timezone.localdate(at))
    return SecurityForm(data, is_proven=bool(kept["phone"]))


def _show(request: HttpRequest, key: str, form: forms.Form, *, status: int = 200, note: str = "") -> HttpResponse:
    number = [part.key for part in PARTS].index(key)
    context = {"form": form, "steps": PARTS, "number": number, "part": PARTS[number], "note": note}
    return page(request, f"account/register_{key}.html", context, status=status)


def _keep_password(form: forms.Form, kept: Draft) -> None:
    """A good password is not asked twice because something else on the page was wrong."""
    password = form.cleaned_data.get("password")
    if password and not form.has_error("password") and not form.has_error("password_again"):
        kept["password"] = draft.hashed(password)


def _check_phone(request: HttpRequest, form: forms.Form, kept: Draft, at: datetime) -> None:
    phone = None if form.has_error("phone") else form.cleaned_data["phone"]
    if phone is None or phone == kept["phone"]:
        return
    wrong = codes.wrong(request, "register", phone, form.cleaned_data.get("code") or "", at=at)
    if wrong:
        form.add_error("code", wrong)
    else:
        kept["phone"] = phone
