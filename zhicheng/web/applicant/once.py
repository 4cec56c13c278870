"""One click that counts once, where no row of the case tells."""

import uuid

from django.core.cache import cache
from django.http import HttpRequest

REMEMBERED = 3600  # seconds in which a repeated click finds the first


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
