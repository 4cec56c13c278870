"""Attachments and pictures of what is published."""

from pathlib import Path

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from zhicheng.files.models import StoredFile
from zhicheng.files.operations import DOCUMENTS, clean_name
from zhicheng.web import downloads
from zhicheng.web.public.gates import offered_file

RENDITIONS = "images/"  # Wagtail's folder of pictures made for pages; their names never come again
PICTURES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}
FOREVER = "public, max-age=31536000, immutable"


@require_safe
def attachment(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file of a published article, always to be saved; what a browser has already is not sent again."""
    file = offered_file(request.user, pk)
    path = Path(file.file.path)
    if not path.exists():
        raise Http404
    if file.scan == StoredFile.Scan.PENDING:
        raise downloads.NotYet
    etag = file.get_file_hash()
    response: HttpResponseBase | None = get_conditional_response(request, etag=quote_etag(etag))
    if response is None:
        ending = f".{file.kind}"
        name = file.title if file.title.lower().endswith(ending) else file.title + ending
        content_type = DOCUMENTS[file.kind]
        response = downloads.resumable(request, path, name=clean_name(name), content_type=content_type, etag=etag)
    response.headers["Cache-Control"] = "no-cache"  # asked each time: what is taken back is gone at once
    return response


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture as a page shows it; neither the uploaded one nor a document."""
    kind = PICTURES.get(Path(name).suffix.lower())
    if kind is None or "/" in name or not default_storage.exists(RENDITIONS + name):
        raise Http404
    response = FileResponse(default_storage.open(RENDITIONS + name), content_type=kind)
    response.headers["Cache-Control"] = FOREVER
    return response
