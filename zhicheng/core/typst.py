"""PDF by typst: one set of fonts for the process, one compiler for each thread and template.

A compiler shared by threads raises "Already borrowed", and one made from bytes fails at its second compile;
one kept for a path is quick: it remembers the layout of all that did not change. What typst is given as `inputs`
must not change either, or it forgets everything (docs/adr/0014): data comes as files that always have the same path.
System fonts are off, so that a form looks the same on every machine.
"""

import os

os.environ.setdefault("RAYON_NUM_THREADS", "1")  # read when typst is imported; workers share the cores already

import atexit
import json
import shutil
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

    The template reads `json(sys.inputs.data)`, and images as `image(files.at(name))` where `files` is
    `json(sys.inputs.files)`; its pages have `watermark()` of mark.typ behind them. Values are strings to it, never
    markup. `at` (aware) is the document's date: equal input gives equal bytes. Raises MissingGlyphs instead of
    printing an empty box.
    """
    if missing := missing_glyphs("".join(_texts(data))):
        raise MissingGlyphs(missing)
    folder = _folder()
    given = {name: folder / name for name in files or {}}
    read = {name: folder / f"{name}.json" for name in ("data", "files", "mark")}
    said = {"data": data, "files": {name: str(path) for name, path in given.items()}, "mark": _mark()}
    try:
        for name, content in (files or {}).items():
            given[name].write_bytes(content)
        for name, path in read.items():
            path.write_text(json.dumps(said[name], ensure_ascii=False), "utf-8")
        pdf = _compiler(template).compile(
            format="pdf",
            sys_inputs={name: str(path) for name, path in read.items()},
            pdf_standards=["a-2a", "ua-1"],  # the archive's and the screen reader's
            timestamp=int(at.timestamp()),
        )
    finally:
        for path in (*given.values(), *read.values()):
            path.unlink(missing_ok=True)
    return cast(bytes, pdf)


def missing_glyphs(text: str) -> str:
    """This function will return those characters of `text` that no loaded font can draw, each once."""
    wanted = {c for c in set(text) if not (c.isspace() or _unseen(c))}
    for font in _fonts().fonts():
        if not wanted:
            break
        wanted = {c for c in wanted if ord(c) not in _characters_of(font.path, font.index)}
    return "".join(sorted(wanted, key=text.index))


def _mark() -> str:
    """What stands behind every page that a practice system makes."""
    return "练习，无效" if settings.PRACTICE else ""


@cache
def _fonts() -> typst.Fonts:
    folders = [Path(pylopdf_fonts_zh_cn.__file__).parent, *map(Path, settings.FONT_DIRS)]
    present = [str(folder) for folder in folders if folder.is_dir()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=present)


@cache
def _characters_of(path: str, index: int) -> frozenset[int]:
    with TTFont(path, fontNumber=index, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _folder() -> Path:
    """The folder of this thread for what a template reads, only while it reads it."""
    folder: Path | None = _local.__dict__.get("folder")
    if folder is None or not folder.is_dir():  # a cleaner of temporary folders may have been here
        folder = _local.folder = Path(tempfile.mkdtemp(prefix="typst-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _compiler(template: Path) -> typst.Compiler:
    compilers: dict[Path, typst.Compiler] = _local.__dict__.setdefault("compilers", {})
    if template not in compilers:
        # The root is the whole disk, because what a template reads lies in a temporary folder. Templates are our own
        # code, and what people type never becomes a path.
        compilers[template] = typst.Compiler(str(template), root="/", font_paths=_fonts(), ignore_system_fonts=True)
    return compilers[template]


def _texts(value: object) -> Iterator[str]:
    rest = [value]
    while rest:
        item = rest.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, list | tuple):
            rest.extend(reversed(item))
        elif isinstance(item, Mapping):
            rest.extend(part for pair in reversed([*item.items()]) for part in reversed(pair))


def _unseen(character: str) -> bool:
    return unicodedata.category(character) == "Cf" or ord(character) in VARIATION_SELECTORS


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    return code if unicodedata.category(character) in ("Cc", "Cs") else f"“{character}”（{code}）"
