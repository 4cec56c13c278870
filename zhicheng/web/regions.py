"""所在地区 as a choice."""

from collections.abc import Iterator
from typing import Any

from django.core.cache import cache

from zhicheng.reference.models import Region
from zhicheng.reference.queries import MINUTE

Choices = Iterator[tuple[str, Any]]


def regions() -> Choices:
    """This function will yield the regions by city: each city a group with itself and its counties.

    A statement a minute.
    """
    found = cache.get_or_set("regions", _regions, MINUTE) or []
    roots = {code for code, _, parent in found if parent is None}
    for code, name, parent in found:
        below = [(one, words) for one, words, above in found if above == code]
        if parent in roots or (parent is None and not below):
            yield name, [(code, name), *below]


def _regions() -> list[tuple[str, str, str | None]]:
    return list(Region.objects.order_by("code").values_list("code", "name", "parent_id"))
