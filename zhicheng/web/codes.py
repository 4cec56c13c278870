"""Codes that prove a phone or a mail address: six digits, ten minutes, five tries, told only to its owner."""

import secrets
from datetime import datetime, timedelta

from django import forms
from django.http import HttpRequest

from zhicheng.accounts.models import User
from zhicheng.core import masks
from zhicheng.core.crypto import blind_index
from zhicheng.notifications import operations as notifications
from zhicheng.web import limits, sealed

MINUTES = 10
LIFETIME = timedelta(minutes=MINUTES)
SENDS = ((1, 60), (5, 3600))  # per phone or mail address: times, seconds
SENDS_FROM = (300, 3600)  # per network address: a whole unit sits behind one
TRIES = (5, MINUTES * 60)
TOO_MANY = "验证码发得过于频繁，过一分钟再发"


def send(
    request: HttpRequest,
    purpose: str,
    address: str,
    *,
    at: datetime,
    recipient: User | None = None,
    is_known: bool = True,
) -> None:
    """This function will send a new code to a phone or a mail address, or raise limits.TooMany.

    With `is_known=False` nothing is sent and everything else is the same: nobody learns who has an account.
    """
    limits.limit(request, "code", per_address=SENDS_FROM)
    for rate in SENDS:
        _count(f"code.{rate[1]}", address, rate)
    code = f"{secrets.randbelow(10**6):06}"
    sealed.put(request, f"code.{purpose}", {"address": address, "code": code}, at=at)
    if not is_known:
        return
    if "@" in address:
        body = f"验证码 {code}，{MINUTES} 分钟内有效。不是本人操作的，不用理会。"
        notifications.deliver(channel="mail", recipient=recipient, address=address, subject="验证码", body=body, at=at)
    else:
        notifications.send_code(phone=address, code=code, minutes=MINUTES, at=at, recipient=recipient)


def wrong(request: HttpRequest, purpose: str, address: str, typed: str, *, at: datetime) -> str:
    """This function will return what is wrong with a typed code, or "" and take the code out of use."""
    if not typed:
        return "填写验证码；还没有收到就点“发送验证码”"
    kept = sealed.get(request, f"code.{purpose}", within=LIFETIME, at=at)
    if kept is None or kept["address"] != address:
        return "还没有给这里发过验证码，或已过期，重新发送一个"
    try:
        _count(f"try.{purpose}", address, TRIES)
    except limits.TooMany:
        return f"验证码填错次数过多，过 {MINUTES} 分钟再试"
    if not secrets.compare_digest(typed.strip().encode(), kept["code"].encode()):
        return "验证码不对，核对后再填"
    sealed.drop(request, f"code.{purpose}")
    return ""


def _count(what: str, address: str, rate: limits.Rate) -> None:
    """Counted under a blind index: no phone stands in a cache's key."""
    limits.count(f"{what}:{blind_index(address, purpose='limit')}", rate)


def send_for(
    request: HttpRequest,
    form: forms.Form,
    *,
    field: str,
    purpose: str,
    at: datetime,
    recipient: User | None = None,
) -> str:
    """This function will answer the button “发送验证码” of a form: what to tell, or "" and an error at the field.

    Only the address is looked at; other boxes of the form may still be empty.
    """
    address = form.cleaned_data.get(field) if not form.has_error(field) else None
    for name in set(form.errors) - {field}:
        del form.errors[name]
    if not address:
        return ""
    try:
        send(request, purpose, address, at=at, recipient=recipient)
    except limits.TooMany:
        form.add_error(field, TOO_MANY)
        return ""
    masked = masks.email(address) if "@" in address else masks.phone(address)
    return f"验证码已发到 {masked}，10 分钟内有效"
