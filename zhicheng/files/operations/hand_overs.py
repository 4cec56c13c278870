"""用手机拍照上传: one link, one slot, one telephone, a quarter of an hour."""

import secrets
from datetime import datetime, timedelta
from typing import IO

from django.db import transaction

from zhicheng.accounts.models import User
from zhicheng.audit.operations import record
from zhicheng.files.models import Album, HandOver, Shot, StoredFile
from zhicheng.files.operations.albums import MAX_SHOTS, NotThere, add_shot, bind
from zhicheng.files.queries import digest

LIFETIME = timedelta(minutes=15)
SECRET = 16  # bytes


@transaction.atomic
def hand_over(*, album: Album, at: datetime) -> tuple[HandOver, str]:
    """This function will make a link to an album and return it with its token, which is kept nowhere.

    A link made before for the same album ends.
    """
    album.hand_overs.filter(ended_at=None).update(ended_at=at)
    token = secrets.token_urlsafe(SECRET)
    made = HandOver.objects.create(album=album, token_sha256=digest(token), created_at=at, expires_at=at + LIFETIME)
    record(actor=album.owner, verb="files.hand_over", subject=made, slot=album.slot, at=at)
    return made, token


def receive_shot(*, hand_over: HandOver, device: str, name: str, data: IO[bytes], at: datetime) -> Shot:
    """This function will put a photo that a telephone sent into the album; or raise BadFile or NotThere.

    The first telephone that sends one is the only one: `device` is its secret.
    """
    with transaction.atomic():
        held = _hold(hand_over, device, at=at)
        if held.uses >= 2 * MAX_SHOTS:
            raise NotThere
        held.uses += 1
        held.save(update_fields=["device_sha256", "uses"])
        record(actor=None, verb="files.hand_over_used", subject=held, use=held.uses, at=at)
    return add_shot(album=held.album, name=name, data=data, hand_over=held, at=at)


@transaction.atomic
def finish_hand_over(*, hand_over: HandOver, device: str, name: str, at: datetime, max_mb: float = 20) -> StoredFile:
    """This function will bind the album into one PDF and end the link; or raise BadFile or NotThere."""
    held = _hold(hand_over, device, at=at)
    stored = bind(album=held.album, name=name, at=at, max_mb=max_mb)
    held.ended_at = at
    held.save(update_fields=["ended_at"])
    record(actor=None, verb="files.hand_over_finished", subject=held, file=stored.pk, at=at)
    return stored


@transaction.atomic
def end_hand_overs(*, owner: User, at: datetime, slot: str | None = None) -> int:
    """This function will end the person's links, all or those of one slot, and return how many worked until now."""
    working = HandOver.objects.filter(album__owner=owner, ended_at=None)
    if slot is not None:
        working = working.filter(album__slot=slot)
    ended = HandOver.objects.filter(pk__in=list(working.values_list("pk", flat=True))).update(ended_at=at)
    if ended:
        record(actor=owner, verb="files.hand_overs_ended", subject=owner, count=ended, at=at)
    return ended


def _hold(hand_over: HandOver, device: str, *, at: datetime) -> HandOver:
    rows = HandOver.objects.select_for_update(of=("self",)).select_related("album__owner")
    held = rows.filter(pk=hand_over.pk, ended_at=None, expires_at__gt=at).first()
    if held is None or (held.device_sha256 and held.device_sha256 != digest(device)):
        raise NotThere
    held.device_sha256 = digest(device)
    return held
