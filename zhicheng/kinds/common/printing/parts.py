"""What every part of the printed form is made of: headings, tables, prose, dates."""

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

NONE = "无"
SPACE = "\u2060"  # what an empty form says in every box: nothing that prints, but not nothing
Part = dict[str, Any]
Pair = tuple[str, str]  # label and value

# Names of two columns that print as one.
STARTS, ENDS, SPAN = ("入学时间", "开始时间"), ("毕业时间", "结束时间", "完成时间"), "起止时间"
# Columns that print as one, what fits into one line of a column: their name, the columns, what stands between.
JOINED = (
    ("刊号", ("CN 刊号", "ISSN 刊号"), " "),
    ("卷、期、页码", ("卷", "期", "页码"), "，"),
    ("角色、排名", ("本人角色", "本人排名"), "，"),
    ("级别、等级", ("奖项级别", "等级"), "，"),
    ("学历、学位", ("学历", "学位"), "，"),
    ("学习形式、学制", ("学习形式", "学制（年）"), "，"),
    ("证书编号", ("学历证书编号", "学位证书编号"), " "),
    ("学位授予", ("学位授予时间", "学位授予学校"), "，"),
)
ACROSS, AIR = 51.9, 0.72  # a list's width, and what of a cell stays empty (form.typ), in Chinese characters of its size
PLAIN = re.compile(r"[ -~　-〿一-鿿！-～—“”‘’·]+")  # no wider than a Chinese character
DIGIT = re.compile(r"[0-9]")
RUN = re.compile(r"[!-~—]+")  # has no place to break


def day(value: date) -> str:
    """This function will return a date as forms print it: 2026 年 3 月 1 日."""
    return f"{value.year} 年 {value.month} 月 {value.day} 日"


@dataclass(frozen=True)
class Table:
    """Columns and rows of text, as a list part prints them."""

    columns: list[str]
    rows: list[list[str]]

    def column(self, name: str) -> list[str]:
        """This function will return the values of one column, or as many empty ones."""
        place = self.columns.index(name) if name in self.columns else None
        return ["" if place is None else row[place] for row in self.rows]

    def where(self, name: str, values: Sequence[str], *, without: bool = False) -> "Table":
        """This function will return the rows whose column `name` is one of `values`, or is none of them."""
        kept = zip(self.rows, self.column(name), strict=True)
        return Table(self.columns, [row for row, value in kept if (value in values) != without])

    def filled(self) -> "Table":
        """This function will return the table without the columns in which no row says anything."""
        places = [place for place, name in enumerate(self.columns) if any(row[place] for row in self.rows)]
        return Table([self.columns[p] for p in places], [[row[p] for p in places] for row in self.rows])

    def joined(self) -> "Table":
        """This function will return the table with the columns of JOINED as one each, where it has all of them."""
        table = self
        for name, parts, between in JOINED:
            if not {*parts} <= {*table.columns}:
                continue
            first = table.columns.index(parts[0])
            kept = [place for place, column in enumerate(table.columns) if column not in parts[1:]]
            cells = [between.join(filter(None, said)) for said in zip(*map(table.column, parts), strict=True)]
            rows = [
                [cell if place == first else row[place] for place in kept]
                for row, cell in zip(table.rows, cells, strict=True)
            ]
            table = Table([name if place == first else table.columns[place] for place in kept], rows)
        return table

    def with_span(self) -> "Table":
        """This function will return the table with its two dates as one first column."""
        start = next((name for name in self.columns if name in STARTS), None)
        end = next((name for name in self.columns if name in ENDS), None)
        if not (start and end):
            return self
        places = [place for place, name in enumerate(self.columns) if name not in (start, end)]
        spans = zip(self.column(start), self.column(end), self.rows, strict=True)
        rows = [[f"{first}—{last or '至今'}", *(row[place] for place in places)] for first, last, row in spans]
        return Table([SPAN, *(self.columns[place] for place in places)], rows)

    def printed(self) -> Part:
        """This function will return what the template draws: wider columns for longer text."""
        table = self.with_span().joined().filled()
        rows = [[cell or NONE for cell in row] for row in table.rows]
        weights = [weight({name, *cells}) for name, *cells in zip(table.columns, *rows, strict=True)]
        room = [ACROSS * part / sum(weights) - AIR for part in weights]
        fits = [[fits_a_line(cell, most) for cell, most in zip(row, room, strict=True)] for row in rows]
        return {"columns": table.columns, "rows": rows, "weights": weights, "fits": fits}


def width(text: str) -> float:
    """This function will return how wide a text prints, in Chinese characters."""
    return len(text) - 0.45 * len(text.encode("ascii", "ignore"))


def fits_a_line(text: str, most: float) -> bool:
    """This function will return whether a text surely prints on one line of `most` Chinese characters."""
    between = 0.5 * len(RUN.findall(text))  # on both sides of letters and figures
    return bool(PLAIN.fullmatch(text)) and len(text) - 0.43 * len(DIGIT.findall(text)) + between <= most


def weight(texts: Collection[str]) -> float:
    """This function will return how wide a column should be: longer text gets more, numbers do not break."""
    runs = [width(run) for text in texts for run in RUN.findall(text)]
    wide = [width(text) for text in texts]
    return 1 + max(3, *(min(run, 12) for run in runs), *(min(w, 8 + math.sqrt(max(w - 8, 0)), 20) for w in wide))


def part(heading: str, shape: str, *, new_page: bool = False, **rest: Any) -> Part:
    """This function will return one part for the template; `shape` names the function that draws it."""
    return {"heading": heading, "shape": shape, "new_page": new_page, **rest}


def tables(heading: str, *found: Table) -> Part:
    """This function will return a part of lists, or 无."""
    return part(heading, "lists", tables=[table.printed() for table in found if table.rows])


def written(heading: str, text: str, *, room: int = 40) -> Part:
    """This function will return a part of prose, or 无; an empty form leaves `room` mm for it."""
    return part(heading, "written", text=text, room=room)


def two_by_two(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """This function will return the pairs two a line, the last alone if they are odd."""
    return [list(pairs[place : place + 2]) for place in range(0, len(pairs), 2)]


def emptied(value: Any) -> Any:
    """This function will return the data of a form without the values: what is SPACE, joined SPACEs, or 无."""
    if isinstance(value, str):
        is_space = SPACE in value and not any(map(str.isalnum, value))
        return "" if is_space or value == NONE else value.replace(SPACE, "　　　　")
    if isinstance(value, dict):
        return {key: emptied(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [emptied(item) for item in value]
    return value
