"""The kinds this deployment knows; `zhicheng.kinds` fills it when Django is ready."""

from zhicheng.applications.kind import Kind
from zhicheng.applications.models import Application

_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """This function will make `kind` known, once."""
    _kinds[kind.key] = kind


def all_kinds() -> list[Kind]:
    """This function will return every kind in the order menus show them."""
    return list(_kinds.values())


def get_kind(key: str) -> Kind:
    """This function will return the kind called `key`, or raise KeyError."""
    return _kinds[key]


def kind_of(application: Application) -> Kind:
    """This function will return the kind of `application`."""
    return _kinds[application.kind]
