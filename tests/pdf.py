"""What a PDF says: its text through the fonts' own tables, what it claims to be, how its fonts lie in it."""

import io
import re
import struct
from collections.abc import Iterator
from typing import Any

import pikepdf

SPACES = dict.fromkeys(map(ord, " \u3000\u200b\u2060"))


def pages(pdf: bytes) -> list[str]:
    """This function will return the text of each page, without spaces."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return ["".join(drawn(page)).translate(SPACES) for page in document.pages]


def drawn(page: pikepdf.Page) -> Iterator[str]:
    """This function will return the characters of a page in the order in which they are drawn."""
    fonts = {str(name): unicode_of(font) for name, font in page.resources.Font.items()}
    current: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            current = fonts[str(operands[0])]
        if str(operator) in ("Tj", "TJ"):
            shown = operands[0] if str(operator) == "TJ" else [operands[0]]
            for codes in (bytes(item) for item in shown if isinstance(item, pikepdf.String)):
                yield from (current.get(code, "□") for (code,) in struct.iter_unpack(">H", codes))


def unicode_of(font: pikepdf.Object) -> dict[int, str]:
    """This function will return what the codes of a font mean."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    pairs = re.findall(r"^<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>$", table, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def claims(pdf: bytes) -> dict[str, Any]:
    """This function will return what the document says it is, and whether that can be."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        with document.open_metadata() as metadata:
            standards = tuple(metadata[key] for key in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part"))
            title = metadata["dc:title"]
        root = document.Root
        fonts = [font for page in document.pages for font in page.resources.Font.values()]
        return {
            "standards": standards,
            "is_tagged": bool(root.MarkInfo.Marked) and "/K" in root.StructTreeRoot,
            "language": str(root.Lang),
            "title": str(document.docinfo["/Title"]) == str(title) and bool(title),
            "shows_title": bool(root.ViewerPreferences.DisplayDocTitle),
            "is_embedded": all(map(_is_embedded, fonts)) and bool(fonts),
            "pages_are_tagged": all("/StructParents" in page and page.get("/Tabs") == "/S" for page in document.pages),
            "has_profile": "/OutputIntents" in root,
        }


SOUND = {
    "standards": ("2", "A", "1"),
    "is_tagged": True,
    "language": "zh-CN",
    "title": True,
    "shows_title": True,
    "is_embedded": True,
    "pages_are_tagged": True,
    "has_profile": True,
}


def _is_embedded(font: pikepdf.Object) -> bool:
    [inner] = font.DescendantFonts
    return any(key in inner.FontDescriptor for key in ("/FontFile2", "/FontFile3"))
