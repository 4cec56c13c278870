"""Writing the record: an event in the verb's own transaction, its place in the chain a little later."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from zhicheng.audit.models import Anchor, Event, Seal
from zhicheng.audit.queries import GENESIS, chained
from zhicheng.core import clock

BATCH = 1000
VIEWED = "audit.viewed"
_HASH = re.compile(r"[0-9a-f-]{32,}")  # hashes and UUIDs may hold eleven digits by chance
_PERSONAL = re.compile(r"(?<![\d.])(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")


def is_personal(text: str) -> bool:
    """This function will tell whether the text holds a whole resident number or mobile phone."""
    return _PERSONAL.search(_HASH.sub("", text)) is not None


def label(subject: models.Model | str) -> str:
    """This function will return "<app>.<model>:<number, or pk>"; a string is taken as it is."""
    if isinstance(subject, str):
        return subject
    return f"{subject._meta.label_lower}:{getattr(subject, 'number', None) or subject.pk}"


def record(
    *,
    actor: AbstractBaseUser | None,
    verb: str,
    subject: models.Model | str,
    at: datetime | None = None,
    data: Mapping[str, Any] | None = None,
    **more: Any,
) -> Event:
    """This function will append one event (real time, unless `at` is given) to the running transaction.

    What happened goes into `data` or into further keywords, as JSON. Raises ValueError for a NUL or for what
    looks like a whole resident number or phone: those stand nowhere but in their encrypted columns.
    """
    subject = label(subject)
    text = json.dumps({**(data or {}), **more}, cls=DjangoJSONEncoder, ensure_ascii=False)
    if "\\u0000" in text:
        raise ValueError("Audit data must not hold NUL.")
    if is_personal(f"{subject} {text}"):
        raise ValueError(f"Audit data of {verb} must not hold a whole identity number or phone.")
    return Event.objects.create(
        actor_id=actor.pk if actor else None,
        verb=verb,
        subject=subject,
        data=json.loads(text),
        at=at or clock.wall(),
    )


def viewed(*, actor: AbstractBaseUser, subject: models.Model | str, at: datetime) -> bool:
    """This function will record that personal data was seen, once per viewer, case and hour; True if it did."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    seen = Event.objects.filter(subject=label(subject), actor_id=actor.pk, verb=VIEWED)
    if seen.filter(at__gte=hour, at__lt=hour + timedelta(hours=1)).exists():
        return False
    record(actor=actor, verb=VIEWED, subject=subject, at=at)
    return True


@transaction.atomic
def seal(*, at: datetime) -> int:
    """This function will chain up to 1000 unsealed events, oldest first, and return how many it chained.

    The first run of a day anchors the head that the day before left. `at` is the real time.
    """
    # The first seal never changes: its row is the lock that keeps two sealers from one number. While the
    # chain is empty the primary key does it: the second sealer fails and comes again in a minute.
    Seal.objects.select_for_update().filter(sequence=1).first()
    anchor(day=timezone.localdate(at) - timedelta(days=1))
    head = Seal.objects.order_by("-sequence").first()
    sequence, previous = (head.sequence, head.hash) if head else (0, GENESIS)
    seals = []
    for event in Event.objects.filter(seal=None).order_by("pk")[:BATCH]:
        sequence += 1
        digest = chained(event, sequence=sequence, previous=previous)
        seals.append(Seal(sequence=sequence, event=event, previous=previous, hash=digest))
        previous = digest
    Seal.objects.bulk_create(seals)
    return len(seals)


@transaction.atomic
def anchor(*, day: date) -> Anchor | None:
    """This function will keep the head of the chain as the anchor of `day`; a day's first anchor stays."""
    head = Seal.objects.order_by("-sequence").first()
    if head is None:
        return None
    defaults = {"sequence": head.sequence, "hash": head.hash}
    return Anchor.objects.get_or_create(day=day, defaults=defaults)[0]
