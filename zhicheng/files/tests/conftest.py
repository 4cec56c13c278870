import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pytest_django import Settings

from zhicheng.accounts.models import User

Picture = Callable[..., bytes]


@pytest.fixture
def li(db: None) -> User:
    return User.objects.create(username="li", name="李工", id_index="l")


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def picture() -> Picture:
    def make(width: int = 600, height: int = 800, kind: str = "JPEG", mode: str = "RGB", **options: object) -> bytes:
        out = BytesIO()
        Image.linear_gradient("L").resize((width, height)).convert(mode).save(out, kind, **options)
        return out.getvalue()

    return make


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    """A PDF of some pages; `root` is added to its catalogue."""

    def make(pages: int = 1, encryption: pikepdf.Encryption | None = None, **root: pikepdf.Object) -> bytes:
        document = pikepdf.new()
        for _ in range(pages):
            document.add_blank_page()
        for key, value in root.items():
            document.Root[f"/{key}"] = value
        out = BytesIO()
        document.save(out, encryption=encryption or False)
        return out.getvalue()

    return make


def patch_png_size(data: bytes, width: int, height: int) -> bytes:
    """A PNG that says it is as large as this: what a decompression bomb says."""
    header = b"IHDR" + struct.pack(">II", width, height) + data[24:29]
    return data[:12] + header + struct.pack(">I", zlib.crc32(header)) + data[33:]
