"""The new unit, as the case names it."""

from __future__ import annotations

from zhicheng.applications.models import Application
from zhicheng.applications.steps import answer
from zhicheng.organizations.models import Organization


def unit_called(key: str) -> Organization | None:
    """This function will return the unit with this key if it can be chosen now, with its 主管单位."""
    if not key.isdecimal() or len(key) > 18:
        return None
    return Organization.objects.units().select_related("parent", "region").filter(pk=int(key)).first()


def new_unit(application: Application) -> Organization | None:
    """This function will return the unit the person wants to go to, while it can be chosen."""
    return unit_called("".join(answer(application, "change").raw.get("unit", [])[-1:]))
