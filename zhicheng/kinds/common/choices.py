"""申报专业系列 → 申报专业名称 → 申报级别: what the lists have, open calls or not, each choice narrowing the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from zhicheng.calls.queries import title_for
from zhicheng.reference.models import Level, Series, Specialty, Title
from zhicheng.reference.queries import valid_on


@dataclass(frozen=True)
class Choices:
    """What may be chosen now; a list is empty until what stands before it is chosen."""

    series: list[Series]
    specialties: dict[str, Specialty]  # by code
    titles: dict[str, Title]  # of the chosen specialty, by level, lowest first


def choices(given: Mapping[str, Any], *, at: datetime, levels: Sequence[Level] = tuple(Level)) -> Choices:
    """This function will narrow the lists in force at `at` by what was typed, which may be anything.

    Two statements, and one for each level once a specialty is chosen.
    """
    in_force = valid_on(timezone.localdate(at))
    titles = Title.objects.filter(in_force, level__in=levels)
    fields = Specialty.objects.filter(in_force)
    areas = Series.objects.filter(in_force, pk__in=titles.values("series")).filter(pk__in=fields.values("series"))
    offered = fields.filter(series__in=areas, series=str(given.get("series", ""))).select_related("series")
    specialties = {field.code: field for field in offered.order_by("pk")}
    chosen = specialties.get(str(given.get("specialty", "")))
    found = {level.value: title_for(chosen.series, level, chosen, at=at) for level in levels} if chosen else {}
    return Choices(
        series=list(areas.order_by("code")),
        specialties=specialties,
        titles={level: title for level, title in found.items() if title is not None},
    )
