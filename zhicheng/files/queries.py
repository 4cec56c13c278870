"""Where the bytes lie. Who may have them is asked by the audience's loader, and a page only ever offers them
as an attachment with `nosniff`: a picture with a web page behind its last byte stays a picture.
"""

from pathlib import Path
from typing import IO

from django.conf import settings

from zhicheng.files.models import StoredFile


def blob(sha256: str) -> Path:
    """This function will return where the content with this hash lies: MEDIA_ROOT/ab/cd/abcd…"""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def path_of(stored: StoredFile) -> Path:
    """This function will return the path of a file's content."""
    return blob(stored.sha256)


def open_file(stored: StoredFile) -> IO[bytes]:
    """This function will open a file's content for reading; the caller closes it."""
    return path_of(stored).open("rb")
