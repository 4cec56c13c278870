import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.world import World, picture_bytes
from zhicheng.dossier.models import Photo
from zhicheng.dossier.operations import PHOTO_MAX_MB
from zhicheng.files.models import StoredFile
from zhicheng.web.applicant.tests.conftest import errors, proof

PAGE = "/my/photo/"


def picture(data: bytes | None = None, name: str = "照片.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or picture_bytes(), content_type="image/jpeg")


def huge_png() -> bytes:
    """A PNG that says it has 20,000 × 20,000 pixels."""
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)), (b"IDAT", b""), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + body


def test_a_new_photo_replaces_the_old_one_on_the_page(li: Client, world: World) -> None:
    for _ in range(2):
        world.later()
        assert li.post(PAGE, {"photo": picture()}).status_code == 303
    newest = Photo.objects.order_by("-pk").first()
    assert newest is not None
    page = li.get(PAGE).content.decode()
    assert (Photo.objects.count(), page.count("本人证件照"), f"/my/photo/{newest.file_id}.jpg" in page) == (2, 1, True)


def test_the_thumbnail_is_the_owners_alone_and_is_not_kept(li: Client, wu: Client, world: World) -> None:
    li.post(PAGE, {"photo": picture()})
    url = f"/my/photo/{Photo.objects.get().file_id}.jpg"
    response = li.get(url)
    assert (response.status_code, response["Content-Type"], response["Cache-Control"]) == (
        200,
        "image/jpeg",
        "no-store",
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content)[:2] == b"\xff\xd8"  # type: ignore[attr-defined]
    assert wu.get(url).status_code == 404


@pytest.mark.parametrize(
    ("upload", "message"),
    [
        (None, "选择一张照片"),
        (proof("照片.jpg", b"<html>"), "“照片.jpg”打不开，换一份再传"),
        (picture(huge_png(), "大.png"), "“大.png”有 20000×20000 像素，不能超过 5000 万像素，缩小后再传"),
        (proof("空.jpg", b" "), "“空.jpg”打不开，换一份再传"),
        (
            SimpleUploadedFile("重.jpg", b"\xff\xd8\xff" + b"0" * (PHOTO_MAX_MB * 1024 * 1024)),
            "“重.jpg”有 10.0 MB，不能超过 10 MB，压缩后再传",
        ),
    ],
)
def test_what_is_no_usable_photo_is_said_at_the_field(
    li: Client, upload: SimpleUploadedFile | None, message: str
) -> None:
    response = li.post(PAGE, {"photo": upload} if upload else {})
    assert (response.status_code, errors(response), Photo.objects.count()) == (422, [message], 0)


def test_the_crop_is_taken_in_percent(li: Client, world: World) -> None:
    sides = {"left": 20, "top": 0, "right": 80, "bottom": 60}
    assert li.post(PAGE, {"photo": picture(), **sides}).status_code == 303
    backwards = {"left": 80, "top": 0, "right": 20, "bottom": 60}
    assert errors(li.post(PAGE, {"photo": picture(), **backwards})) == ["裁剪框超出了照片，重新裁剪"]
    assert errors(li.post(PAGE, {"photo": picture(), **sides, "left": "\0"})) == ["左边从应为 0 至 100 的整数"]


def test_a_file_is_given_to_its_owner_only_and_as_a_download(li: Client, wu: Client, world: World) -> None:
    application = world.filled()
    file = StoredFile.objects.filter(owner=application.applicant, name="证明.pdf").first()
    assert file is not None
    response = li.get(f"/my/files/{file.pk}/")
    assert response["Content-Disposition"].startswith("attachment;")
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "no-store")
    assert b"".join(response.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]
    assert wu.get(f"/my/files/{file.pk}/").status_code == 404
