"""Telling people. The caller names the recipients; no gateway is connected, so every delivery is kept here."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from zhicheng.accounts.models import User
from zhicheng.core import masks
from zhicheng.notifications.models import Delivery, Message

SIGN = "【广东职称】"
PRACTICE = "【练习】"
TITLE = 100  # characters of a message's title; a unit's name alone may have as many
_ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_MASKS = {Delivery.Channel.SMS: masks.phone, Delivery.Channel.MAIL: masks.email}


@transaction.atomic
def notify(
    *,
    recipients: Iterable[User],
    title: str,
    body: str,
    about: str = "",
    at: datetime,
    channels: Collection[str] = ("sms",),
) -> list[Message]:
    """This function will give each recipient one 站内信, and one text or mail per channel he can be reached by.

    `about` is a 申报编号. Who wants no texts gets none, who wants mails gets one.
    A resident number in the text, typed by somebody into a name or an opinion, is masked:
    5-ux §6.6 forbids it.
    """
    title, body = (_ID_NUMBER.sub(lambda found: masks.id_number(found[0]), _marked(text)) for text in (title, body))
    people = list({person.pk: person for person in recipients}.values())
    messages = Message.objects.bulk_create(
        Message(recipient=person, title=title[:TITLE], body=body, about=about, at=at) for person in people
    )
    Delivery.objects.bulk_create(
        _delivery(channel=way, recipient=person, address=address, subject=title, body=body, at=at, message=message)
        for way in Delivery.Channel
        for person, message in zip(people, messages, strict=True)
        if (address := _address(person, way, asked=way in channels))
    )
    return messages


def _marked(text: str) -> str:
    """What a practice system says, so that nobody takes it for earnest."""
    return f"{PRACTICE}{text}" if settings.PRACTICE else text


def _address(person: User, way: Delivery.Channel, *, asked: bool) -> str:
    """Where he is told that way, "" when he is not."""
    if way == Delivery.Channel.SMS:
        return person.phone if asked and person.sms_notices else ""
    return person.email if asked or person.mail_notices else ""


@transaction.atomic
def deliver(*, channel: str, recipient: User | None, address: str, subject: str, body: str, at: datetime) -> Delivery:
    """This function will keep one mail or text for `address` (stored masked, its body encrypted)."""
    subject, body = _marked(subject), _marked(body)
    delivery = _delivery(channel=channel, recipient=recipient, address=address, subject=subject, body=body, at=at)
    delivery.save()
    return delivery


def send_code(*, phone: str, code: str, minutes: int, at: datetime, recipient: User | None = None) -> Delivery:
    """This function will text a one-time code, valid for `minutes`, to a phone that may be nobody's yet."""
    body = f"验证码 {code}，{minutes} 分钟内有效。不要告诉任何人，工作人员不会索取。"
    return deliver(channel="sms", recipient=recipient, address=phone, subject="验证码", body=body, at=at)


@transaction.atomic
def mark_all_read(*, recipient: User, at: datetime) -> int:
    """This function will note that a person has seen everything he was told; returns how many were unread."""
    return Message.objects.filter(recipient=recipient, read_at=None).update(read_at=at)


@transaction.atomic
def mark_read(*, message: Message, at: datetime) -> None:
    """This function will note when a message was first opened."""
    Message.objects.filter(pk=message.pk, read_at=None).update(read_at=at)


def _delivery(
    *,
    channel: str,
    recipient: User | None,
    address: str,
    subject: str,
    body: str,
    at: datetime,
    message: Message | None = None,
) -> Delivery:
    channel = Delivery.Channel(channel)
    return Delivery(
        channel=channel,
        recipient=recipient,
        message=message,
        address=_MASKS[channel](address)[:100],
        subject=subject[:200],
        body=SIGN + body if channel == Delivery.Channel.SMS else body,
        at=at,
    )
