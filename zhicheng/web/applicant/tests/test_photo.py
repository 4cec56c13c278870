import re
import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.world import World, picture_bytes
from zhicheng.dossier.models import Photo
from zhicheng.dossier.operations import PHOTO_MAX_MB
from zhicheng.files.models import StoredFile
from zhicheng.web.applicant.tests.conftest import errors, proof

PAGE = "/my/photo/"


def picture(data: bytes | None = None, name: str = "照片.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or picture_bytes(), content_type="image/jpeg")


def small_picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (300, 300), "white").save(out, "JPEG")
    return out.getvalue()


def huge_png() -> bytes:
    """A PNG that says it has 20,000 × 20,000 pixels."""
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)), (b"IDAT", b""), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + body


def sends(li: Client, upload: SimpleUploadedFile | None = None, **frame: object) -> Any:
    """A picture, cut as the page after it says; returns the last answer."""
    cropping = li.post(PAGE, {"photo": upload or picture()})["Location"]
    assert li.get(cropping).status_code == 200
    return li.post(cropping, frame)


def test_a_new_photo_replaces_the_old_one_and_the_old_one_stays_on_record(li: Client, world: World) -> None:
    for name in ("a.jpg", "b.jpg"):
        world.later()
        assert sends(li, picture(name=name)).status_code == 303
    newest = Photo.objects.order_by("-pk").first()
    assert newest is not None
    page = li.get(PAGE).content.decode()
    assert (Photo.objects.count(), page.count("本人证件照"), f"/my/photo/{newest.file_id}.jpg" in page) == (2, 1, True)
    assert "以前的照片" in page


def test_the_thumbnail_is_the_owners_alone_and_is_not_kept(li: Client, wu: Client, world: World) -> None:
    sends(li)
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
            "“重.jpg”有 10.1 MB，不能超过 10 MB，压缩后再传",
        ),
    ],
)
def test_what_is_no_usable_photo_is_said_at_the_field(
    li: Client, upload: SimpleUploadedFile | None, message: str
) -> None:
    response = li.post(PAGE, {"photo": upload} if upload else {})
    assert (response.status_code, errors(response), Photo.objects.count()) == (422, [message], 0)


def test_the_frame_is_kept_with_the_original(li: Client, world: World) -> None:
    assert sends(li, left=200, top=100, width=600).status_code == 303
    photo = Photo.objects.get()
    assert photo.crop is not None
    left, top, right, bottom = photo.crop
    assert (left, top, right, photo.original.name) == (0.2, 0.1, 0.8, "照片.jpg")
    assert (right - left) * 600 / ((bottom - top) * 880) == pytest.approx(390 / 567)


@pytest.mark.parametrize("frame", [{"left": "9999", "top": 0, "width": 1000}, {"left": "\0"}, {"width": "-5"}, {}])
def test_a_made_up_frame_lies_inside_the_picture_all_the_same(li: Client, world: World, frame: dict[str, Any]) -> None:
    assert sends(li, **frame).status_code == 303
    assert all(0 <= edge <= 1 for edge in Photo.objects.get().crop or ["not kept"])


def test_too_small_a_frame_is_told_with_its_numbers(li: Client, world: World) -> None:
    cropping = li.post(PAGE, {"photo": picture()})["Location"]
    response = li.post(cropping, {"left": 0, "top": 0, "width": 200})
    words = "照片太小，裁剪后宽 120 像素，不能少于 295 像素，换一张更清晰的照片"
    assert (response.status_code, errors(response), Photo.objects.count()) == (422, [words], 0)


def test_without_scripts_the_frame_is_moved_by_links(li: Client, world: World) -> None:
    page = li.get(li.post(PAGE, {"photo": picture()})["Location"]).content.decode()
    links = re.findall(r'href="\?left=[^"]*" data-nudge="(\w+)"', page)
    assert sorted(links) == ["down", "larger", "left", "middle", "right", "smaller", "up"]
    path = re.findall(r'src="(/my/photo/[^"]+/cut.jpg\?[^"]*)"', page)[0].replace("&amp;", "&")
    assert li.get(path).content[:3] == b"\xff\xd8\xff"


def test_too_small_a_picture_is_told_before_cropping(li: Client, world: World) -> None:
    response = li.post(PAGE, {"photo": picture(small_picture(), "小.jpg")})
    words = "“小.jpg”有 300×300 像素，按 33×48 毫米裁剪后宽 206 像素，不能少于 295 像素，换一张更清晰的照片"
    assert (response.status_code, errors(response)) == (422, [words])


def test_ones_picture_is_ones_own(li: Client, wu: Client, world: World) -> None:
    cropping = li.post(PAGE, {"photo": picture()})["Location"].partition("?")[0]
    for path in (cropping, f"{cropping}view.jpg", f"{cropping}cut.jpg"):
        assert (li.get(path).status_code, wu.get(path).status_code) == (200, 404)
    assert wu.post(cropping).status_code == 404
    pdf = StoredFile.objects.create(
        owner=world.li, name="a.pdf", sha256="0", size=1, content_type="application/pdf", created_at=world.at
    )
    assert li.get(f"{PAGE}{pdf.pk}/").status_code == 404


def test_a_file_is_given_to_its_owner_only_and_as_a_download(li: Client, wu: Client, world: World) -> None:
    application = world.filled()
    file = StoredFile.objects.filter(owner=application.applicant, name="证明.pdf").first()
    assert file is not None
    response = li.get(f"/my/files/{file.pk}/")
    assert response["Content-Disposition"].startswith("attachment;")
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "no-store")
    assert b"".join(response.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]
    assert wu.get(f"/my/files/{file.pk}/").status_code == 404
