"""Uploads in parts: begun, continued where they stopped, finished; the same part twice changes nothing."""

import errno
import os
import re
from datetime import datetime, timedelta
from io import BytesIO

from django.db import transaction

from zhicheng.accounts.models import User
from zhicheng.files import contents
from zhicheng.files.contents import BadFile
from zhicheng.files.models import StoredFile, Upload
from zhicheng.files.operations.storing import KINDS, MEGABYTE, check_size, clean_name, store
from zhicheng.files.queries import open_uploads, parts_of, same_content, used_bytes

CHUNK = MEGABYTE  # bytes in one part, at most
LIFETIME = timedelta(days=3)
OPEN_MAX = 20  # uploads of one person on their way
QUOTA = 300 * MEGABYTE  # handed in for one application; 2-domain §6.7, proposed, 待核对
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FULL = (errno.ENOSPC, errno.EDQUOT)


class OffsetError(Exception):
    """A part that does not follow what has come; `received` bytes are here: go on from there."""

    def __init__(self, received: int) -> None:
        super().__init__(f"go on from {received}")
        self.received = received


class Gone(Exception):
    """The upload is over: finished, cancelled or expired."""


@transaction.atomic
def begin(
    *, owner: User, slot: str, name: str, size: int, sha256: str, since: datetime, at: datetime, max_mb: float = 20
) -> Upload:
    """This function will begin an upload, or return the one that brings the same content into the slot.

    What the person handed in before needs no bytes: the upload comes back DONE, with its file. `size` in bytes,
    `sha256` "" or 64 hex digits, `since` when the application began (its quota). It raises BadFile.
    """
    User.objects.select_for_update(no_key=True).only("pk").get(pk=owner.pk)  # one count at a time
    name, sha256 = clean_name(name), sha256 if _SHA256.fullmatch(sha256) else ""
    check_size(size, name=name, max_mb=max_mb)
    contents.kind_by_name(name, kinds=KINDS)
    if sha256 and (going := open_uploads(owner, slot, at=at).filter(sha256=sha256, size=size).first()):
        return going
    upload = Upload(
        owner=owner, slot=slot, name=name, size=size, sha256=sha256, created_at=at, expires_at=at + LIFETIME
    )
    if had := same_content(owner, sha256):
        upload.status, upload.file, upload.received, upload.is_reused = Upload.Status.DONE, had, size, True
    else:
        _check_crowd(owner, name=name)
        check_room(owner=owner, name=name, size=size, since=since)
    upload.save(force_insert=True)
    return upload


@transaction.atomic
def append(*, upload: Upload, offset: int, data: bytes) -> int:
    """This function will keep one part (at most CHUNK bytes) and return how many bytes are here now.

    A part that is here already is taken as sent. It raises OffsetError, Gone, or BadFile when the first bytes
    are of no kind that is taken: the caller cancels the upload.
    """
    held = _hold(upload)
    end = offset + len(data)
    if 0 <= offset < held.received and end <= held.received:
        return held.received
    if offset != held.received or end > held.size or len(data) > CHUNK or not data:
        raise OffsetError(held.received)
    if offset == 0:
        contents.kind_of(BytesIO(data), name=held.name, kinds=KINDS)
    _write(held, data)
    held.received = end
    held.save(update_fields=["received"])
    return end


def finish(*, upload: Upload, at: datetime, max_mb: float = 20, actor: User | None = None) -> StoredFile:
    """This function will keep the whole file and return it; asked again, it returns the same one. `actor`: see `store`.

    It raises OffsetError while parts are missing, Gone, and BadFile: then the upload is over, too.
    """
    with transaction.atomic():
        held = Upload.objects.select_for_update(of=("self",)).select_related("file", "owner").get(pk=upload.pk)
        if held.status == Upload.Status.DONE and held.file:
            return held.file
        _check_open(held)
        if held.received != held.size:
            raise OffsetError(held.received)
        path = parts_of(held)
        refused: BadFile | None = None
        try:
            with path.open("rb") as content, transaction.atomic():
                held.file = store(owner=held.owner, name=held.name, data=content, at=at, max_mb=max_mb, actor=actor)
            held.status, held.is_reused = Upload.Status.DONE, held.file.is_reused
        except BadFile as problem:
            held.status, refused = Upload.Status.CANCELLED, problem
        except FileNotFoundError:
            held.status, refused = Upload.Status.CANCELLED, BadFile(f"“{held.name}”没有传完整，重新上传")
        held.save(update_fields=["status", "file", "is_reused"])
    path.unlink(missing_ok=True)
    if refused is not None:
        raise refused
    assert held.file is not None  # noqa: S101 -- it was just stored
    return held.file


@transaction.atomic
def cancel(*, upload: Upload) -> None:
    """This function will end an upload and forget its parts; one that is over stays as it is."""
    held = Upload.objects.select_for_update().get(pk=upload.pk)
    if held.status == Upload.Status.OPEN:
        held.status = Upload.Status.CANCELLED
        held.save(update_fields=["status"])
    parts_of(held).unlink(missing_ok=True)


def _hold(upload: Upload) -> Upload:
    held = Upload.objects.select_for_update().get(pk=upload.pk)
    _check_open(held)
    return held


def _check_open(upload: Upload) -> None:
    if upload.status != Upload.Status.OPEN:
        raise Gone


def _write(upload: Upload, data: bytes) -> None:
    """Puts a part behind those that are here; what a part that never ended left there is written over."""
    path = parts_of(upload)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("r+b" if path.exists() else "wb") as parts:
            parts.seek(upload.received)
            parts.write(data)
            parts.truncate()
            parts.flush()
            os.fsync(parts.fileno())
    except OSError as problem:
        if problem.errno in _FULL:
            raise BadFile(f"“{upload.name}”没有保存：服务器的存储空间已满，稍后再传") from problem
        raise


def _check_crowd(owner: User, *, name: str) -> None:
    if Upload.objects.filter(owner=owner, status=Upload.Status.OPEN).count() >= OPEN_MAX:
        raise BadFile(f"正在上传的文件已有 {OPEN_MAX} 个，等它们传完或取消几个，再传“{name}”")


def check_room(*, owner: User, name: str, size: int, since: datetime) -> None:
    """This function will raise BadFile when `size` bytes more, with what came `since`, pass the limit."""
    used = used_bytes(owner, since=since)
    if used + size > QUOTA:
        raise BadFile(
            f"本次申报已上传 {used // MEGABYTE} MB，加上“{clean_name(name)}”超过 {QUOTA // MEGABYTE} MB。"
            "在“选用已上传的文件”中删去不用的，或压缩后再传"
        )
