"""Giving a stored file out. Who may have it was asked by the caller's gate."""

import uuid

from django.http import FileResponse, Http404

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
