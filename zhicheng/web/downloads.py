"""Giving a stored file out. Who may have it was asked by the caller's gate."""

import re
import uuid
from pathlib import Path
from typing import IO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zhicheng.files.models import StoredFile
from zhicheng.files.queries import open_file, path_of


class NotYet(Exception):
    """The scanner has not judged the file."""


def attachment(pk: uuid.UUID | str, **owner: object) -> FileResponse:
    """This function will give a file out as an attachment: nothing uploaded ever opens as a page of this site.

    It raises NotYet before the scanner has spoken; the middleware answers with a page.
    A file that is infected, that nobody has or whose bytes are gone does not exist (404). `owner` narrows whose.
    """
    stored = StoredFile.objects.exclude(scan=StoredFile.Scan.INFECTED).filter(pk=pk, **owner).first()
    if stored is None or not path_of(stored).exists():
        raise Http404
    if stored.scan == StoredFile.Scan.PENDING:
        raise NotYet
    return FileResponse(open_file(stored), as_attachment=True, filename=stored.name, content_type=stored.content_type)


class Part:
    """The bytes of an open file from its place to an end, read piece by piece; FileResponse closes it."""

    def __init__(self, file: IO[bytes], length: int) -> None:
        self.file, self.left = file, length

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(min(size, self.left) if size >= 0 else self.left)
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.file.close()


def resumable(request: HttpRequest, path: Path, *, name: str, content_type: str, etag: str) -> HttpResponseBase:
    """This function will give a large file out as an attachment; a download that broke off goes on where it was.

    One range is understood (RFC 9110 §14); of any other request the whole file is the answer.
    """
    size, etag = path.stat().st_size, f'"{etag}"'
    asked = re.fullmatch(r"bytes=(\d{1,15})-(\d{0,15})", request.headers.get("Range", ""))
    start, end = 0, size - 1
    if asked and request.headers.get("If-Range", etag) == etag:
        start, end = int(asked[1]), min(int(asked[2] or end), end)
        if start >= size or end < start:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file = path.open("rb")
    file.seek(start)
    is_part = (start, end) != (0, size - 1)
    response = FileResponse(Part(file, end + 1 - start), as_attachment=True, filename=name, content_type=content_type)
    response.headers["Accept-Ranges"], response.headers["ETag"] = "bytes", etag
    response.headers["Content-Length"] = str(end + 1 - start)
    if is_part:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response
