"""Reading the record, and showing that nobody changed it."""

import json
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256

from django.db import models

from zhicheng.audit.models import Anchor, Event, Seal

GENESIS = "0" * 64  # what stands before the first event
ADDED, CHANGED = "lists.added", "lists.changed"  # by an administrator (admin.py)


@dataclass(frozen=True)
class Verification:
    """What a walk along the chain found: events checked, and the first place where it does not hold."""

    ok: bool
    checked: int
    first_broken: str | None


def chained(event: Event, *, sequence: int, previous: str) -> str:
    """This function will return the SHA-256, in hex, of an event at its place in the chain."""
    content = {
        "sequence": sequence,
        "previous": previous,
        "event": event.pk,
        "actor": event.actor_id,
        "verb": event.verb,
        "subject": event.subject,
        "data": event.data,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def verify() -> Verification:
    """This function will walk the whole chain and the anchors, and stop at the first thing that is wrong."""
    anchors = {anchor.sequence: anchor for anchor in Anchor.objects.all()}
    previous, checked = GENESIS, 0
    for seal in Seal.objects.select_related("event").order_by("sequence").iterator(chunk_size=1000):
        sequence = checked + 1
        if seal.sequence != sequence:
            return Verification(False, checked, f"第 {sequence} 条缺失")
        if seal.previous != previous or seal.hash != chained(seal.event, sequence=sequence, previous=previous):
            return Verification(False, checked, f"第 {sequence} 条（{seal.event}）被改动")
        anchor = anchors.pop(sequence, None)
        if anchor and anchor.hash != seal.hash:
            return Verification(False, checked, f"第 {sequence} 条与 {anchor.day} 的锚点不符")
        previous, checked = seal.hash, sequence
    if anchors:
        return Verification(False, checked, f"第 {checked + 1} 条起缺失：{min(anchors)} 有锚点")
    return Verification(True, checked, None)


def corrected(model: type[models.Model]) -> set[str]:
    """This function will return the keys of those entries of a list that an administrator added or changed."""
    head = f"{model._meta.label_lower}:"
    found = Event.objects.filter(verb__in=(ADDED, CHANGED), subject__startswith=head).values_list("subject", flat=True)
    return {subject.removeprefix(head) for subject in found}
