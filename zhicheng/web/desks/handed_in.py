"""What the applicant handed in in mid-route, as the desks after it read it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from zhicheng.applications.kind import Kind
from zhicheng.applications.models import Gate, Outcome, StageRecord
from zhicheng.applications.queries import filled_in
from zhicheng.web.desks.scanned import unscanned_words
from zhicheng.web.desks.sheet import Paper


@dataclass(frozen=True)
class HandedIn:
    """One answer: its rows and its files."""

    key: str
    title: str
    rows: tuple[tuple[str, str], ...]
    papers: tuple[Paper, ...]


def handed_in(kind: Kind, way: Iterable[StageRecord], prefix: str) -> tuple[HandedIn, ...]:
    """This function will return the applicant's answers on the `way` of a case; its files lie below `prefix`."""
    return tuple(
        HandedIn(
            one.key,
            one.title,
            (*filled_in(kind, one), ("提交时间", f"{timezone.localtime(one.decided_at):%Y-%m-%d %H:%M}")),
            tuple(
                Paper(file.name, file.size, f"{prefix}{file.pk}/", False, unscanned_words(file))
                for file in one.files.all()
            ),
        )
        for one in way
        if one.gate == Gate.APPLICANT and one.outcome == Outcome.PASSED
    )
