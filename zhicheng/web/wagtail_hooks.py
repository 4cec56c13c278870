"""Wagtail finds this module by its name: what of its menu our editors see."""

from typing import Any

from wagtail import hooks

SHOWN = {"explorer", "images", "documents", "reports"}


def only_what_is_used(request: Any, items: list[Any]) -> None:
    """This function will leave out what is kept elsewhere: accounts, groups, settings."""
    items[:] = [item for item in items if item.name in SHOWN]


hooks.register("construct_main_menu", only_what_is_used)
