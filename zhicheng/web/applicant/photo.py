"""/my/photo/ 照片维护: the picture of the form and the certificate, 大一寸, cut on the server."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from zhicheng.core import clock
from zhicheng.core.fields import WholeNumberField
from zhicheng.dossier.models import Photo
from zhicheng.dossier.operations import PHOTO_MAX_MB, set_photo
from zhicheng.dossier.queries import latest_photo
from zhicheng.files.operations import MEGABYTE, BadFile
from zhicheng.files.photos import Box
from zhicheng.files.queries import open_file
from zhicheng.web.applicant.pages import show, way_back
from zhicheng.web.gates import SignedInRequest, signed_in
from zhicheng.web.page import go
from zhicheng.web.widgets import FileDrop

SIDES = ("left", "top", "right", "bottom")


def edge(label: str, initial: int) -> WholeNumberField:
    """This function will return the field of one edge of the crop, in percent of the picture."""
    return WholeNumberField(label=label, min_value=0, max_value=100, unit="%", initial=initial, required=False)


class PhotoForm(forms.Form):
    """A picture, and where to cut it; the middle when nothing is said."""

    use_required_attribute = False
    photo = forms.FileField(
        label="证件照片",
        widget=FileDrop(accept=".jpg,.jpeg,.png"),
        help_text=f"JPG 或 PNG，不超过 {PHOTO_MAX_MB} MB",
        error_messages={"required": "选择一张照片", "empty": "这张照片是空的，换一张再传"},
    )
    left = edge("左边从", 0)
    top = edge("上边从", 0)
    right = edge("右边到", 100)
    bottom = edge("下边到", 100)

    def clean_photo(self) -> UploadedFile[Any]:
        """This function will refuse what is too large before it is read."""
        photo: UploadedFile[Any] = self.cleaned_data["photo"]
        size = photo.size or 0
        if size > PHOTO_MAX_MB * MEGABYTE:
            words = f"“{photo.name}”有 {size / MEGABYTE:.1f} MB，不能超过 {PHOTO_MAX_MB} MB，压缩后再传"
            raise ValidationError(words)
        return photo

    @property
    def crop(self) -> Box | None:
        """The edges as shares of the picture; None when they are not all given."""
        left, top, right, bottom = (self.cleaned_data.get(side) for side in SIDES)
        if left is None or top is None or right is None or bottom is None:
            return None
        return left / 100, top / 100, right / 100, bottom / 100


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def photo(request: SignedInRequest) -> HttpResponse:
    """A new picture replaces the old one, which stays in the record."""
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    back = way_back(request)
    if form.is_bound and form.is_valid() and keep(request, form):
        messages.success(request, "照片已保存，原来的照片不再使用。")
        return go(request, f"/my/photo/?next={back}")
    current = latest_photo(request.user)
    context = {"form": form, "current": current, "back": back}
    return show(request, "applicant/photo.html", context, status=422 if form.is_bound else 200)


def keep(request: SignedInRequest, form: PhotoForm) -> bool:
    """This function will store the picture and tell whether it could be used; if not, why stands at the field."""
    upload = form.cleaned_data["photo"]
    try:
        set_photo(owner=request.user, data=upload.read(), crop=form.crop, at=clock.now(), name=upload.name)
    except BadFile as problem:
        form.add_error("photo", problem.message)
        return False
    return True


@require_GET
@signed_in
def thumbnail(request: SignedInRequest, file: uuid.UUID) -> FileResponse:
    """One's own photo, as this system cut it: the only files shown inside a page."""
    stored = get_object_or_404(Photo.objects.select_related("file"), owner=request.user, file=file).file
    return FileResponse(open_file(stored), content_type="image/jpeg")
