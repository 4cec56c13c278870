"""The form as people read it, on screen and on paper alike: parts, captions, columns and cells, in one order.

How it is drawn differs between the two, what it says does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zhicheng.applications.derived import degree_line, education_line, hours
from zhicheng.applications.parts import FormPart
from zhicheng.applications.sections import REASON, Row, Section, is_reason

LONG = 36  # characters: a column with a longer value goes below the row of a table
BELOW = frozenset({"主要内容与本人贡献", "完成情况及效果", "经济、社会效益"})  # never columns
NUMBERED = ("since", "practice")  # lists whose rows name the numbers of their evidence
NUMBER = "证明材料编号"
REMARKS = "备注"  # what no part names
REQUEST = "request"
HOURS = "hours"  # the block of the sums of 继续教育
STARTS = ("入学时间", "开始时间", "任职开始时间")
ENDS = ("毕业时间", "结束时间", "完成时间", "任职结束时间")
SPAN = "起止时间"
Join = tuple[str, tuple[str, ...], str]
# Columns that print as one: their name, the columns, what stands between.
JOINED: tuple[Join, ...] = (
    ("刊号", ("CN 刊号", "ISSN 刊号"), " "),
    ("卷、期、页码", ("卷", "期", "页码"), "，"),
    ("角色、排名", ("本人角色", "本人排名"), "，"),
    ("级别、等级", ("奖项级别", "等级"), "，"),
    ("学历、学位", ("学历", "学位"), "，"),
    ("学习形式、学制", ("学习形式", "学制（年）"), "，"),
    ("证书编号", ("学历证书编号", "学位证书编号"), " "),
    ("学位授予", ("学位授予时间", "学位授予学校"), "，"),
)


@dataclass(frozen=True)
class Line:
    """One record: its cells, what is too long for a column, its evidence with its numbers."""

    id: int
    cells: tuple[Row, ...]
    below: tuple[Row, ...]
    files: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Block:
    """One piece of a part: labels with values, or a list of records."""

    key: str  # of the section that it is cut from
    title: str  # its caption; "" where the heading of the part says it
    rows: tuple[Row, ...] = ()
    columns: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    files: tuple[Mapping[str, Any], ...] = ()
    is_text: bool = False  # its one value needs no label


@dataclass(frozen=True)
class Printed:
    """A part of the form under its heading; `says`: words of the form itself, such as the promise."""

    heading: str
    blocks: tuple[Block, ...]
    says: str = ""


@dataclass(frozen=True)
class Evidence:
    """A file that was handed in, numbered through the form; it may prove what stands in several sections."""

    number: int
    file: Mapping[str, Any]
    titles: tuple[str, ...]


def printed(parts: Sequence[FormPart], made: Sequence[Section], *, asks: Mapping[str, int]) -> list[Printed]:
    """This function will return the sections under the headings of the form, in its order.

    `asks`: the 学时 that a year asks, by category.
    A kind without `parts` has no headings: what its sections say comes one by one. What no part names comes last.
    """
    numbers = {one.file["sha256"]: one.number for one in evidence(made)}
    found = _by_key(made)
    if not parts:
        return [Printed("", (_block(one, numbers),)) for one in made if _is_said(one)]
    shown, taken = [], set[str]()
    for part in parts:
        blocks = [
            block for key in part.sections if key in found for block in _blocks(key, part, found, numbers, taken, asks)
        ]
        shown.append(Printed(part.heading, _captioned(blocks), part.says))
        taken |= {*part.sections}
    rest = tuple(_block(one, numbers) for key, one in found.items() if key not in taken and _is_said(one))
    return [*shown, *([Printed(REMARKS, rest)] if rest else [])]


def evidence(made: Sequence[Section]) -> list[Evidence]:
    """This function will return the files that were handed in, in the order of the sections, each once."""
    found: dict[str, Evidence] = {}
    for section in made:
        for file in (*section.get("files", ()), *(file for row in section["table"] for file in row["files"])):
            one = found.setdefault(file["sha256"], Evidence(len(found) + 1, file, ()))
            if section["title"] not in one.titles:
                found[file["sha256"]] = replace(one, titles=(*one.titles, section["title"]))
    return list(found.values())


def columns_of(section: Section, *, joins: Sequence[Join] = JOINED) -> tuple[list[str], list[list[Row]]]:
    """This function will return the columns of a list and its cells; two dates, and the columns of `joins`, are one."""
    columns, rows = list(section["columns"]), [list(row["cells"]) for row in section["table"]]
    dates = tuple(next((name for name in columns if name in names), "") for names in (STARTS, ENDS))
    for name, names, between in ((SPAN, dates, "—"), *joins):
        if not {*names} <= {*columns}:
            continue
        places = [columns.index(one) for one in names]
        order = [place for place in range(len(columns)) if place not in places[1:]]
        if name == SPAN:
            order.sort(key=lambda place: place != places[0])  # dates come first
        rows = [[_one(name, row, places, between) if p == places[0] else row[p] for p in order] for row in rows]
        columns = [name if place == places[0] else columns[place] for place in order]
    return columns, rows


def _one(name: str, row: Sequence[Row], places: Sequence[int], between: str) -> Row:
    return _told(name, between.join(filter(None, (row[place]["value"] for place in places))))


def _told(label: str, value: str) -> Row:
    return {"label": label, "value": value, "identity": True, "fill": "", "required": False}


def _by_key(made: Sequence[Section]) -> dict[str, Section]:
    """The sections; what a request says why is one of its own."""
    found: dict[str, Section] = {}
    for section in made:
        why = [row for row in section["rows"] if is_reason(row["label"])] if section["key"] == REQUEST else []
        rest = [row for row in section["rows"] if row not in why]
        found[section["key"]] = {**section, "rows": rest}
        if why:
            found[REASON] = {**section, "key": REASON, "title": "理由", "rows": why, "files": []}
    return found


def _is_said(section: Section) -> bool:
    return bool(section["rows"] or section["table"] or section.get("files"))


def _blocks(
    key: str,
    part: FormPart,
    found: Mapping[str, Section],
    numbers: Mapping[str, int],
    taken: set[str],
    asks: Mapping[str, int],
) -> list[Block]:
    """What a part says of one section: all of it, or only the rows it names; files stand where it is read first."""
    section = found[key]
    if part.labels:
        rows = {row["label"]: row for row in section["rows"]}
        section = {**section, "rows": [rows.get(label) or _told(label, "") for label in part.labels]}
    if key in taken:
        section = {**section, "files": []}
    block = _block(section, numbers)
    if key == "basic" and "education" in found:
        return [replace(block, rows=(*block.rows, *_schooling(found["education"])))]
    if key == "training" and (sums := hours(section, asks))[1]:
        columns, years = sums
        lines = (_line(columns, row) for row in years)
        return [Block(HOURS, "各年度学时合计", columns=tuple(columns), lines=tuple(lines)), block]
    return [block]


def _schooling(education: Section) -> tuple[Row, ...]:
    return (
        _told("最高学历", education_line(education)),
        _told("最高学位", degree_line(education)),
        _told("申报依据学历", education_line(education, basis=True)),
    )


def _line(columns: Sequence[str], values: Sequence[str]) -> Line:
    return Line(0, tuple(map(_told, columns, values)), (), ())


def _captioned(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """No caption where the heading says it: of the only block, and of answers that come first."""
    return tuple(
        replace(block, title="") if place == 0 and (len(blocks) == 1 or block.rows) else block
        for place, block in enumerate(blocks)
    )


def _block(section: Section, numbers: Mapping[str, int]) -> Block:
    columns, rows = columns_of(section)
    files = [[{**file, "number": numbers[file["sha256"]]} for file in row["files"]] for row in section["table"]]
    if section["key"] in NUMBERED and columns:
        columns = [*columns, NUMBER]
        proofs = (_told(NUMBER, "、".join(str(file["number"]) for file in of_row)) for of_row in files)
        rows = [[*row, proof] for row, proof in zip(rows, proofs, strict=True)]
    kept = _kept(columns, rows)
    title = section["title"].removeprefix("填写")
    return Block(
        key=section["key"],
        title=title,
        rows=tuple(section["rows"]),
        columns=tuple(columns[place] for place in kept),
        lines=tuple(
            Line(
                id=one["id"],
                cells=tuple(row[place] for place in kept),
                below=tuple(cell for place, cell in enumerate(row) if place not in kept and cell["value"]),
                files=tuple(of_row),
            )
            for one, row, of_row in zip(section["table"], rows, files, strict=True)
        ),
        files=tuple({**file, "number": numbers[file["sha256"]]} for file in section.get("files", ())),
        is_text=[row["label"] for row in section["rows"]] == [title],
    )


def _kept(columns: Sequence[str], rows: Sequence[Sequence[Row]]) -> list[int]:
    """The places of the columns: boxes, the numbers of evidence, and what some row says, all of them in few words."""
    return [
        place
        for place, column in enumerate(zip(*rows, strict=True))
        if columns[place] == NUMBER
        or any(cell["fill"] for cell in column)
        or (
            columns[place] not in BELOW
            and any(cell["value"] for cell in column)
            and all(len(cell["value"]) <= LONG for cell in column)
        )
    ]
