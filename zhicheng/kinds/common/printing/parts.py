"""What every part of the printed form is made of: headings, tables, prose, dates."""

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhicheng.applications.derived import SPACE

NONE = "无"
Part = dict[str, Any]
Pair = tuple[str, str]  # label and value

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
