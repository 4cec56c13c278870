"""Reading a step's answers: bound forms, ticked rows, and whether a step is done.

`Content.answers[step.key]` is `{"v": int, "raw": {name: [text]}, "ticked": [row id], "none": bool,
"files": [file id]}`, and who wrote it (`operations.keeping`). A row that is being edited has its own half-typed answer
under `row_key`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zhicheng.applications.forms import Raw, StepForm, as_data
from zhicheng.applications.kind import FormStep, RecordStep
from zhicheng.applications.models import Application
from zhicheng.dossier.models import Record
from zhicheng.eligibility.windows import Window

BOXES, BOXES_TITLE = "boxes", "补录内容"  # the red boxes are a part of their own


@dataclass(frozen=True)
class Answer:
    """What one step keeps."""

    version: int
    raw: Raw
    ticked: tuple[int, ...]
    none: bool
    files: tuple[str, ...] = ()  # ids of the papers uploaded with it

    @property
    def is_empty(self) -> bool:
        """It says nothing that could be lost."""
        return not (self.none or self.ticked or any(text for texts in self.raw.values() for text in texts))


def answer(application: Application, key: str) -> Answer:
    """This function will return what the step `key` of `application` keeps, empty if untouched."""
    kept = application.content.answers.get(key, {})
    ticked, files = tuple(kept.get("ticked", ())), tuple(kept.get("files", ()))
    return Answer(kept.get("v", 0), kept.get("raw", {}), ticked, kept.get("none", False), files)


def row_key(step: RecordStep, pk: int) -> str:
    """This function will return under which key the half-typed change of a row stands."""
    return f"{step.key}/{pk}"


def form_of(step: FormStep, application: Application, *, at: datetime, is_shown: bool = True) -> StepForm:
    """This function will return the step's form with what was typed, or with what is known before that."""
    raw = answer(application, step.key).raw
    given = {"data": as_data(raw)} if raw else {"initial": step.form.known(application)}
    return step.form(**given, application=application, at=at, is_shown=is_shown)


def belongs(row: Record, window: Window | None) -> bool:
    """This function will tell whether a row is offered in a step with `window`.

    Rows that lasted are split between two lists: one that crosses the border is offered in both, as the
    applicant says where it counts. Others are offered and marked (`is_outside`), never swallowed.
    """
    day, begun = row.dated_on, row.begun_on
    if window is None or day is None or begun is None:
        return True
    if window.starts_on is None:
        return window.covers(day) or window.crosses(begun, day)
    return day >= window.starts_on


def is_outside(row: Record, window: Window | None) -> bool:
    """This function will tell whether a row does not count in the step, because its date lies outside the window."""
    day = row.dated_on
    return window is not None and day is not None and not (window.covers(day) or crosses(row, window))


def crosses(row: Record, window: Window | None) -> bool:
    """This function will tell whether what the row tells lasted over the border of the window."""
    begun, day = row.begun_on, row.dated_on
    return window is not None and begun is not None and day is not None and window.crosses(begun, day)


def complaint(step: RecordStep, ticked: int, without_evidence: int) -> str:
    """This function will say what a record step still lacks, or "" when it is done."""
    if ticked == 0:
        return f"{step.title}还没有记录" if step.required else ""
    if step.evidence and without_evidence:
        return f"{step.title}有 {without_evidence} 条没有上传证明材料"
    return ""
