"""A last moment as a page shows it: in words, how much is left, and the server's clock, which decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from zhicheng.web.applicant.words import left, moment


@dataclass(frozen=True)
class Deadline:
    """What `ui/deadline.html` shows; the milliseconds since 1970 let the page go on counting."""

    words: str
    left: str  # "" when it is over
    time: str
    now: int
    due: int


def deadline(due: datetime | None, at: datetime) -> Deadline | None:
    """This function will return how a page shown at `at` shows `due`; None where there is no limit."""
    if due is None:
        return None
    return Deadline(
        words=moment(due),
        left=left(due, at),
        time=f"{timezone.localtime(at):%H:%M:%S}",
        now=int(at.timestamp() * 1000),
        due=int(due.timestamp() * 1000),
    )
