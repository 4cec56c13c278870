"""Several photos, one PDF: put in order, turned, taken away, bound."""

import os
import shutil
import uuid
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import IO

from django.db import transaction

from zhicheng.accounts.models import User
from zhicheng.audit.operations import record
from zhicheng.files.contents import BadFile
from zhicheng.files.models import Album, HandOver, Shot, StoredFile
from zhicheng.files.operations.storing import MEGABYTE, check_size, clean_name, store
from zhicheng.files.pages import Leaf, Sheet, bind_pages, make_sheet
from zhicheng.files.queries import last_place, picture_of, shot_of

LIFETIME = timedelta(days=3)
MAX_SHOTS = 30
SHOT_MAX_MB = 20


class NotThere(Exception):
    """The photo is gone, or the album is bound already."""


@transaction.atomic
def open_album(*, owner: User, slot: str, title: str, at: datetime) -> Album:
    """This function will return the album of a slot that is being put together, making it if there is none."""
    album, _ = Album.objects.get_or_create(
        owner=owner, slot=slot, file=None, defaults={"title": title, "created_at": at, "expires_at": at + LIFETIME}
    )
    return album


def add_shot(*, album: Album, name: str, data: IO[bytes], hand_over: HandOver | None = None, at: datetime) -> Shot:
    """This function will put a photo at the end of an album; or raise BadFile or NotThere.

    `hand_over` is the link by which a telephone sent it.
    """
    name = clean_name(name)
    check_size(data.seek(0, os.SEEK_END), name=name, max_mb=SHOT_MAX_MB)
    sheet = make_sheet(data, name=name)  # the slow part, before the lock
    with transaction.atomic():
        held = _hold(album)
        if held.shots.count() >= MAX_SHOTS:
            raise BadFile(f"一份 PDF 最多 {MAX_SHOTS} 张照片，“{name}”没有加入，先生成这一份，再拍下一份")
        shot = Shot.objects.create(
            album=held,
            hand_over=hand_over,
            place=last_place(held) + 1,
            name=name,
            size=len(sheet.data),
            width=sheet.width,
            height=sheet.height,
        )
        _keep(shot, sheet)
        record(actor=held.owner, verb="files.shot_added", subject=held, place=shot.place, at=at)
    return shot


@transaction.atomic
def move_shot(*, album: Album, key: uuid.UUID, by: int) -> None:
    """This function will move a photo up (-1) or down (1) by one; it raises NotThere."""
    shot = _shot(_hold(album), key)
    others = list(album.shots.all())
    here = next(place for place, one in enumerate(others) if one.pk == shot.pk)
    there = min(max(here + by, 0), len(others) - 1)
    others.insert(there, others.pop(here))
    for place, one in enumerate(others, start=1):
        one.place = place
    Shot.objects.bulk_update(others, ["place"])


@transaction.atomic
def turn_shot(*, album: Album, key: uuid.UUID) -> None:
    """This function will turn a photo by a quarter, clockwise; it raises NotThere."""
    shot = _shot(_hold(album), key)
    shot.turns = (shot.turns + 1) % 4
    shot.save(update_fields=["turns"])


@transaction.atomic
def remove_shot(*, album: Album, key: uuid.UUID) -> None:
    """This function will take a photo out of an album; it raises NotThere."""
    shot = _shot(_hold(album), key)
    for small in (False, True):
        picture_of(shot, small=small).unlink(missing_ok=True)
    shot.delete()


@transaction.atomic
def bind(*, album: Album, name: str, at: datetime, max_mb: float = 20) -> StoredFile:
    """This function will make one PDF of an album's photos and return it; asked again, it returns the same one.

    It raises BadFile when there is no photo, or when the PDF is larger than `max_mb` MB.
    """
    held = Album.objects.select_for_update(of=("self",)).select_related("file", "owner").get(pk=album.pk)
    if held.file is not None:
        return held.file
    shots = list(held.shots.all())
    if not shots:
        raise BadFile("先选择或拍几张照片，再生成 PDF")
    total = sum(shot.size for shot in shots)
    if total > max_mb * MEGABYTE:
        words = f"这些照片合起来有 {total / MEGABYTE:.1f} MB，不能超过 {max_mb:g} MB，去掉几张，分成两份"
        raise BadFile(words)
    pdf = bind_pages([Leaf(picture_of(shot), shot.width, shot.height, shot.turns) for shot in shots])
    stem = clean_name(name).removesuffix(".pdf") or "照片"
    held.file = store(owner=held.owner, name=f"{stem}.pdf", data=BytesIO(pdf), at=at, max_mb=max_mb + 1)
    held.save(update_fields=["file"])
    record(actor=held.owner, verb="files.album_bound", subject=held, pages=len(shots), file=held.file.pk, at=at)
    transaction.on_commit(lambda: shutil.rmtree(folder_of(held), ignore_errors=True))
    return held.file


@transaction.atomic
def close_album(*, album: Album) -> None:
    """This function will forget an album that was not bound, with its photos."""
    Album.objects.filter(pk=album.pk, file=None).delete()
    transaction.on_commit(lambda: shutil.rmtree(folder_of(album), ignore_errors=True))


def folder_of(album: Album) -> Path:
    """This function will return where an album's pictures lie."""
    return picture_of(Shot(album=album)).parent


def _hold(album: Album) -> Album:
    held = Album.objects.select_for_update(of=("self",)).select_related("owner").filter(pk=album.pk, file=None).first()
    if held is None:
        raise NotThere
    return held


def _shot(album: Album, key: uuid.UUID) -> Shot:
    shot = shot_of(album, key)
    if shot is None:
        raise NotThere
    return shot


def _keep(shot: Shot, sheet: Sheet) -> None:
    for small, data in ((False, sheet.data), (True, sheet.small)):
        path = picture_of(shot, small=small)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
