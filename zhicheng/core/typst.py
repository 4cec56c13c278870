"""PDF by typst: one set of fonts for the process, one compiler for each thread and template.

A compiler shared by threads raises "Already borrowed", and one made from bytes fails at its second compile;
one kept for a path is quick (the page layout of what did not change is remembered).
System fonts are off, so that a form looks the same on every machine.
"""

import os

os.environ.setdefault("RAYON_NUM_THREADS", "1")  # read when typst is imported; workers share the cores already

import json
import tempfile
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import cast

import pylopdf_fonts_zh_cn
import typst
from django.conf import settings
from fontTools.ttLib import TTFont

VARIATION_SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}

NAMED = 10  # characters that a message names; it says how many more there are

_local = threading.local()


class MissingGlyphs(Exception):
    """No loaded font can draw `characters`; the message is for the person who asked for the PDF."""

    def __init__(self, characters: str) -> None:
        self.characters = characters
        named = "、".join(map(_named, characters[:NAMED]))
        more = f"等 {len(characters)} 个字" if len(characters) > NAMED else ""
        super().__init__(
            f"{named}{more}不在本系统的字库里，打印不出来。核对这个字，确实无误的，联系系统管理员补装字库。"
        )


def render(
    template: Path, data: Mapping[str, object], *, at: datetime, files: Mapping[str, bytes] | None = None
) -> bytes:
    """This function will return the PDF (PDF/A-2a and PDF/UA-1) of `template` filled with `data`.

    The template reads `json(bytes(sys.inputs.data))`, and images as `image(files.at(name))` where `files` is
    `json(bytes(sys.inputs.files))`; its pages have `watermark()` of mark.typ behind them. Values are strings to it,
    never markup. `at` (aware) is the document's date: equal input gives equal bytes. Raises MissingGlyphs instead
    of printing an empty box.
    """
    if missing := missing_glyphs("".join(_texts(data))):
        raise MissingGlyphs(missing)
    with tempfile.TemporaryDirectory(prefix="typst-") as folder:
        paths = {name: Path(folder, name) for name in files or {}}
        for name, path in paths.items():
            path.write_bytes((files or {})[name])
        inputs = {
            "data": json.dumps(data, ensure_ascii=False),
            "files": json.dumps({name: str(path) for name, path in paths.items()}),
            "mark": "练习" if settings.PRACTICE else "",
        }
        pdf = _compiler(template).compile(
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=["a-2a", "ua-1"],  # the archive's and the screen reader's
            timestamp=int(at.timestamp()),
        )
    return cast(bytes, pdf)


def missing_glyphs(text: str) -> str:
    """This function will return those characters of `text` that no loaded font can draw, each once."""
    wanted = {c for c in set(text) if not (c.isspace() or _unseen(c))}
    for font in _fonts().fonts():
        if not wanted:
            break
        wanted = {c for c in wanted if ord(c) not in _characters_of(font.path, font.index)}
    return "".join(sorted(wanted, key=text.index))


@cache
def _fonts() -> typst.Fonts:
    folders = [Path(pylopdf_fonts_zh_cn.__file__).parent, *map(Path, settings.FONT_DIRS)]
    present = [str(folder) for folder in folders if folder.is_dir()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=present)


@cache
def _characters_of(path: str, index: int) -> frozenset[int]:
    with TTFont(path, fontNumber=index, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _compiler(template: Path) -> typst.Compiler:
    compilers: dict[Path, typst.Compiler] = _local.__dict__.setdefault("compilers", {})
    if template not in compilers:
        # The root is the whole disk, because images lie in a temporary folder. Templates are our own code,
        # and what people type never becomes a path.
        compilers[template] = typst.Compiler(str(template), root="/", font_paths=_fonts(), ignore_system_fonts=True)
    return compilers[template]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(key)
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _unseen(character: str) -> bool:
    return unicodedata.category(character) == "Cf" or ord(character) in VARIATION_SELECTORS


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    return code if unicodedata.category(character) in ("Cc", "Cs") else f"“{character}”（{code}）"
