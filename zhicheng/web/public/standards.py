"""资格条件: series × specialty × level → the standard in force on the day; older versions lead to it."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhicheng.content.models import Criteria
from zhicheng.content.queries import published
from zhicheng.core import clock
from zhicheng.reference.models import Level, Series, Specialty
from zhicheng.reference.queries import valid_on
from zhicheng.web.page import page
from zhicheng.web.public.calls import series_of_open_calls


class Cell(NamedTuple):
    """Neighbouring levels that one standard stands for; none where there is no standard."""

    standard: Criteria | None
    levels: str  # 员级至副高级
    span: int


class Row(NamedTuple):
    """A specialty with its standards, from the lowest level to the highest."""

    name: str
    cells: list[Cell]


class Old(NamedTuple):
    """A standard that is not in force on the day, and the one that is."""

    standard: Criteria
    word: str
    current: Criteria | None


@require_safe
def standards(request: HttpRequest) -> HttpResponse:
    """The matrix of one series: the asked one, else one that people can apply for now, else the first."""
    on = timezone.localdate(clock.now())
    series = series_with_standards()
    asked = {request.GET.get("series")} & {one.pk for one in series}
    wanted = asked or {one.pk for one in series_of_open_calls(clock.now())}
    chosen = next((one for one in series if one.pk in wanted), series[0] if series else None)
    every = standards_of(chosen) if chosen else []
    context = {
        "series": chosen,
        "chips": [(one.name, f"/standards/?series={one.pk}", one == chosen) for one in series],
        "columns": ["专业", *(level.label for level in Level)],
        "current": [one for one in every if holds(one, on)],
        "rows": matrix(every, specialties_of(chosen, on), on=on) if chosen else [],
        "others": [Old(one, state(one, on=on), current_for(one, every, on=on)) for one in every if not holds(one, on)],
        "on": on,
    }
    return page(request, "public/standards.html", context)


def series_with_standards() -> list[Series]:
    """This function will return the series a published standard is of."""
    return list(Series.objects.filter(pk__in=published(Criteria).order_by().values("series")).order_by("code"))


def standards_of(series: Series | str) -> list[Criteria]:
    """This function will return the published standards of a series with their specialties, the newest first."""
    found = published(Criteria).filter(series=series).prefetch_related("specialties")
    return list(found.order_by("-valid_from", "-pk"))


def specialties_of(series: Series, on: date) -> list[Specialty]:
    """This function will return the specialties of a series."""
    return list(Specialty.objects.filter(valid_on(on), series=series).order_by("pk"))


def matrix(every: Sequence[Criteria], specialties: Iterable[Specialty], *, on: date) -> list[Row]:
    """This function will return what is in force on the day, a row for each specialty.

    A standard for a specialty goes before one for the whole series, a newer one before an older.
    """
    current = [one for one in every if holds(one, on)]
    current.sort(key=lambda one: not one.specialties.all())
    of = {one.pk: {specialty.pk for specialty in one.specialties.all()} for one in current}

    def standard(specialty: int, level: Level) -> Criteria | None:
        fitting = (one for one in current if level in one.levels and (not of[one.pk] or specialty in of[one.pk]))
        return next(fitting, None)

    return [Row(each.name, _cells([(level, standard(each.pk, level)) for level in Level])) for each in specialties]


def _cells(found: list[tuple[Level, Criteria | None]]) -> list[Cell]:
    cells = []
    for _, group in groupby(found, key=lambda pair: pair[1] and pair[1].pk):
        levels = list(group)
        cells.append(Cell(levels[0][1], span_of([level for level, _ in levels]), len(levels)))
    return cells


def span_of(levels: Sequence[Level]) -> str:
    """This function will say from which level to which: 员级至副高级, or 中级."""
    ends = list(dict.fromkeys([levels[0].label, levels[-1].label]))
    return "至".join(map(str, ends))


def holds(standard: Criteria, on: date) -> bool:
    """This function will tell whether a standard is in force on the day."""
    return standard.valid_from <= on and (standard.valid_to is None or on < standard.valid_to)


def state(standard: Criteria, *, on: date) -> str:
    """This function will say how a standard stands on the day: 现行有效, 已失效, 尚未施行."""
    if holds(standard, on):
        return "现行有效"
    return "尚未施行" if on < standard.valid_from else "已失效"


def current_for(standard: Criteria, every: Iterable[Criteria], *, on: date) -> Criteria | None:
    """This function will return the standard in force that stands for what this one stood for, or None."""
    mine = {one.pk for one in standard.specialties.all()}
    for one in every:
        theirs = {specialty.pk for specialty in one.specialties.all()}
        overlap = not mine or not theirs or mine & theirs
        if holds(one, on) and overlap and {*standard.levels} & {*one.levels}:
            return one
    return None
