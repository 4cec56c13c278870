"""Taking files in: checked, hashed, and written whole or not at all."""

import errno
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
from zhicheng.files import contents
from zhicheng.files.contents import BadFile
from zhicheng.files.models import StoredFile
from zhicheng.files.queries import blob

__all__ = ["BadFile", "clean_name", "store", "store_generated"]
NAME_MAX = 200
MEGABYTE = 1024 * 1024


def store(
    *,
    owner: User,
    name: str,
    data: IO[bytes] | bytes,
    at: datetime,
    kinds: tuple[str, ...] = ("pdf", "jpeg", "png"),
    max_mb: float = 20,
) -> StoredFile:
    """This function will keep a file somebody hands in; or raise BadFile, whose text says how to mend it.

    The type is what the content says. The same content handed in twice lies once on the disk.
    """
    name, stream = clean_name(name), BytesIO(data) if isinstance(data, bytes) else data
    size = stream.seek(0, os.SEEK_END)
    if not size:
        raise BadFile(f"“{name}”是空的，换一份再传")
    if size > max_mb * MEGABYTE:
        raise BadFile(f"“{name}”有 {_mb(size)} MB，不能超过 {max_mb:g} MB，压缩后再传")
    kind = contents.kind_of(stream, name=name, kinds=kinds)
    with _incoming(stream, name=name) as (path, digest):
        pages = contents.check_pdf(path, name=name) if kind == "pdf" else None
        if kind != "pdf":
            contents.check_image(path, name=name, kind=kind)
        _settle(path, digest)
    stored = StoredFile(
        owner=owner, name=name, sha256=digest, size=size, content_type=contents.TYPES[kind], pages=pages
    )
    return _enter(stored, actor=owner, verb="files.store", at=at)


def store_generated(
    *, name: str, data: bytes, content_type: str, at: datetime, owner: User | None = None
) -> StoredFile:
    """This function will keep a file that the system made."""
    with _incoming(BytesIO(data), name=name) as (path, digest):
        _settle(path, digest)
    stored = StoredFile(owner=owner, name=clean_name(name), sha256=digest, size=len(data), content_type=content_type)
    return _enter(stored, actor=None, verb="files.store_generated", at=at)


def clean_name(name: str) -> str:
    """This function will return a name fit to be shown and offered: no folders, nothing unprintable, ≤ 200 字."""
    last = re.split(r"[/\\]", name)[-1]
    clean = "".join("" if has_unprintable(c) else "_" if c in '<>:"|?*' else c for c in last).strip(" .")
    path = PurePath(clean or "未命名")
    return path.stem[: NAME_MAX - len(path.suffix[:20])] + path.suffix[:20]


@transaction.atomic
def _enter(stored: StoredFile, *, actor: User | None, verb: str, at: datetime) -> StoredFile:
    stored.created_at = at
    stored.save(force_insert=True)
    record(actor=actor, verb=verb, subject=stored, sha256=stored.sha256, size=stored.size, at=at)
    return stored


@contextmanager
def _incoming(stream: IO[bytes], *, name: str) -> Iterator[tuple[Path, str]]:
    """The content in a temporary file beside its place, with its hash; gone again unless `_settle` moved it."""
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
