"""The rows of a life record in words: the boxes of the printed form, the lines of a card. No database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import models

from zhicheng.core.fields import month_words
from zhicheng.dossier.models import (
    AcademicPost,
    Achievement,
    Appraisal,
    Award,
    Book,
    Education,
    HeldTitle,
    Paper,
    Patent,
    Qualification,
    Record,
    RewardSanction,
    StandardDrafting,
    TechnicalReport,
    Training,
    WorkExperience,
)

# What tells who or where the person is: blind views leave it out.
IDENTITY = frozenset(
    {
        *("school", "degree_school", "unit", "witness", "issuer", "organizer", "holder", "body"),
        *("certificate_number", "degree_number", "number", "isbn"),
    }
)
UNTIL_NOW = "至今"


@dataclass(frozen=True)
class Cell:
    """One box of the printed form; `identity` tells who or where the person is."""

    label: str
    value: str
    identity: bool


def own_fields(model: type[Record]) -> list[models.Field[Any, Any]]:
    """This function will return the columns a person fills in, in the order of the form."""
    shared = {field.name for field in Record._meta.get_fields()} | {"id"}
    return [field for field in model._meta.concrete_fields if field.name not in shared and field.editable]


def cells(record: Record) -> tuple[Cell, ...]:
    """This function will return what the row says, box by box: dates as 2019.09, choices as words, "" if empty."""
    return tuple(
        Cell(str(field.verbose_name), _shown(record, field), field.name in IDENTITY)
        for field in own_fields(type(record))
    )


def _shown(record: models.Model, field: models.Field[Any, Any]) -> str:
    value = getattr(record, field.name)
    if value is None and isinstance(record, WorkExperience | AcademicPost) and field.name == "ended_on":
        return UNTIL_NOW
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, date):
        return dotted(value, to_the_day=isinstance(record, HeldTitle))
    return str(_names(field).get(value, value))


@cache
def _names(field: models.Field[Any, Any]) -> dict[Any, Any]:
    return dict(field.flatchoices)


def dotted(day: date, *, to_the_day: bool = False) -> str:
    """This function will write a date as the printed form does: 2019.09, or 2019.09.01."""
    return f"{day:%Y.%m.%d}" if to_the_day else f"{day:%Y.%m}"


def _span(started_on: date, ended_on: date | None) -> str:
    return f"{dotted(started_on)}—{dotted(ended_on) if ended_on else UNTIL_NOW}"


def _line(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def heading(record: Record) -> tuple[str, str]:
    """This function will return the title and the detail line of the row's card."""
    title, details = HEADINGS[type(record)]
    return _line(*(show(record) for show in title)), _line(*(show(record) for show in details))


Show = Callable[[Any], str]


def _of(name: str, unit: str = "") -> Show:
    """A column's value with what stands behind it; "" if there is none."""
    return lambda row: f"{value}{unit}" if (value := getattr(row, name)) not in (None, "") else ""


def _word(name: str) -> Show:
    return lambda row: str(getattr(row, f"get_{name}_display")() or "")


def _month(name: str, tail: str = "") -> Show:
    return lambda row: f"{month_words(getattr(row, name))}{tail}"


def _lasted(row: Any) -> str:
    return _span(row.started_on, row.ended_on)


def _rank(name: str) -> Show:
    return lambda row: f"排名第 {rank}" if (rank := getattr(row, name)) else ""


HEADINGS: dict[type[Record], tuple[tuple[Show, ...], tuple[Show, ...]]] = {
    Education: ((_word("level"), _of("major")), (_of("school"), _month("ended_on", "毕业"))),
    WorkExperience: ((_of("unit"),), (_lasted, _of("work"))),
    HeldTitle: ((_of("name"), _of("specialty")), (_month("obtained_on", "取得"), _word("obtained_by"))),
    Qualification: ((_of("name"), _of("level")), (_month("obtained_on", "取得"), _of("issuer"))),
    Training: ((_of("year", " 年度"), _word("category")), (_of("course"), _of("hours", " 学时"))),
    Achievement: ((_of("name"),), (_lasted, _word("part"))),
    Award: ((_of("name"), _word("grade")), (_word("level"), _of("issuer"), _month("awarded_on"), _rank("rank"))),
    Patent: ((_of("name"),), (_word("sort"), _of("number"), _month("granted_on", "授权"))),
    StandardDrafting: ((_of("name"),), (_of("number"), _word("role"), _month("issued_on", "发布"))),
    Paper: ((_of("title"),), (_of("journal"), _month("published_on"), _rank("rank"))),
    Book: ((_of("title"),), (_word("sort"), _of("publisher"), _month("published_on"), _word("role"))),
    TechnicalReport: ((_of("title"),), (_month("finished_on", "完成"), _rank("rank"))),
    Appraisal: ((_of("year", " 年度"), _word("grade")), (_of("unit"),)),
    RewardSanction: ((_of("name"),), (_word("sort"), _of("issuer"), _month("on"))),
    AcademicPost: ((_of("body"), _of("post")), (_lasted,)),
}
