"""The rows of one part, as they stand on its page."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from zhicheng.applications.kind import RecordStep
from zhicheng.applications.models import Application
from zhicheng.applications.steps import belongs, is_outside
from zhicheng.core.fields import day_words
from zhicheng.dossier.models import Record
from zhicheng.dossier.operations import Archived, Held, Revoked
from zhicheng.dossier.queries import heading, records_of
from zhicheng.eligibility.windows import Window
from zhicheng.web.applicant.pages import case_url
from zhicheng.web.jinja import file_size

NO_FILE = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class FileLine:
    """A file of a row."""

    name: str
    size: str
    url: str


@dataclass(frozen=True)
class RowCard:
    """One row. `locked` says why it cannot be changed, `error` why it does not count as it is, `ended` why never."""

    pk: int
    title: str
    detail: str
    is_ticked: bool
    is_archived: bool
    locked: str
    ended: str
    error: str
    url: str
    files: tuple[FileLine, ...]


def listed(application: Application, step: RecordStep, window: Window | None, ticked: Container[int]) -> list[RowCard]:
    """This function will return the person's rows that belong to the part, newest first, in two statements."""
    base = f"{case_url(application)}info/{step.key}/"
    files = reverse("applicant:file", args=[NO_FILE])
    rows = records_of(application.applicant, step.model)
    return [
        card(row, step, window, is_ticked=row.pk in ticked, url=f"{base}{row.pk}/", files=files)
        for row in rows
        if belongs(row, window)
    ]


def card(row: Record, step: RecordStep, window: Window | None, *, is_ticked: bool, url: str, files: str) -> RowCard:
    """This function will return how a row looks; `files` is the address of a file, with zeros for its id."""
    title, detail = heading(row)
    return RowCard(
        pk=row.pk,
        title=title,
        detail=detail,
        is_ticked=is_ticked,
        is_archived=row.is_archived,
        locked=locked_words(row, "修改或删除"),
        ended=str(Revoked(row)) if row.ended_at else "",
        error=error_of(row, step, window),
        url=url,
        files=tuple(
            FileLine(file.name, file_size(file.size), files.replace(NO_FILE, str(file.pk)))
            for file in row.evidence.all()
        ),
    )


def locked_words(row: Record, verb: str) -> str:
    """This function will say why the row cannot be changed, "" when it can."""
    if row.ended_at:
        return str(Revoked(row))
    if row.is_archived:
        return str(Archived(row, verb))
    return str(Held(row, verb)) if row.held_by else ""


def error_of(row: Record, step: RecordStep, window: Window | None) -> str:
    """This function will say why the row does not count as it is, "" when it does."""
    if window is not None and window.ends_on is not None and is_outside(row, window):
        return f"时间晚于 {day_words(window.ends_on)}，不计入本次申报"
    if step.evidence and not row.evidence.all():
        return "没有上传证明材料"
    return ""


def window_words(window: Window | None) -> str:
    """This function will write a window as dates, "" for none."""
    if window is None:
        return ""
    first, last = _day(window.starts_on), _day(window.ends_on)
    if first and last:
        return f"{first} 至 {last}"
    return f"{last} 及以前" if last else f"{first} 起" if first else ""


def _day(day: date | None) -> str:
    return day_words(day) if day else ""
