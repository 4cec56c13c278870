"""The points of a 一次性告知书, each with what the applicant did about it.

A point is answered when its part reads differently now, or when the applicant wrote why it stays as it is. Until
all are, he cannot resubmit. Source: 5-ux, the page 补正 ("resubmit only when all answered"); 1-product N3.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhicheng.applications.models import CorrectionNotice
from zhicheng.applications.reading import Reading
from zhicheng.applications.sections import Section
from zhicheng.applications.snapshot import Snapshot


@dataclass(frozen=True)
class Defect:
    """One point: what the officer asks for, whether the part reads differently, the applicant's word."""

    section: str
    title: str
    text: str
    is_changed: bool
    words: str

    @property
    def is_answered(self) -> bool:
        return self.is_changed or bool(self.words)


def defects(notice: CorrectionNotice, *, then: Snapshot, now: Snapshot) -> list[Defect]:
    """This function will return the points of a notice; `then` is what was submitted, `now` what the case says."""
    return [
        Defect(
            item["section"],
            item["title"],
            item["text"],
            _part(now, item["section"]) != _part(then, item["section"]),
            notice.answers.get(item["section"], ""),
        )
        for item in notice.items
    ]


def unanswered(reading: Reading, now: Snapshot) -> list[Defect]:
    """This function will return the points that hold back a returned case."""
    application, notice = reading.application, reading.correction
    if notice is None or application.content.snapshot is None:
        return []
    return [one for one in defects(notice, then=application.content.snapshot, now=now) if not one.is_answered]


def _part(snapshot: Snapshot, key: str) -> tuple[Section | None, object]:
    """What a part says; a part that prints nothing of its own is the photo or the unit."""
    section = next((one for one in snapshot["sections"] if one["key"] == key), None)
    if section is not None and (section["rows"] or section["table"] or section.get("files")):
        return section, None
    return None, (snapshot["photo"], snapshot.get("employer"))
