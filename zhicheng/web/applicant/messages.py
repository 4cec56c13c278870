"""站内信: what one was told, newest first; opening a message marks it read."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhicheng.accounts import operations as accounts
from zhicheng.applications.models import Application
from zhicheng.core import clock, masks
from zhicheng.core.paging import paginate
from zhicheng.notifications.models import Delivery, Message
from zhicheng.notifications.operations import mark_all_read, mark_read
from zhicheng.notifications.queries import inbox, unread_count
from zhicheng.web.applicant.pages import show
from zhicheng.web.gates import SignedInRequest, signed_in
from zhicheng.web.page import go

SIZE = 20
UNREAD = "unread"
COLOURS = {Delivery.Outcome.SENT: "green", Delivery.Outcome.FAILED: "red", Delivery.Outcome.KEPT: ""}


class NoticesForm(forms.Form):
    """How one wants to be told besides here."""

    use_required_attribute = False
    sms = forms.BooleanField(label="同时发短信", required=False)
    mail = forms.BooleanField(label="同时发邮件", required=False)

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)
        if not email:
            del self.fields["mail"]


@dataclass(frozen=True)
class Way:
    """How else a message was told, and what became of it."""

    words: str
    outcome: str
    colour: str
    detail: str


@require_GET
@signed_in
def messages(request: SignedInRequest) -> HttpResponse:
    """All, or with ?show=unread what is not opened yet."""
    only_unread = request.GET.get("show") == UNREAD
    waiting = unread_count(request.user)
    listed = inbox(request.user).filter(read_at=None) if only_unread else inbox(request.user)
    context = {
        "page": paginate(listed, order=("-id",), cursor=request.GET.get("cursor"), size=SIZE),
        "tabs": [
            ("全部", "/my/messages/", None, not only_unread),
            ("未读", f"/my/messages/?show={UNREAD}", waiting, only_unread),
        ],
        "only_unread": only_unread,
        "unread": waiting,
    }
    return show(request, "applicant/messages.html", context)


@require_GET
@signed_in
def message(request: SignedInRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(inbox(request.user), pk=pk)
    mark_read(message=one, at=clock.wall())
    mine = Application.objects.filter(applicant=request.user, number=one.about).exists()
    context = {"message": one, "about": one.about if mine else "", "ways": ways(one)}
    return show(request, "applicant/message.html", context)


def ways(one: Message) -> list[Way]:
    """This function will return by which ways a message went out, with what became of each, in one statement."""
    return [
        Way(
            f"{sent.get_channel_display()} {sent.address}",
            str(sent.get_outcome_display()),
            COLOURS[Delivery.Outcome(sent.outcome)],
            sent.detail,
        )
        for sent in one.deliveries.defer("body").order_by("pk")
    ]


@require_POST
@signed_in
def read_all(request: SignedInRequest) -> HttpResponse:
    count = mark_all_read(recipient=request.user, at=clock.wall())
    flash.success(request, f"{count} 条消息已标为已读" if count else "没有未读的消息")
    return go(request, "/my/messages/")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def settings(request: SignedInRequest) -> HttpResponse:
    """通知方式: the site always tells; texts and mails as one wishes."""
    person = request.user
    initial = {"sms": person.sms_notices, "mail": person.mail_notices}
    form = NoticesForm(request.POST if request.method == "POST" else None, email=person.email, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        accounts.set_notices(
            user=person, sms=chosen["sms"], mail=chosen.get("mail", False), actor=person, at=clock.wall()
        )
        flash.success(request, "通知方式已保存")
        return go(request, "/my/messages/")
    ways_told = [("手机号码", masks.phone(person.phone)), ("邮箱", masks.email(person.email) if person.email else "")]
    return show(request, "applicant/notices.html", {"form": form, "addresses": ways_told})
