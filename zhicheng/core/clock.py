"""The only reader of the time.

`now()` is the time by which cases run; the demo may move it. `wall()` is the real time, for audit,
sign-in and signatures. Both are read at the edge (web, commands) and passed down.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

_offset: Callable[[], timedelta] = lambda: timedelta(0)  # noqa: E731


def wall() -> datetime:
    """This function will return the real time, aware."""
    return timezone.now()


def now() -> datetime:
    """This function will return the time by which cases run, aware."""
    return timezone.now() + _offset()


def set_offset(source: Callable[[], timedelta]) -> None:
    """This function will make `now()` differ from `wall()` by what `source` returns (the demo's clock)."""
    global _offset
    _offset = source
