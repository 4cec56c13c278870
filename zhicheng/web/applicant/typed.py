"""What was typed, as it is kept; and one click that counts once."""

import uuid

from django.core.cache import cache
from django.forms import Field
from django.http import HttpRequest, QueryDict

from zhicheng.applications.forms import Raw

REMEMBERED = 3600  # seconds in which a repeated click finds the first
NUL, SHOWN_NUL = "\0", "\ufeff"  # PostgreSQL's JSON cannot hold NUL; what stands for it is just as unprintable


def raw_of(posted: QueryDict, fields: dict[str, Field], *more: str) -> Raw:
    """This function will return what was sent for these fields (and `more` names), ready to be kept."""
    names = {*more, *(part for name, field in fields.items() for part in _parts(name, field))}
    return {
        name: [value.replace(NUL, SHOWN_NUL) for value in values] for name, values in posted.lists() if name in names
    }


def _parts(name: str, field: Field) -> list[str]:
    return [f"{name}{tail}" for tail in getattr(field.widget, "widgets_names", [""])]


def version_of(posted: QueryDict) -> int:
    """This function will return the version of the step that the page was opened with; -1 when it says none."""
    try:
        return int(posted.get("version", ""))
    except ValueError:
        return -1


def new_key() -> str:
    """This function will return a key for one form: what was sent with it is done once."""
    return uuid.uuid4().hex


def is_repeated(request: HttpRequest) -> bool:
    """This function will tell whether the form with this key was carried out before."""
    key = _key(request)
    return key is not None and cache.get(key) is not None


def remember(request: HttpRequest) -> None:
    """This function will note that the form with this key is carried out; call it inside the transaction."""
    key = _key(request)
    if key is not None:
        cache.set(key, 1, timeout=REMEMBERED)


def _key(request: HttpRequest) -> str | None:
    try:
        return f"done:{request.user.pk}:{uuid.UUID(request.POST.get('request_key', '')).hex}"
    except ValueError:
        return None
