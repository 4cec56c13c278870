"""How often one person or one address may do something."""

import math

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from zhicheng.core import clock

Rate = tuple[int, int]  # so many times, in so many seconds


class TooMany(Exception):
    """Asked too often; `wait` seconds until the next try counts."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"again in {wait} s")
        self.wait = wait


def limit(request: HttpRequest, name: str, *, per_account: Rate | None = None, per_address: Rate | None = None) -> None:
    """This function will count one use of `name` and raise TooMany when a rate is passed.

    A rate is (times, seconds), counted in fixed windows. `per_account` counts only people signed in.
    """
    if per_address:
        count(f"{name}:address:{address(request)}", per_address)
    if per_account and settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        count(f"{name}:account:{request.user.pk}", per_account)


def address(request: HttpRequest) -> str:
    """This function will return the visitor's address, as the sign-in limits read it (proxies counted)."""
    return str(get_adapter().get_client_ip(request))


def count(key: str, rate: Rate) -> None:
    """This function will count one use of `key` and raise TooMany when `rate` is passed."""
    times, seconds = rate
    at = clock.wall().timestamp()
    window = int(at // seconds)
    key = f"limit:{key}:{window}"
    if cache.add(key, 1, timeout=seconds + 1):
        return
    try:
        used = cache.incr(key)
    except ValueError:  # the window ended between the two calls
        return
    if used > times:
        raise TooMany(max(1, math.ceil((window + 1) * seconds - at)))
