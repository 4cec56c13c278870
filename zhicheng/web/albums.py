"""The photos of one paper, as the person's computer and his telephone both show them."""

import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict

from zhicheng.core.fields import CleanCharField
from zhicheng.files import operations
from zhicheng.files.models import Album, HandOver, Shot
from zhicheng.files.operations import BadFile, NotThere
from zhicheng.files.queries import picture_of
from zhicheng.web.widgets import FileDrop

GONE = "这份材料已经生成过 PDF，照片没有加入"
NO_SHOT = "00000000-0000-0000-0000-000000000000"


class AlbumForm(forms.Form):
    """More photos, and what the PDF is to be called."""

    use_required_attribute = False
    shots = forms.FileField(
        label="照片",
        widget=FileDrop(accept="image/jpeg,image/png,.jpg,.jpeg,.png", many=True),
        required=False,
        help_text=f"JPG 或 PNG，可以一次选多张，按文件名先后排列，最多 {operations.MAX_SHOTS} 张",
    )
    camera = forms.FileField(
        label="用相机拍一张",
        widget=FileDrop({"capture": "environment"}, accept="image/jpeg,image/png"),
        required=False,
        help_text="直接打开相机，拍好后上传",
    )
    name = CleanCharField(label="PDF 的名称", max_length=60, empty="填写 PDF 的名称", help_text="例如：毕业证书")


@dataclass(frozen=True)
class ShotCard:
    """One photo on the page."""

    key: str
    place: int
    name: str
    turns: int
    url: str
    is_first: bool
    is_last: bool


def take_shots(
    files: MultiValueDict[str, UploadedFile[Any]],
    *,
    album: Album,
    at: datetime,
    hand_over: HandOver | None = None,
    device: str = "",
) -> list[str]:
    """This function will put photos into an album by the order of their names; it returns why some were refused."""
    refused = []
    for upload in [*sorted(files.getlist("shots"), key=lambda one: one.name or ""), *files.getlist("camera")]:
        try:
            if hand_over is None:
                operations.add_shot(album=album, name=upload.name or "", data=upload, at=at)
            else:
                operations.receive_shot(hand_over=hand_over, device=device, name=upload.name or "", data=upload, at=at)
        except BadFile as problem:
            refused.append(problem.message)
        except NotThere:
            refused.append(GONE)
    return refused


def arrange(posted: QueryDict, *, album: Album, shots: QuerySet[Shot]) -> None:
    """This function will do what a button of one of `shots` says: do=up:<key>, down:, turn:, remove:; else nothing."""
    verb, _, text = posted.get("do", "").partition(":")
    with suppress(ValueError, NotThere):  # pressed twice, or gone in another window
        key = uuid.UUID(text)
        if not shots.filter(key=key).exists():
            return
        match verb:
            case "up" | "down":
                operations.move_shot(album=album, key=key, by=-1 if verb == "up" else 1)
            case "turn":
                operations.turn_shot(album=album, key=key)
            case "remove":
                operations.remove_shot(album=album, key=key)


def cards_of(shots: Iterable[Shot], url: str) -> list[ShotCard]:
    """This function will return photos as they stand on a page; `url` is a picture's address with zeros for its key."""
    listed = list(shots)
    return [
        ShotCard(
            key=str(shot.key),
            place=place,
            name=shot.name,
            turns=shot.turns,
            url=url.replace(NO_SHOT, str(shot.key)),
            is_first=place == 1,
            is_last=place == len(listed),
        )
        for place, shot in enumerate(listed, start=1)
    ]


def small_picture(shot: Shot) -> HttpResponse:
    """This function will give out the small picture of a photo, which this system made."""
    try:
        return HttpResponse(picture_of(shot, small=True).read_bytes(), content_type="image/jpeg")
    except FileNotFoundError as problem:
        raise Http404 from problem
