"""《操作指引》: docs/manual holds what the guides say; the browser tests walk it, PDFs and web pages show it.

In the words of a step, [下一步] is a control: it is on the screen and framed in the picture; what stands in “ ” can be
read on the screen. So the words cannot say what the system does not show.
"""

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

HOME = settings.BASE_DIR / "docs" / "manual"
PICTURES = HOME / "pictures"
MADE = HOME / "manual.json"  # by `make manual`: the digest of what it was made from, and the size of each picture
TEMPLATE = HOME / "manual.typ"
_MARK = re.compile(r"\[([^\]]+)\]")
_SEEN = re.compile(r"“([^”]+)”")


class Part(NamedTuple):
    """Some words of a step; a control has the number that it has in the picture, where there is one."""

    words: str
    is_control: bool = False
    number: int = 0


@dataclass(frozen=True)
class Step:
    """What to do, and how the screen looks then. `tip`: it explains that 提示 of the old guide."""

    words: str
    figure: str = ""
    tip: int = 0
    first: tuple[str, ...] = ()  # acts before it
    do: tuple[str, ...] = ()  # what is done then: its controls are clicked, acts are acts
    shows: str = ""  # a selector of what the picture shows, where not just the controls
    number: int = 0  # of the figure, in the whole guide
    picture: str = ""

    @property
    def marks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_MARK.findall(self.words)))

    @property
    def seen(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_SEEN.findall(self.words)))

    @property
    def parts(self) -> list[Part]:
        """The words, split where a control is named."""
        marks, pieces = self.marks, _MARK.split(self.words)
        return [
            Part(words, True, marks.index(words) + 1 if self.figure else 0) if place % 2 else Part(words)
            for place, words in enumerate(pieces)
            if words
        ]

    @property
    def alt(self) -> str:
        """The picture in words."""
        framed = "".join(f"，红框 {place} 是“{words}”" for place, words in enumerate(self.marks, start=1))
        return f"系统页面截图：{self.figure}{framed}。"


@dataclass(frozen=True)
class Chapter:
    """A section of a guide, and a web page. It begins `part` where it names one."""

    slug: str
    title: str
    part: str = ""
    lead: str = ""
    steps: tuple[Step, ...] = field(default=())


@dataclass(frozen=True)
class Guide:
    """One booklet."""

    key: str
    title: str
    audience: str
    lead: str
    chapters: tuple[Chapter, ...]

    @property
    def parts(self) -> list[tuple[str, list[Chapter]]]:
        """The chapters below the part they belong to."""
        found: list[tuple[str, list[Chapter]]] = []
        for chapter in self.chapters:
            if chapter.part:
                found.append((chapter.part, []))
            found[-1][1].append(chapter)
        return found

    @property
    def address(self) -> str:
        """Where its pages are listed."""
        return f"/help/guide/#{self.key}"

    @property
    def pdf(self) -> Path:
        return HOME / f"{self.title}.pdf"


@dataclass(frozen=True)
class Manual:
    version: str
    dated: date
    guides: tuple[Guide, ...]

    @property
    def edition(self) -> str:
        return f"{self.version}（{self.dated}）"

    @property
    def pictures(self) -> list[str]:
        """The names of all pictures."""
        return [
            step.picture
            for guide in self.guides
            for chapter in guide.chapters
            for step in chapter.steps
            if step.picture
        ]


@cache
def manual() -> Manual:
    """This function will return the four guides, as docs/manual says them."""
    head = _read("manual")
    return Manual(head["version"], head["dated"], tuple(_guide(key, _read(key)) for key in head["guides"]))


@cache
def made() -> dict[str, Any]:
    """This function will return what `make manual` noted when it last ran."""
    noted: dict[str, Any] = json.loads(MADE.read_text(encoding="utf-8"))
    return noted


def digest() -> str:
    """This function will return a hash of all that the guides are made from but the screens."""
    whole = hashlib.sha256()
    for path in sorted([*HOME.glob("*.toml"), TEMPLATE]):
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HOME / f"{name}.toml").read_text(encoding="utf-8"))


def _guide(key: str, said: dict[str, Any]) -> Guide:
    figures = count(1)
    chapters = tuple(_chapter(key, one, figures) for one in said.pop("chapter"))
    return Guide(key=key, chapters=chapters, **said)


def _chapter(guide: str, said: dict[str, Any], figures: "count[int]") -> Chapter:
    steps = []
    for place, one in enumerate(said.pop("step"), start=1):
        one |= {name: tuple(one[name]) for name in ("first", "do") if name in one}
        if "figure" in one:
            one |= {"number": next(figures), "picture": f"{guide}-{said['slug']}-{place}.png"}
        steps.append(Step(**one))
    return Chapter(steps=tuple(steps), **said)
