"""站内信 as every shell shows it: what one was told, newest first; opening a message marks it read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.shortcuts import get_object_or_404

from zhicheng.accounts import operations as accounts
from zhicheng.accounts.models import User
from zhicheng.core import clock, masks
from zhicheng.core.paging import paginate
from zhicheng.notifications.models import Delivery, Message
from zhicheng.notifications.operations import mark_read
from zhicheng.notifications.queries import inbox
from zhicheng.web.gates import SignedInRequest

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


@dataclass(frozen=True)
class Shell:
    """Where the pages stand: the template around them, the first page of the audience, the address of the list."""

    base: str
    home: str
    list: str


def listing(request: SignedInRequest, shell: Shell, *, unread: int) -> dict[str, object]:
    """This function will return what the list shows: all, or with ?show=unread what is not opened yet."""
    only_unread = request.GET.get("show") == UNREAD
    listed = inbox(request.user).filter(read_at=None) if only_unread else inbox(request.user)
    return {
        "shell": shell,
        "page": paginate(listed, order=("-id",), cursor=request.GET.get("cursor"), size=SIZE),
        "tabs": [
            ("全部", shell.list, None, not only_unread),
            ("未读", f"{shell.list}?show={UNREAD}", unread, only_unread),
        ],
        "only_unread": only_unread,
        "unread": unread,
    }


def opened(request: SignedInRequest, pk: int) -> tuple[Message, bool]:
    """This function will return one's own message, now read, and whether it is opened for the first time; or 404."""
    one: Message = get_object_or_404(inbox(request.user), pk=min(pk, 2**63 - 1))
    is_new = one.read_at is None
    mark_read(message=one, at=clock.wall())
    return one, is_new


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


def choice(person: User, data: Mapping[str, Any] | None) -> NoticesForm:
    """This function will return the form of 通知方式 as it stands, or bound to what was sent."""
    return NoticesForm(data, email=person.email, initial={"sms": person.sms_notices, "mail": person.mail_notices})


def keep(person: User, form: NoticesForm) -> None:
    """This function will keep how the person wants to be told; call it on a valid form."""
    chosen = form.cleaned_data
    accounts.set_notices(user=person, sms=chosen["sms"], mail=chosen.get("mail", False), actor=person, at=clock.wall())


def addresses(person: User) -> list[tuple[str, str]]:
    """This function will return where texts and mails go, masked."""
    return [("手机号码", masks.phone(person.phone)), ("邮箱", masks.email(person.email) if person.email else "")]
