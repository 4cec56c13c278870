"""/my/uploads/: files in parts, for pages with scripts. A connection that breaks costs one part, not the file."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from zhicheng.applications.kind import RecordStep
from zhicheng.applications.models import Application
from zhicheng.core import clock
from zhicheng.files import operations
from zhicheng.files.models import Upload
from zhicheng.files.operations import CHUNK, BadFile, Gone, OffsetError
from zhicheng.files.queries import open_uploads
from zhicheng.web import limits
from zhicheng.web.applicant.evidence import MAX_MB
from zhicheng.web.applicant.gates import load
from zhicheng.web.applicant.parts import find
from zhicheng.web.gates import SignedInRequest, signed_in

P = ParamSpec("P")
UploadView = Callable[Concatenate[SignedInRequest, Upload, P], JsonResponse]
RATE = (300, 3600)  # uploads begun by one person in an hour
LOCKED = "这份申请现在不能修改，文件没有上传。回到工作台查看办理进度"
OVER = "这个文件的上传已经结束，重新选择文件"


def own_upload(
    view: Callable[Concatenate[SignedInRequest, Upload, P], JsonResponse],
) -> Callable[..., HttpResponseBase]:
    """This function will hand the view the upload `pk`, of the person or of whom he assists, and word its errors."""

    @wraps(view)
    def gate(request: SignedInRequest, /, pk: uuid.UUID, *args: P.args, **kwargs: P.kwargs) -> JsonResponse:
        upload = get_object_or_404(Upload.objects.select_related("owner"), pk=pk)
        if upload.owner_id != request.user.pk and _case_of(request, upload.slot).applicant_id != upload.owner_id:
            raise Http404
        try:
            return view(request, upload, *args, **kwargs)
        except OffsetError as problem:
            return JsonResponse({"received": problem.received}, status=409)
        except Gone:
            return JsonResponse({"error": OVER}, status=410)
        except BadFile as problem:
            operations.cancel(upload=upload)
            return JsonResponse({"error": problem.message}, status=422)

    return signed_in(gate)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def uploads(request: SignedInRequest) -> JsonResponse:
    """GET ?slot=: what is on its way there. POST slot, name, size, sha256: begin, or go on."""
    slot = request.GET.get("slot", "") if request.method != "POST" else request.POST.get("slot", "")
    application = _case_of(request, slot)
    at = clock.now()
    if request.method != "POST":
        return JsonResponse(
            {"uploads": [_state(upload) for upload in open_uploads(application.applicant, slot, at=at)]}
        )
    if not application.is_editable:
        return JsonResponse({"error": LOCKED}, status=422)
    limits.limit(request, "uploads", per_account=RATE)
    try:
        upload = operations.begin(
            owner=application.applicant,
            slot=slot,
            name=request.POST.get("name", ""),
            size=_whole(request.POST.get("size", "")),
            sha256=request.POST.get("sha256", ""),
            since=application.created_at,
            at=at,
            max_mb=MAX_MB,
        )
    except BadFile as problem:
        return JsonResponse({"error": problem.message}, status=422)
    return JsonResponse(_state(upload), status=201)


@require_http_methods(["GET", "HEAD", "POST"])
@own_upload
def upload(request: SignedInRequest, upload: Upload) -> JsonResponse:
    """GET: how far it is. POST with the header Upload-Offset: the next part, as bytes."""
    if request.method == "POST":
        data = request.read(CHUNK + 1)
        operations.append(upload=upload, offset=_whole(request.headers.get("Upload-Offset", "")), data=data)
        upload.refresh_from_db()
    return JsonResponse(_state(upload))


@require_POST
@own_upload
def finish(request: SignedInRequest, upload: Upload) -> JsonResponse:
    """The whole file is checked and kept; the answer has its row."""
    operations.finish(upload=upload, at=clock.now(), max_mb=MAX_MB, actor=request.user)
    upload.refresh_from_db()
    return JsonResponse(_state(upload))


@require_POST
@own_upload
def cancel(request: SignedInRequest, upload: Upload) -> JsonResponse:
    operations.cancel(upload=upload)
    return JsonResponse({})


def _case_of(request: SignedInRequest, slot: str) -> Application:
    """The case, the person's own or of whom he assists, with a part of this name; else Http404."""
    number, _, key = slot.partition("/")
    application = load(request, number.replace("\0", ""))
    if not isinstance(find(application, key), RecordStep):
        raise Http404
    return application


def _state(upload: Upload) -> dict[str, object]:
    """What a page needs to go on; `row` is the ready file as it stands in the form."""
    file = upload.file
    words = "已有同样的文件，直接使用" if upload.is_reused else ""
    return {
        "url": reverse("applicant:upload", args=[upload.pk]),
        "name": upload.name,
        "size": upload.size,
        "received": upload.received,
        "percent": upload.percent,
        "row": render_to_string("applicant/ready.html", {"file": file, "words": words}) if file else "",
    }


def _whole(text: str) -> int:
    """What no part or size can be is -1, and so refused."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else -1
