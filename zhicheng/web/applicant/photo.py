"""/my/photo/ 照片维护: the picture of the form and the certificate, 大一寸, cut on the server."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.applications.models import Application
from zhicheng.core import clock
from zhicheng.dossier.models import Photo
from zhicheng.dossier.operations import PHOTO_KINDS, PHOTO_MAX_MB, set_photo
from zhicheng.dossier.queries import latest_photo, photo_history
from zhicheng.files.models import StoredFile
from zhicheng.files.operations import BadFile, store
from zhicheng.files.photos import (
    MIN_WIDTH,
    NUDGE,
    ZOOM,
    Frame,
    advice,
    check_photo_size,
    make_photo,
    make_view,
    middle,
    upright_size,
)
from zhicheng.files.queries import open_file, own_files
from zhicheng.web.applicant.gates import load
from zhicheng.web.applicant.pages import show, way_back
from zhicheng.web.gates import SignedInRequest, signed_in
from zhicheng.web.page import go
from zhicheng.web.widgets import FileDrop

NUDGES: tuple[tuple[str, str, Callable[[Frame], Frame]], ...] = (
    ("left", "左移", lambda frame: frame.moved(left=-NUDGE)),
    ("right", "右移", lambda frame: frame.moved(left=NUDGE)),
    ("up", "上移", lambda frame: frame.moved(top=-NUDGE)),
    ("down", "下移", lambda frame: frame.moved(top=NUDGE)),
    ("smaller", "框小一些", lambda frame: frame.moved(zoom=ZOOM)),
    ("larger", "框大一些", lambda frame: frame.moved(zoom=1 / ZOOM)),
    ("middle", "居中", lambda frame: middle(frame.size)),
)


class PhotoForm(forms.Form):
    """A picture to cut a photo from."""

    use_required_attribute = False
    photo = forms.FileField(
        label="证件照片",
        widget=FileDrop(accept="image/jpeg,image/png,.jpg,.jpeg,.png"),
        help_text=f"JPG 或 PNG，不超过 {PHOTO_MAX_MB} MB",
        required=False,
        error_messages={"empty": "这张照片是空的，换一张再传"},
    )
    camera = forms.FileField(
        label="用相机拍一张",
        widget=FileDrop({"capture": "user"}, accept="image/jpeg,image/png"),
        required=False,
        help_text="直接打开前置相机，拍好后上传",
        error_messages={"empty": "这张照片是空的，换一张再传"},
    )

    def clean(self) -> dict[str, Any]:
        """This function will ask for a picture, from wherever."""
        if not self.errors and not (self.cleaned_data.get("photo") or self.cleaned_data.get("camera")):
            self.add_error("photo", "选择一张照片")
        return self.cleaned_data


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def photo(request: SignedInRequest) -> HttpResponse:
    """The photo that counts, those before it, and a place for a new picture, which is cut on the next page."""
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    back, owner = way_back(request), owner_of(request)
    if form.is_bound and form.is_valid() and (picture := keep(request, form, owner)):
        return go(request, f"{reverse('applicant:crop', args=[picture.pk])}?{_next(request, back)}")
    current = latest_photo(owner)
    history = [one for one in photo_history(owner) if current is None or one.pk != current.pk]
    context = {"form": form, "current": current, "history": history, "back": back, "tail": _of_case(request)}
    return show(request, "applicant/photo.html", context, status=422 if form.is_bound else 200)


def owner_of(request: SignedInRequest) -> User:
    """This function will return whose photo it is: the person himself, or with ?case= whom he assists; else Http404."""
    return case_of(request).applicant if "case" in request.GET else request.user


def case_of(request: SignedInRequest) -> Application:
    """This function will return the case for which a photo is looked after, else raise Http404."""
    application = load(request, request.GET["case"].replace("\0", ""), joined=())
    if not application.is_editable:
        raise Http404
    return application


def keep(request: SignedInRequest, form: PhotoForm, owner: User) -> StoredFile | None:
    """This function will store the picture if a photo can be cut from it; if not, why stands at the field."""
    upload: UploadedFile[Any] = form.cleaned_data["photo"] or form.cleaned_data["camera"]
    name = upload.name or ""
    try:
        if (upload.size or 0) <= PHOTO_MAX_MB * 1024 * 1024:  # `store` says that it is too large
            check_photo_size(upright_size(upload, name=name), name=name)
        kind: dict[str, Any] = {"kinds": PHOTO_KINDS, "max_mb": PHOTO_MAX_MB}
        return store(owner=owner, name=name, data=upload, at=clock.now(), actor=request.user, **kind)
    except BadFile as problem:
        form.add_error("photo", problem.message)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def crop(request: SignedInRequest, file: uuid.UUID) -> HttpResponse:
    """Where to cut: by buttons, each a link; with scripts on the picture itself. POST keeps the photo."""
    picture, back = own_picture(request, file), way_back(request)
    frame = frame_of(picture, request.POST if request.method == "POST" else request.GET)
    error = ""
    try:
        if request.method == "POST":
            _set(request, picture, frame)
            messages.success(request, "照片已保存，原来的照片不再使用，仍留在记录里")
            return go(request, f"{reverse('applicant:photo')}?{_next(request, back)}")
        hints = advice(_cut(picture, frame))
    except BadFile as problem:
        error, hints = problem.message, []
    context = {
        "file": picture,
        "frame": frame,
        "ratio": f"{frame.size[0]} {frame.size[1]}",
        "least": MIN_WIDTH,
        "nudges": [(key, words, f"?{_query(move(frame))}&{_next(request, back)}") for key, words, move in NUDGES],
        "cut": f"{reverse('applicant:cut', args=[picture.pk])}?{_query(frame)}{_of_case(request, '&')}",
        "tail": _of_case(request),
        "again": f"{reverse('applicant:photo')}?{_next(request, back)}",
        "name": owner_of(request).name,
        "hints": hints,
        "error": error,
        "back": back,
    }
    return show(request, "applicant/photo_crop.html", context, status=422 if error else 200)


@require_GET
@signed_in
def view(request: SignedInRequest, file: uuid.UUID) -> HttpResponse:
    """One's own picture to cut in: made anew by this system, smaller, without what the camera noted."""
    picture = own_picture(request, file)
    with open_file(picture) as content:
        return HttpResponse(make_view(content, name=picture.name), content_type="image/jpeg")


@require_GET
@signed_in
def cut(request: SignedInRequest, file: uuid.UUID) -> HttpResponse:
    """What the photo will be."""
    picture = own_picture(request, file)
    try:
        return HttpResponse(_cut(picture, frame_of(picture, request.GET)), content_type="image/jpeg")
    except BadFile as problem:
        raise Http404 from problem


@require_GET
@signed_in
def thumbnail(request: SignedInRequest, file: uuid.UUID) -> FileResponse:
    """One's own photo, as this system cut it: nothing uploaded is ever shown as it came."""
    stored = get_object_or_404(Photo.objects.select_related("file"), owner=owner_of(request), file=file).file
    return FileResponse(open_file(stored), content_type="image/jpeg")


def own_picture(request: SignedInRequest, file: uuid.UUID) -> StoredFile:
    """This function will return the picture, of the person or of whom he assists, or raise Http404."""
    pictures = own_files(owner_of(request)).filter(content_type__startswith="image/")
    if "case" in request.GET:  # a helper sees what a photo was cut from, and what he uploads now; nothing else
        began = case_of(request).created_at
        pictures = pictures.filter(Q(created_at__gte=began) | Q(pk__in=Photo.objects.values("original")))
    return get_object_or_404(pictures, pk=file)


def frame_of(picture: StoredFile, said: QueryDict) -> Frame:
    """This function will return the frame that left, top and width say (thousandths), else the middle."""
    with open_file(picture) as content:
        size = upright_size(content, name=picture.name)
    values = [said.get(name, "") for name in ("left", "top", "width")]
    if not all(value.isascii() and value.isdecimal() and len(value) < 5 for value in values):
        return middle(size)
    left, top, width = map(int, values)
    return Frame(size, left, top, width).inside()


def _set(request: SignedInRequest, picture: StoredFile, frame: Frame) -> None:
    with open_file(picture) as content:
        what: dict[str, Any] = {"data": content.read(), "crop": frame.box, "name": picture.name, "at": clock.now()}
    if "case" not in request.GET:
        set_photo(owner=request.user, **what)
        return
    try:
        operations.set_photo(application=case_of(request), actor=request.user, **what)
    except operations.NotAllowed:  # the assistance ended a moment ago
        raise Http404 from None


def _cut(picture: StoredFile, frame: Frame) -> bytes:
    with open_file(picture) as content:
        return make_photo(content.read(), crop=frame.box, name=picture.name)


def _query(frame: Frame) -> str:
    return f"left={frame.left}&top={frame.top}&width={frame.width}"


def _of_case(request: SignedInRequest, sign: str = "?") -> str:
    """What an address carries when an officer looks after the photo of whom he assists."""
    return f"{sign}{urlencode({'case': request.GET['case']})}" if "case" in request.GET else ""


def _next(request: SignedInRequest, back: str) -> str:
    query = QueryDict(mutable=True)
    query["next"] = back
    if "case" in request.GET:
        query["case"] = request.GET["case"]
    return query.urlencode(safe="/")
