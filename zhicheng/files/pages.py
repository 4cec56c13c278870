"""Photos of a paper: made upright, small and silent, and bound into one PDF without being decoded again."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePath
from typing import IO

import pikepdf
from PIL import Image, ImageOps

from zhicheng.files.contents import BadFile, flat, open_image, unreadable

A4 = (595.28, 841.89)  # points
LONG, SHORT = 2339, 1654  # A4 at 200 dpi, pixels
SMALL = 320  # pixels of the longer side of the small picture
QUALITY, SMALL_QUALITY = 82, 70
LEAST = 400  # pixels of the longer side: less cannot be read
HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1")


@dataclass(frozen=True)
class Sheet:
    """A photo made fit for a page: JPEG, upright, RGB, at most A4 at 200 dpi, nothing but the picture."""

    data: bytes
    small: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Leaf:
    """One page to be bound: where its JPEG lies, its size in pixels, its turns in quarters clockwise."""

    path: Path
    width: int
    height: int
    turns: int


def make_sheet(data: IO[bytes], *, name: str) -> Sheet:
    """This function will return a photo as a page; or raise BadFile, whose text says how to mend it."""
    data.seek(0)
    head = data.read(16)
    if head[4:12] in HEIC or PurePath(name).suffix.lower() in (".heic", ".heif"):
        raise BadFile(f"“{name}”是 HEIC 格式，在手机相机设置中选“兼容性最佳”重拍，或另存为 JPG 后再传")
    data.seek(0)
    with open_image(data, name=name) as image:
        if max(image.size) < LEAST:
            raise BadFile(f"“{name}”只有 {image.width}×{image.height} 像素，看不清字，拍清楚后再传")
        try:
            image.draft("RGB", (LONG, LONG))  # a JPEG is decoded no larger than needed
            picture = flat(ImageOps.exif_transpose(image))
        except (OSError, SyntaxError, ValueError, EOFError) as problem:
            raise unreadable(name) from problem
    lying = picture.width > picture.height
    picture.thumbnail((LONG, SHORT) if lying else (SHORT, LONG), Image.Resampling.LANCZOS)
    whole = _jpeg(picture, QUALITY)
    width, height = picture.size
    picture.thumbnail((SMALL, SMALL))
    return Sheet(whole, _jpeg(picture, SMALL_QUALITY), width, height)


def bind_pages(leaves: Sequence[Leaf]) -> bytes:
    """This function will return a PDF with one A4 page for each photo, in their order, each as large as fits."""
    document = pikepdf.new()
    for leaf in leaves:
        _add_page(document, leaf)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _add_page(document: pikepdf.Pdf, leaf: Leaf) -> None:
    across, down = A4[::-1] if leaf.width > leaf.height else A4
    scale = min(across / leaf.width, down / leaf.height)
    wide, high = leaf.width * scale, leaf.height * scale
    picture = pikepdf.Stream(
        document,
        leaf.path.read_bytes(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=leaf.width,
        Height=leaf.height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = document.add_blank_page(page_size=(across, down))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=document.make_indirect(picture)))
    left, low = (across - wide) / 2, (down - high) / 2
    drawn = f"q {wide:.3f} 0 0 {high:.3f} {left:.3f} {low:.3f} cm /Photo Do Q"
    page.Contents = document.make_stream(drawn.encode())
    page.Rotate = leaf.turns % 4 * 90


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
