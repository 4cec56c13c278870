"""Where the bytes lie. Who may have them is asked by the audience's loader, and a page only ever offers them
as an attachment with `nosniff`: a picture with a web page behind its last byte stays a picture.
"""

import uuid
from datetime import datetime
from hashlib import sha256 as hashed
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db.models import Max, QuerySet, Sum

from zhicheng.accounts.models import User
from zhicheng.files.models import Album, HandOver, Shot, StoredFile, Upload


def blob(sha256: str) -> Path:
    """This function will return where the content with this hash lies: MEDIA_ROOT/ab/cd/abcd…"""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def path_of(stored: StoredFile) -> Path:
    """This function will return the path of a file's content."""
    return blob(stored.sha256)


def open_file(stored: StoredFile) -> IO[bytes]:
    """This function will open a file's content for reading; the caller closes it."""
    return path_of(stored).open("rb")


def parts_of(upload: Upload) -> Path:
    """This function will return where the parts of an upload are put together."""
    return Path(settings.MEDIA_ROOT) / "uploads" / upload.pk.hex


def picture_of(shot: Shot, *, small: bool = False) -> Path:
    """This function will return the path of a photo of an album, or of its small picture."""
    return Path(settings.MEDIA_ROOT) / "albums" / shot.album_id.hex / f"{shot.key.hex}{'-small' if small else ''}.jpg"


def own_files(owner: User, *, name: str = "") -> QuerySet[StoredFile]:
    """This function will return what the person handed in and still wants, those whose name holds `name`."""
    found = StoredFile.objects.filter(owner=owner, is_made=False, discarded_at=None)
    found = found.exclude(scan=StoredFile.Scan.INFECTED)
    return found.filter(name__icontains=name) if name else found


def same_content(owner: User, sha256: str) -> StoredFile | None:
    """This function will return the person's own file with this very content, or None."""
    return own_files(owner).filter(sha256=sha256).order_by("created_at").first() if sha256 else None


def used_bytes(owner: User, *, since: datetime) -> int:
    """This function will return how many bytes the person handed in since then, what is on its way included."""
    kept = own_files(owner).filter(created_at__gte=since).aggregate(sum=Sum("size"))["sum"]
    coming = Upload.objects.filter(owner=owner, status=Upload.Status.OPEN).aggregate(sum=Sum("size"))["sum"]
    return (kept or 0) + (coming or 0)


def open_uploads(owner: User, slot: str, *, at: datetime) -> QuerySet[Upload]:
    """This function will return the person's uploads into a slot that can go on."""
    mine = Upload.objects.filter(owner=owner, slot=slot, status=Upload.Status.OPEN, expires_at__gt=at)
    return mine.order_by("created_at")


def open_album(owner: User, slot: str) -> Album | None:
    """This function will return the photos that are being put together for a slot, or None."""
    return Album.objects.filter(owner=owner, slot=slot, file=None).first()


def last_place(album: Album) -> int:
    """This function will return the place of the last photo, 0 when there is none."""
    return album.shots.aggregate(last=Max("place"))["last"] or 0


def digest(secret: str) -> str:
    """This function will return what is kept of a secret of 128 bits."""
    return hashed(secret.encode()).hexdigest()


def hand_over_by(token: str, *, at: datetime) -> HandOver | None:
    """This function will return the link with this token while it works, with its album and owner, or None."""
    found = HandOver.objects.select_related("album__owner").filter(token_sha256=digest(token))
    return found.filter(ended_at=None, expires_at__gt=at, album__file=None, album__owner__is_active=True).first()


def shot_of(album: Album, key: uuid.UUID) -> Shot | None:
    """This function will return the photo of the album with this key, or None."""
    return album.shots.filter(key=key).first()
