"""What a file really is, whatever it calls itself."""

from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import IO

import pikepdf
from pikepdf import settings as qpdf
from PIL import Image

MAX_PIXELS = 50_000_000
MAX_OBJECTS = 200_000  # of a PDF; a scanned book has some thousand
MAX_UNPACKED = 64 * 1024 * 1024  # bytes that one stream of a PDF may become
# Pillow's own limit warns below and raises above; `open_image` has one, and says so in words.
Image.MAX_IMAGE_PIXELS = None

SIGNATURES = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}
EXTENSIONS = {"pdf": (".pdf",), "jpeg": (".jpg", ".jpeg"), "png": (".png",)}
TYPES = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
WORDS = {"pdf": "PDF", "jpeg": "JPG", "png": "PNG"}
_ACTIVE = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/RichMediaExecute")


class BadFile(ValueError):
    """A file that cannot be taken; its text is to be shown at the field."""

    @property
    def message(self) -> str:
        return str(self)


def kind_of(content: IO[bytes], *, name: str, kinds: tuple[str, ...]) -> str:
    """This function will say which of `kinds` the first bytes are; or raise BadFile.

    The extension of `name`, where it has one, must agree.
    """
    content.seek(0)
    head = content.read(8)
    kind = next((kind for magic, kind in SIGNATURES.items() if head.startswith(magic)), None)
    if kind not in kinds:
        allowed = "、".join(WORDS[kind] for kind in kinds)
        raise BadFile(f"“{name}”的内容不是 {allowed}，文件应为 {allowed}，另存后再传")
    extension = PurePath(name).suffix.lower()
    if extension not in EXTENSIONS[kind]:
        raise BadFile(f"“{name}”的内容是 {WORDS[kind]}，扩展名应为 {EXTENSIONS[kind][0]}，改名后再传")
    return kind


def kind_by_name(name: str, *, kinds: tuple[str, ...]) -> str:
    """This function will say which of `kinds` a file calls itself, before its bytes are here; or raise BadFile."""
    extension = PurePath(name).suffix.lower()
    kind = next((kind for kind in kinds if extension in EXTENSIONS[kind]), None)
    if kind is None:
        allowed = "、".join(WORDS[kind] for kind in kinds)
        raise BadFile(f"“{name}”不是 {allowed}，文件应为 {allowed}，另存后再传")
    return kind


def limit_memory() -> None:
    """This function will keep a small PDF from becoming gigabytes; called once, for the whole process."""
    qpdf.set_qpdf_limits(
        flate_max_memory=MAX_UNPACKED,
        run_length_max_memory=MAX_UNPACKED,
        png_max_memory=MAX_UNPACKED,
        tiff_max_memory=MAX_UNPACKED,
        parser_max_container_size=MAX_OBJECTS,
        doc_max_warnings=1000,
    )


def flat(image: Image.Image) -> Image.Image:
    """This function will return a picture as RGB on white: a transparent one would print black."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def open_image(content: IO[bytes] | Path, *, name: str, kinds: tuple[str, ...] = ("jpeg", "png")) -> Image.Image:
    """This function will open a picture without decoding it; or raise BadFile: no picture, or too many pixels."""
    try:
        image = Image.open(content, formats=[kind.upper() for kind in kinds])
    except (OSError, SyntaxError, ValueError, EOFError) as problem:
        raise unreadable(name) from problem
    if image.width * image.height > MAX_PIXELS:
        size = f"{image.width}×{image.height}"
        image.close()
        raise BadFile(f"“{name}”有 {size} 像素，不能超过 {MAX_PIXELS // 10_000} 万像素，缩小后再传")
    return image


def check_image(path: Path, *, name: str, kind: str) -> None:
    """This function will read a picture to its end; or raise BadFile. Memory: a JPEG is decoded at an eighth."""
    with open_image(path, name=name, kinds=(kind,)) as image:
        try:
            if kind == "jpeg":
                image.draft(None, (image.width // 8, image.height // 8))
                image.load()
            else:
                image.verify()
        except (OSError, SyntaxError, ValueError, EOFError) as problem:
            raise unreadable(name) from problem


def check_pdf(path: Path, *, name: str) -> int:
    """This function will return the number of pages; or raise BadFile: broken, needs a password, has programs in it.

    A PDF that opens without a password but may not be changed (学信网's are so) is taken.
    """
    try:
        with pikepdf.open(path) as pdf:
            objects = pdf.objects
            if len(objects) > MAX_OBJECTS:
                raise BadFile(f"“{name}”过于复杂，打印成 PDF 或拍成照片后再传")
            if any(_active(value) for value in objects):
                raise BadFile(f"“{name}”含有会自动运行的程序，另存为普通 PDF 后再传")
            if any(_attached(value) for value in objects):
                raise BadFile(f"“{name}”里夹带了别的文件，打印成 PDF 后再传，夹带的文件单独上传")
            pages = len(pdf.pages)
    except pikepdf.PasswordError as problem:
        raise BadFile(f"“{name}”设了密码，去掉密码后再传") from problem
    except (pikepdf.PdfError, OSError, ValueError, RuntimeError, MemoryError) as problem:
        if isinstance(problem, BadFile):
            raise
        raise unreadable(name) from problem
    if not pages:
        raise unreadable(name)
    return pages


def unreadable(name: str) -> BadFile:
    """This function will return the error for a file that cannot be opened."""
    return BadFile(f"“{name}”打不开，换一份再传")


def _active(root: pikepdf.Object) -> bool:
    """Whether an object, or one written inside it, is a script, starts a program or sends something away."""
    return any(
        value.get("/S") in _ACTIVE or "/JS" in value or "/XFA" in value or value.get("/Subtype") == "/RichMedia"
        for value in _dictionaries(root)
    )


def _attached(root: pikepdf.Object) -> bool:
    """Whether an object, or one written inside it, carries another file."""
    return any(value.get("/Type") == "/EmbeddedFile" or "/EF" in value for value in _dictionaries(root))


def _dictionaries(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The dictionaries written in one object of the file, itself among them."""
    waiting = [root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, pikepdf.Stream):
            value = value.stream_dict
        if isinstance(value, pikepdf.Dictionary):
            yield value
            children = list(value.values())
        elif isinstance(value, pikepdf.Array):
            children = list(value)
        else:
            continue
        waiting += [child for child in children if isinstance(child, pikepdf.Object) and not child.is_indirect]
