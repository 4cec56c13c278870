"""所在地区 as a choice."""

from collections.abc import Iterator
from typing import Any

from zhicheng.reference.models import Region

Choices = Iterator[tuple[str, Any]]


def regions() -> Choices:
    """This function will yield the regions by city: each city a group with itself and its counties."""
    found = list(Region.objects.order_by("code"))
    roots = {region.code for region in found if region.parent_id is None}
    for city in found:
        if city.parent_id in roots or (city.parent_id is None and not any(r.parent_id == city.code for r in found)):
            below = [(region.code, region.name) for region in found if region.parent_id == city.code]
            yield city.name, [(city.code, city.name), *below]
