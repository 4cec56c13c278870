"""The printed form on screen: what the system knows (white), what is still to be filled in (red), what was (blue)."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from zhicheng.applications.kind import FormStep, Kind, Step
from zhicheng.applications.models import Application
from zhicheng.applications.printed import HOURS, Block, printed
from zhicheng.applications.printed import Line as Record
from zhicheng.applications.reading import Reading
from zhicheng.applications.registry import kind_of
from zhicheng.applications.sections import REASON, Row, Section, sections
from zhicheng.web.applicant.box import Box
from zhicheng.web.applicant.pages import case_url

DIGITS = "零一二三四五六七八九十"
WIDE = 18  # characters: a longer value takes the whole line of a form
BESIDE_PHOTO = 4  # lines


@dataclass(frozen=True)
class Entry:
    """A label and its value, or its box; `span` columns wide. `mark` stands before the value."""

    label: str
    value: str
    box: Box | None
    span: int = 1
    mark: str = ""

    @property
    def said(self) -> str:
        return self.box.value if self.box else self.value

    @property
    def is_wide(self) -> bool:
        return len(self.value) > WIDE or (self.box is not None and self.box.blank.is_long)


@dataclass(frozen=True)
class File:
    """A piece of evidence; `number` and pages as in the 送评材料目录单."""

    number: int
    name: str
    url: str
    pages: str


@dataclass(frozen=True)
class Line:
    """One record: its cells, what is too long for a cell, its evidence."""

    cells: tuple[Entry, ...]
    below: tuple[Entry, ...]
    files: tuple[File, ...]


@dataclass(frozen=True)
class Part:
    """A piece of the form: lines of labels and values, a table of records, or a text.

    `heading` stands above the first of a part, `caption` above each where the part has several.
    """

    key: str
    heading: str
    caption: str = ""
    href: str = ""  # where it is filled in; "" on a frozen form
    lines: tuple[tuple[Entry, ...], ...] = ()
    columns: tuple[str, ...] = ()
    records: tuple[Line, ...] = ()
    files: tuple[File, ...] = ()
    photo: str = ""
    text: Entry | None = None
    says: str = ""  # words of the form itself

    @property
    def title(self) -> str:
        return self.caption or self.heading

    @property
    def boxes(self) -> Iterator[Box]:
        entries = [entry for line in self.lines for entry in line]
        entries += [entry for record in self.records for entry in (*record.cells, *record.below)]
        entries += [self.text] if self.text else []
        return (entry.box for entry in entries if entry.box)

    @property
    def has_photo(self) -> bool:
        return bool(self.photo)

    @property
    def beside_photo(self) -> int:
        return min(len(self.lines), BESIDE_PHOTO)

    @property
    def summary(self) -> str:
        """How much it says, for lists of parts."""
        if self.text:
            return f"{len(self.text.said)} 字" if self.text.said else "无"
        if self.columns or not self.lines:
            return f"{len(self.records)} 条记录" if self.records else "无"
        return f"{sum(len(line) for line in self.lines)} 项"


@dataclass(frozen=True)
class Sheet:
    """The whole form."""

    title: str
    number: str
    year: int
    parts: tuple[Part, ...]

    @property
    def boxes(self) -> tuple[Box, ...]:
        return tuple(box for part in self.parts for box in part.boxes)

    @property
    def open(self) -> tuple[Box, ...]:
        return tuple(box for box in self.boxes if box.is_open)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """(id of the control, message) for the summary."""
        return [(f"f-{box.name}", box.problem) for box in self.boxes if box.problem]

    @property
    def todo(self) -> list[tuple[str, str, str, bool]]:
        """The boxes, open ones first: (id, label, where or what is wrong, is done)."""
        boxes = sorted(self.boxes, key=lambda box: not box.is_open)
        return [(f"f-{box.name}", box.blank.label, box.state, not box.is_open and bool(box.value)) for box in boxes]

    @property
    def todo_words(self) -> str:
        return f"还有 {len(self.open)} 处待补录" if self.open else "红框都已补录"

    def box(self, name: str) -> Box | None:
        return next((box for box in self.boxes if box.name == name), None)


def draft_sheet(
    reading: Reading,
    *,
    made: Sequence[Section] | None = None,
    typed: Mapping[str, str] | None = None,
    is_asked: bool = False,
    new: Container[tuple[str, int]] = (),
) -> Sheet:
    """This function will return the form of a case in hand, of the sections `made` if they are known already.

    `typed` (by name) stands in the boxes instead of what is kept; `new` rows, (section, id), are marked.
    """
    photo = reading.photo
    made = sections(reading) if made is None else made
    url = reverse("applicant:thumbnail", args=[photo.file_id]) if photo else ""
    if url and reading.application.helper:
        url += f"?case={reading.application.number}"
    maker = _Maker(reading.application, made, url, typed or {}, is_asked=is_asked, is_draft=True, new=new)
    return maker.sheet(reading.hours_asked)


def frozen_sheet(application: Application) -> Sheet:
    """This function will return the form as it was submitted; there must be a snapshot."""
    snapshot: dict[str, Any] = application.content.snapshot or {}
    url = reverse("applicant:thumbnail", args=[snapshot["photo"]]) if snapshot["photo"] else ""
    return _Maker(application, snapshot["sections"], url, {}).sheet(snapshot.get("asks", {}))


def part_url(application: Application, key: str, *, back: str = "form/") -> str:
    """This function will return where the part `key` of the form is filled in; pages lead back to `back` after it."""
    kind, case = kind_of(application), case_url(application)
    step = _step(kind, key)
    if step is None:
        return f"{case}form/#s-{key}"
    if step is kind.request:
        return f"{case}request/"
    page = step.form.page if isinstance(step, FormStep) else ""
    query = {"next": case + back} | ({"case": application.number} if page and application.helper else {})
    return f"{reverse(f'applicant:{page}') if page else f'{case}info/{key}/'}?{urlencode(query)}"


def _step(kind: Kind, key: str) -> Step | None:
    return next((step for step in kind.steps if step.key == key), None)


class _Maker:
    """Cuts sections into parts."""

    def __init__(
        self,
        application: Application,
        made: Sequence[Section],
        photo: str,
        typed: Mapping[str, str],
        *,
        is_asked: bool = False,
        is_draft: bool = False,
        new: Container[tuple[str, int]] = (),
    ) -> None:
        self.application, self.made, self.photo, self.typed = application, made, photo, typed
        self.is_asked, self.is_draft, self.new = is_asked, is_draft, new
        self.kind = kind_of(application)
        self.blanks = {blank.key: blank for blank in self.kind.blanks}
        self.titles = {section["key"]: section["title"] for section in made}

    def sheet(self, asks: Mapping[str, int]) -> Sheet:
        parts: list[Part] = []
        for place, one in enumerate(printed(self.kind.parts, self.made, asks=asks), start=1):
            heading = one.heading or f"{_numeral(place)}、{one.blocks[0].title}"
            made = [self._part(block, caption=block.title if one.heading else "") for block in one.blocks]
            first, *rest = made or [Part(f"p{place}", "", says=one.says)]
            parts += [replace(first, heading=heading), *rest]
        return Sheet(self.kind.printed, self.application.number, self.application.year, tuple(parts))

    def _part(self, block: Block, *, caption: str) -> Part:
        photo = self.photo if block.key == "basic" else ""
        asked = self.kind.request.key if block.key == REASON else block.key
        entries = [self._entry(row, block, None) for row in block.rows]
        return Part(
            key=block.key,
            heading="",
            caption=caption,
            href=part_url(self.application, asked) if self.is_draft and block.key != HOURS else "",
            lines=() if block.is_text else _lines(entries, has_photo=bool(photo)),
            columns=block.columns,
            records=tuple(self._line(line, block, n) for n, line in enumerate(block.lines, start=1)),
            files=() if self.is_draft else _files(block.files),
            photo=photo,
            text=entries[0] if block.is_text else None,
        )

    def _line(self, line: Record, block: Block, number: int) -> Line:
        cells = [self._entry(cell, block, number) for cell in line.cells]
        if cells and (block.key, line.id) in self.new:
            cells[0] = replace(cells[0], mark="新增")
        below = tuple(self._entry(cell, block, number) for cell in line.below)
        return Line(tuple(cells), below, () if self.is_draft else _files(line.files))

    def _entry(self, row: Row, block: Block, number: int | None) -> Entry:
        return Entry(row["label"], row["value"], self._box(row, block, number))

    def _box(self, row: Row, block: Block, number: int | None) -> Box | None:
        blank = self.blanks.get(row["fill"].split(".")[0])
        if not self.is_draft or blank is None:
            return None
        title = self.titles[block.key]
        where = title if number is None else f"{title}第 {number} 条"
        name = row["fill"].replace(".", "-")
        return Box(
            blank=blank,
            key=row["fill"],
            value=self.typed.get(name, row["value"]),
            where=where,
            anchor=f"s-{block.key}",
            named=blank.label if number is None else f"{where}的{blank.label}",
            is_asked=self.is_asked,
        )


def _files(kept: Iterable[Mapping[str, Any]]) -> tuple[File, ...]:
    return tuple(
        File(
            file["number"],
            file["name"],
            reverse("applicant:file", args=[file["id"]]),
            f"{pages} 页" if (pages := file.get("pages")) else "",
        )
        for file in kept
    )


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones else "")


def _lines(entries: Sequence[Entry], *, has_photo: bool) -> tuple[tuple[Entry, ...], ...]:
    """Two pairs to a line; a wide one alone. Below the photo the last value takes its column as well."""
    lines: list[list[Entry]] = []
    for entry in entries:
        if lines and len(lines[-1]) == 1 and not entry.is_wide and not lines[-1][0].is_wide:
            lines[-1].append(entry)
        else:
            lines.append([entry])
    return tuple(
        (*line[:-1], _spanning(line[-1], len(line), extra=has_photo and place >= BESIDE_PHOTO))
        for place, line in enumerate(lines)
    )


def _spanning(entry: Entry, pairs: int, *, extra: bool) -> Entry:
    return Entry(entry.label, entry.value, entry.box, (1 if pairs == 2 else 3) + extra)
