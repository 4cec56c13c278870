"""What may be applied for now: 申报专业系列 → 申报专业名称 → 级别 → 评审委员会, each narrowing the next.

Only open calls count, with those that one person has time for `besides`, and only series and specialties in force.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from zhicheng.calls.models import Besides, Call, FilingWindow, ReviewYear, Scope
from zhicheng.reference.models import Level, Region, Series, Specialty, Title
from zhicheng.reference.queries import region_line, valid_on


def open_years(at: datetime) -> QuerySet[ReviewYear]:
    """This function will return the 申报年度 with an open call, newest first."""
    return ReviewYear.objects.filter(pk__in=Call.objects.open_at(at).values("year")).order_by("-year")


def series_open(*, year: int, at: datetime, besides: Besides = ()) -> QuerySet[Series]:
    """This function will return the series in which some open call of the year accepts a specialty."""
    accepted = _scopes(year, at, besides).values("specialty__series")
    return Series.objects.filter(_in_force(at), pk__in=accepted).order_by("code")


def specialties_open(*, year: int, series: str, at: datetime, besides: Besides = ()) -> QuerySet[Specialty]:
    """This function will return the specialties of the series that some open call of the year accepts."""
    accepted = _scopes(year, at, besides).values("specialty")
    return Specialty.objects.filter(_in_force(at), series=series, pk__in=accepted).order_by("pk")


def scopes_open(*, year: int, specialty: str, at: datetime, besides: Besides = ()) -> QuerySet[Scope]:
    """This function will return where open calls of the year accept the specialty, by its code; see `levels_in`.

    A level counts only where one has a title by passing it.
    """
    titles = _titles(OuterRef("specialty__series"), OuterRef("specialty__name"), at).filter(level=OuterRef("level"))
    return _scopes(year, at, besides).filter(Exists(titles), specialty__code=specialty)


def levels_in(scopes: Iterable[Scope]) -> list[Level]:
    """This function will return the levels of the scopes, lowest first."""
    accepted = {scope.level for scope in scopes}
    return [level for level in Level if level in accepted]


def calls_open(
    *, year: int, specialty: Specialty, level: str, at: datetime, region: Region | None = None, besides: Besides = ()
) -> QuerySet[Call]:
    """This function will return the open calls of the year that accept the specialty at the level.

    With a region, only committees of that region and of those above it, nearest first.
    """
    calls = Call.objects.open_at(at, besides=besides).filter(
        year=year, committee__scopes__specialty=specialty, committee__scopes__level=level
    )
    if region is not None:
        calls = calls.filter(committee__region__in=region_line(region.pk))
    return calls.select_related("committee__office", "committee__region").order_by(
        "-committee__region_id", "committee__name"
    )


def still_takes(call: Call, *, specialty: Specialty, level: str, at: datetime, region: Region | None = None) -> bool:
    """This function will tell whether one who chose all this could choose it again; one statement."""
    return (
        calls_open(year=call.year_id, specialty=specialty, level=level, at=at, region=region)
        .filter(
            Exists(Specialty.objects.filter(_in_force(at), pk=specialty.pk)),
            Exists(Series.objects.filter(_in_force(at), pk=specialty.series_id)),
            Exists(_titles(specialty.series_id, specialty.name, at).filter(level=level)),
            pk=call.pk,
        )
        .exists()
    )


def title_for(series: Series, level: str, specialty: Specialty, *, at: datetime) -> Title | None:
    """This function will return what one is called who passes, or None where the series has no such title.

    Where a series has several ladders (医, 药, 护 …), the one named as the specialty.
    """
    return _titles(series.pk, specialty.name, at).filter(level=level).order_by("-branch").first()


def _titles(series: str | OuterRef, ladder: str | OuterRef, at: datetime) -> QuerySet[Title]:
    return Title.objects.filter(Q(branch="") | Q(branch=ladder), _in_force(at), series=series)


def windows_open(*, kind: str, at: datetime, region: Region | None = None) -> QuerySet[FilingWindow]:
    """This function will return the windows in which cases of the kind may be filed, newest year first.

    With a region, only those of that region and of those above it, nearest first within a year.
    """
    windows = FilingWindow.objects.open_at(at).filter(kind=kind)
    if region is not None:
        windows = windows.filter(region__in=region_line(region.pk))
    return windows.select_related("region").order_by("-year", "-region_id")


def _scopes(year: int, at: datetime, besides: Besides) -> QuerySet[Scope]:
    calls = Call.objects.open_at(at, besides=besides).filter(year=year)
    return Scope.objects.filter(committee__in=calls.values("committee"))


def _in_force(at: datetime) -> Q:
    return valid_on(timezone.localdate(at))
