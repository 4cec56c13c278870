"""Reads of the country's lists."""

from collections.abc import Sequence
from datetime import date

from django.core.cache import cache
from django.db.models import Q, QuerySet

from zhicheng.reference.models import Code, WorkCalendarDay


def valid_on(day: date) -> Q:
    """This function will return the filter for `Dated` rows that are true on the day, both ends included."""
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))


def codes(list_: str, *, on: date) -> QuerySet[Code]:
    """This function will return a code list ("ethnicity", "political_status" …) in its order."""
    return Code.objects.filter(valid_on(on), list=list_).order_by("place", "code")


CodeLists = dict[str, dict[str, str]]  # {list: {code: name}}
MINUTE = 60
CALENDAR = "calendar"  # its key; `load_reference` forgets it


def code_lists(*lists: str, on: date | None = None) -> CodeLists:
    """This function will return the names by code of each list, in the order of the lists; a statement a minute.

    With `on` only those that are true on that day: what a form offers. A word that was chosen keeps its name. What
    `load_reference` brought is offered a minute later.
    """
    return cache.get_or_set(f"codes:{on}:{','.join(lists)}", lambda: _code_lists(lists, on), MINUTE) or {}


def _code_lists(lists: Sequence[str], on: date | None) -> CodeLists:
    found: CodeLists = {name: {} for name in lists}
    rows = Code.objects.filter(list__in=lists) if on is None else Code.objects.filter(valid_on(on), list__in=lists)
    for name, code, words in rows.order_by("list", "place", "code").values_list("list", "code", "name"):
        found[name][code] = words
    return found


def region_line(code: str) -> list[str]:
    """This function will return the region's code and those above it, nearest first: 区县, 市, 省.

    GB/T 2260: two digits for the province, two for the city, two for the county.
    """
    return list(dict.fromkeys((code, f"{code[:4]}00", f"{code[:2]}0000")))


def calendar() -> dict[date, bool]:
    """This function will return the days that differ from Monday to Friday, each with "is it a workday?".

    A statement a minute, however many days are asked; made for `core.workdays`. Years it does not know read as
    Monday to Friday: show `unknown_years` to administrators.
    """
    return cache.get_or_set(CALENDAR, _calendar, MINUTE) or {}


def _calendar() -> dict[date, bool]:
    return dict(WorkCalendarDay.objects.values_list("day", "is_workday"))


def unknown_years(from_: date, to: date) -> list[int]:
    """This function will return the years between two days whose public holidays are not loaded."""
    # Every loaded year has its 1 January, be it a Sunday.
    first_days = {date(year, 1, 1) for year in range(from_.year, to.year + 1)}
    known = WorkCalendarDay.objects.filter(day__in=first_days).values_list("day", flat=True)
    return sorted(day.year for day in first_days.difference(known))
