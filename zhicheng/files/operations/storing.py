"""Taking a file in: checked, hashed, scanned, and written whole or not at all."""

import errno
import logging
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePath
from typing import IO

from django.conf import settings
from django.db import transaction

from zhicheng.accounts.models import User
from zhicheng.audit.operations import record
from zhicheng.core.text import has_unprintable
from zhicheng.files import contents, scanning
from zhicheng.files.contents import BadFile
from zhicheng.files.models import StoredFile
from zhicheng.files.queries import blob, path_of

NAME_MAX = 200
MEGABYTE = 1024 * 1024
KINDS = ("pdf", "jpeg", "png")
RESCANS = 20  # files looked at again in one go

logger = logging.getLogger(__name__)


def store(
    *,
    owner: User,
    name: str,
    data: IO[bytes] | bytes,
    at: datetime,
    kinds: tuple[str, ...] = KINDS,
    max_mb: float = 20,
    actor: User | None = None,
) -> StoredFile:
    """This function will keep a file somebody hands in; or raise BadFile, whose text says how to mend it.

    `actor` is who hands it in for its owner, None for himself.

    The type is what the content says. What the person handed in before is not kept again: his file is returned,
    with `is_reused`. The same content from several people lies once on the disk.
    """
    name, stream = clean_name(name), BytesIO(data) if isinstance(data, bytes) else data
    check_size(stream.seek(0, os.SEEK_END), name=name, max_mb=max_mb)
    kind = contents.kind_of(stream, name=name, kinds=kinds)
    with incoming(stream, name=name) as (path, digest):
        pages = contents.check_pdf(path, name=name) if kind == "pdf" else None
        if kind != "pdf":
            contents.check_image(path, name=name, kind=kind)
        verdict = scanned(path, digest, name=name, actor=actor or owner, at=at)
        size = path.stat().st_size
        _settle(path, digest)
    if reused := _had_before(owner, digest):
        return reused
    stored = StoredFile(
        owner=owner,
        name=name,
        sha256=digest,
        size=size,
        content_type=contents.TYPES[kind],
        pages=pages,
        scan=verdict,
    )
    return _enter(stored, actor=actor or owner, verb="files.store", at=at)


@transaction.atomic
def discard(*, stored: StoredFile, at: datetime) -> None:
    """This function will offer its owner a file no more. The caller has made sure that nothing uses it."""
    StoredFile.objects.filter(pk=stored.pk).update(discarded_at=at)
    record(actor=stored.owner, verb="files.discard", subject=stored, at=at)


def scan_waiting(*, at: datetime) -> int:
    """This function will ask the scanner again about files it did not answer for, and return how many it judged."""
    judged = 0
    waiting = StoredFile.objects.filter(scan=StoredFile.Scan.PENDING).order_by("created_at")
    for stored in waiting[:RESCANS]:
        verdict = scanning.scan(path_of(stored))
        if verdict == StoredFile.Scan.PENDING:
            break  # it is still silent
        with transaction.atomic():
            StoredFile.objects.filter(pk=stored.pk).update(scan=verdict)
            record(actor=None, verb="files.scanned", subject=stored, verdict=verdict, at=at)
        judged += 1
    return judged


def check_size(size: int, *, name: str, max_mb: float) -> None:
    """This function will raise BadFile for a file that is empty or has more than `max_mb` MB."""
    if size <= 0:
        raise BadFile(f"“{name}”是空的，换一份再传")
    if size > max_mb * MEGABYTE:
        raise BadFile(f"“{name}”有 {_mb(size)} MB，不能超过 {max_mb:g} MB，压缩后再传")


def store_generated(
    *, name: str, data: bytes, content_type: str, at: datetime, owner: User | None = None
) -> StoredFile:
    """This function will keep a file that the system made."""
    with incoming(BytesIO(data), name=name) as (path, digest):
        _settle(path, digest)
    stored = StoredFile(
        owner=owner,
        name=clean_name(name),
        sha256=digest,
        size=len(data),
        content_type=content_type,
        is_made=True,
    )
    return _enter(stored, actor=None, verb="files.store_generated", at=at)


def clean_name(name: str) -> str:
    """This function will return a name fit to be shown and offered: no folders, nothing unprintable, ≤ 200 字."""
    last = re.split(r"[/\\]", name)[-1]
    clean = "".join("" if has_unprintable(c) else "_" if c in '<>:"|?*' else c for c in last).strip(" .")
    path = PurePath(clean or "未命名")
    return path.stem[: NAME_MAX - len(path.suffix[:20])] + path.suffix[:20]


def scanned(path: Path, digest: str, *, name: str, actor: User, at: datetime) -> StoredFile.Scan:
    """This function will return the scanner's verdict; an infected file is noted and refused (BadFile)."""
    verdict = scanning.scan(path)
    if verdict == StoredFile.Scan.INFECTED:
        logger.warning("an infected upload was refused: %s", digest)
        record(actor=actor, verb="files.infected", subject=f"files.content:{digest}", at=at)
        raise BadFile(f"“{name}”未通过安全扫描，已删除，换一份再传")
    return verdict


@transaction.atomic
def _had_before(owner: User, digest: str) -> StoredFile | None:
    """The person's own file with this content; one he had put away comes back."""
    rows = StoredFile.objects.select_for_update().filter(owner=owner, sha256=digest, is_made=False)
    stored = rows.exclude(scan=StoredFile.Scan.INFECTED).order_by("created_at").first()
    if stored is not None:
        stored.is_reused = True
        if stored.discarded_at is not None:
            stored.discarded_at = None
            stored.save(update_fields=["discarded_at"])
    return stored


@transaction.atomic
def _enter(stored: StoredFile, *, actor: User | None, verb: str, at: datetime) -> StoredFile:
    stored.created_at = at
    stored.save(force_insert=True)
    record(actor=actor, verb=verb, subject=stored, sha256=stored.sha256, size=stored.size, at=at)
    return stored


@contextmanager
def incoming(stream: IO[bytes], *, name: str) -> Iterator[tuple[Path, str]]:
    """This function will hold the content in a temporary file beside its place, with its hash.

    It is gone again unless `_settle` moved it.
    """
    folder = Path(settings.MEDIA_ROOT) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder)
    path, digest = Path(temporary), sha256()
    try:
        stream.seek(0)
        with os.fdopen(handle, "wb") as target:
            while chunk := stream.read(MEGABYTE):
                digest.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        yield path, digest.hexdigest()
    except OSError as problem:
        if problem.errno in (errno.ENOSPC, errno.EDQUOT):
            raise BadFile(f"“{name}”没有保存：服务器的存储空间已满，稍后再传") from problem
        raise
    finally:
        path.unlink(missing_ok=True)


def _settle(path: Path, digest: str) -> None:
    """Moves the content to the place its hash names; a power cut leaves it whole or absent."""
    place = blob(digest)
    place.parent.mkdir(parents=True, exist_ok=True)
    path.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _mb(size: int) -> str:
    return f"{-(-size * 10 // MEGABYTE) / 10:g}"
