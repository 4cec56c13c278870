"""Verbs on the country's lists."""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import chinese_calendar
from django.core.cache import cache
from django.db import models, transaction

from zhicheng.audit import operations as audit
from zhicheng.audit.queries import corrected
from zhicheng.reference.models import Code, Region, Series, Specialty, Title, WorkCalendarDay
from zhicheng.reference.queries import CALENDAR

DATA = Path(__file__).parent / "data"
CALENDAR_FROM = 2019  # the year of 人社部令第40号; nothing older is counted in working days

# table, file, what makes a row the same row; tables in the order of their references
LISTS: tuple[tuple[type[models.Model], str, list[str]], ...] = (
    (Region, "regions.csv", ["code"]),
    (Code, "codes.csv", ["list", "code"]),
    (Series, "series.csv", ["code"]),
    (Specialty, "specialties.csv", ["code"]),
    (Title, "titles.csv", ["series", "branch", "level"]),
)


@transaction.atomic
def load_reference(*, at: datetime) -> dict[str, int]:
    """This function will bring the lists to what data/*.csv and the national holiday calendar say.

    Rows are added or updated, never deleted (end one with valid_to), so it may run at any time, again and again.
    What an administrator added or changed stays as he left it.
    Returns the number of rows of each file, and of "workdays".
    """
    counts = {}
    for model, name, unique in LISTS:
        counts[name.removesuffix(".csv")] = _upsert(model, list(_rows(model, name)), unique)
    counts["workdays"] = _upsert(WorkCalendarDay, list(_special_days()), ["day"])
    audit.record(actor=None, verb="reference.load", subject="reference", data=counts, at=at)
    cache.delete(CALENDAR)
    return counts


def _rows(model: type[models.Model], name: str) -> Iterator[models.Model]:
    fields = {field.name: field for field in model._meta.concrete_fields}
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cells = ((fields[column], text) for column, text in row.items())
            yield model(**{field.attname: None if field.null and not text else text for field, text in cells})


def _upsert(model: type[models.Model], rows: list[models.Model], unique: list[str]) -> int:
    keys = {"id", *unique}
    columns = [model._meta.get_field(name).attname for name in unique]  # type: ignore[union-attr]  # all have one
    kept = set(model._default_manager.filter(pk__in=corrected(model)).values_list(*columns))
    rows = [row for row in rows if tuple(getattr(row, column) for column in columns) not in kept]
    others = [field.name for field in model._meta.concrete_fields if field.name not in keys]
    model._default_manager.bulk_create(rows, update_conflicts=True, unique_fields=unique, update_fields=others)
    return len(rows)


def _special_days() -> Iterator[WorkCalendarDay]:
    """Days off from Monday to Friday, workdays at weekends, and every 1 January: it marks its year as known."""
    for day, name in chinese_calendar.constants.holidays.items():
        if day.year >= CALENDAR_FROM and (day.weekday() < 5 or (day.month, day.day) == (1, 1)):
            yield WorkCalendarDay(day=day, is_workday=False, note=_chinese(name))
    for day, name in chinese_calendar.constants.workdays.items():
        if day.year >= CALENDAR_FROM and day.weekday() > 4:
            yield WorkCalendarDay(day=day, is_workday=True, note=f"{_chinese(name)}调休")


def _chinese(holiday: str) -> str:
    return str(chinese_calendar.Holiday(holiday).chinese)
