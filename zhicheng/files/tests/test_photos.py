from io import BytesIO

import pytest
from PIL import Image

from zhicheng.files.operations import BadFile
from zhicheng.files.photos import Box, make_photo
from zhicheng.files.tests.conftest import Picture, patch_png_size

ORIENTATION = 0x0112


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def refusal(data: bytes, crop: Box | None = None) -> str:
    with pytest.raises(BadFile) as caught:
        make_photo(data, crop=crop)
    return caught.value.message


def halves(width: int, height: int) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    return image


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGBA")])
def test_every_picture_becomes_the_same_kind_of_photo(picture: Picture, kind: str, mode: str) -> None:
    photo = opened(make_photo(picture(1200, 1000, kind, mode), crop=None))
    assert (photo.format, photo.mode, photo.size, photo.info["dpi"]) == ("JPEG", "RGB", (390, 567), (300, 300))


def test_the_camera_and_its_place_are_forgotten(picture: Picture) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    assert dict(opened(make_photo(picture(exif=exif), crop=None)).getexif()) == {}


def test_a_photo_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # turn by 90° clockwise: left becomes top
    photo = opened(make_photo(encoded(halves(1000, 800), "JPEG", exif=exif, quality=95), crop=None))
    top, bottom = photo.getpixel((195, 20)), photo.getpixel((195, 547))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert (top[0] > 200, bottom[2] > 200) == (True, True)


def test_the_crop_is_a_share_of_the_picture() -> None:
    photo = opened(make_photo(encoded(halves(1600, 1000)), crop=(0.5, 0, 1, 1)))
    pixel = photo.getpixel((5, 300))
    assert isinstance(pixel, tuple)
    assert (pixel[0] < 60, pixel[2] > 200) == (True, True)


def test_what_is_transparent_becomes_white() -> None:
    photo = opened(make_photo(encoded(Image.new("RGBA", (600, 800), (0, 0, 0, 0))), crop=None))
    assert photo.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "crop", [(0.5, 0, 0.5, 1), (-0.1, 0, 1, 1), (0, 0, 1.1, 1), (0.9, 0, 0.1, 1), (float("nan"), 0, 1, 1)]
)
def test_a_crop_outside_the_picture_is_refused(picture: Picture, crop: Box) -> None:
    assert refusal(picture(), crop) == "裁剪框超出了照片，重新裁剪"


def test_a_small_photo_is_refused_and_the_limit_is_said(picture: Picture) -> None:
    words = "照片太小，裁剪后宽 {} 像素，不能少于 295 像素，换一张更清晰的照片"
    assert refusal(picture(294, 800)) == words.format(294)
    assert refusal(picture(600, 800), (0, 0, 0.25, 1)) == words.format(150)
    assert refusal(picture(2000, 100)) == words.format(68)
    assert refusal(picture(600, 800), (0, 0, 0.0001, 1)) == words.format(0)
    assert opened(make_photo(picture(295, 430), crop=None)).size == (390, 567)


@pytest.mark.parametrize("data", [b"", b"<html>", b"%PDF-1.7", b"\xff\xd8\xff", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    assert refusal(data) == "“照片”打不开，换一份再传"


def test_half_a_photo_is_refused(picture: Picture) -> None:
    assert refusal(picture()[:2000]) == "“照片”打不开，换一份再传"


def test_a_photo_that_would_fill_the_memory_is_refused(picture: Picture) -> None:
    data = patch_png_size(picture(kind="PNG"), 20_000, 20_000)
    assert refusal(data) == "“照片”有 20000×20000 像素，不能超过 5000 万像素，缩小后再传"
