"""申报专业系列 → 申报专业名称 → 申报级别 → 评审委员会: what each choice leaves open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from zhicheng.applications.deadlines import with_time
from zhicheng.applications.models import Extension
from zhicheng.calls import queries as calls
from zhicheng.calls.models import Call
from zhicheng.core.together import together
from zhicheng.reference.models import Level, Region, Series, Specialty


@dataclass(frozen=True)
class Cascade:
    """What may be chosen now; a list is empty until what stands before it is chosen."""

    series: list[Series]
    specialties: list[Specialty]
    levels: list[Level]
    calls: list[Call]


def cascade(
    *,
    year: int,
    region: Region | None,
    at: datetime,
    extensions: QuerySet[Extension],
    series: str,
    specialty: str,
    level: str,
) -> Cascade:
    """This function will narrow the open calls of the year, and those of `extensions`, by what was typed, which may be
    anything.

    Two statements. With a region, only committees of that region and of those above it.
    """
    besides = extensions.values("call")
    asked: list[QuerySet[Any]] = [calls.series_open(year=year, at=at, besides=besides)]
    if series:
        asked.append(calls.specialties_open(year=year, series=series, at=at, besides=besides))
    if series and specialty:
        asked.append(calls.scopes_open(year=year, specialty=specialty, at=at, besides=besides))
    areas, fields, scopes = [*together(*asked).rows(), [], []][:3]
    field = next((field for field in fields if field.code == specialty), None)
    levels = calls.levels_in(scopes) if field else []
    found: Iterable[Call] = ()
    if field and level in levels:
        offered = calls.calls_open(year=year, specialty=field, level=level, at=at, region=region, besides=besides)
        found = with_time(offered, extensions)
    return Cascade(areas, fields, levels, list(found))
