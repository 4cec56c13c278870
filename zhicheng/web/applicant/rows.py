"""The rows of one part, as they stand on its page."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from zhicheng.applications.comparison import Earlier, ListChanges, changes, earlier, said_by
from zhicheng.applications.kind import RecordStep
from zhicheng.applications.reading import Reading
from zhicheng.applications.steps import belongs, crosses, is_outside
from zhicheng.core.fields import day_words
from zhicheng.dossier.models import Record
from zhicheng.dossier.operations import Archived, Held, Revoked
from zhicheng.dossier.queries import Papers, heading
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
    """One row. `locked` says why it cannot be changed, `error` why it does not count as it is, `ended` why never.

    `source` says where 入库信息 comes from, `note` on which side of a border the row counts.
    """

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
    source: str = ""
    note: str = ""
    is_new: bool = False  # the person's last application had no such row


@dataclass(frozen=True)
class Listed:
    """The rows of a part, and how they differ from those of the last application, if there was one."""

    rows: list[RowCard]
    then: Earlier | None
    changes: ListChanges | None

    @property
    def own(self) -> list[RowCard]:
        return [row for row in self.rows if not row.is_archived]

    @property
    def archived(self) -> list[RowCard]:
        return [row for row in self.rows if row.is_archived]

    @property
    def used(self) -> list[RowCard]:
        return [row for row in self.rows if row.is_ticked]


def listed(reading: Reading, step: RecordStep, window: Window | None, ticked: Container[int]) -> Listed:
    """This function will return the person's rows that belong to the part, newest first.

    One statement besides those of the reading.
    """
    application = reading.application
    base = f"{case_url(application)}info/{step.key}/"
    files = reverse("applicant:file", args=[NO_FILE])
    records, then = reading.dossier.rows[step.model][::-1], earlier(application)
    made = [
        card(
            row,
            reading.papers_for(row),
            step,
            window,
            is_ticked=row.pk in ticked,
            url=f"{base}{row.pk}/",
            files=files,
            then=then,
        )
        for row in records
        if belongs(row, window)
    ]
    if then is None or step.model.begun_by:  # rows of two lists are compared on the sheet, where both are
        return Listed(made, then, None)
    used = [said_by(row) for row in records if row.pk in ticked]
    return Listed(made, then, changes(then, step.model, step.title, used))


def card(
    row: Record,
    papers: Papers,
    step: RecordStep,
    window: Window | None,
    *,
    is_ticked: bool,
    url: str,
    files: str,
    then: Earlier | None = None,
) -> RowCard:
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
        error=error_of(row, papers, step, window),
        url=url,
        files=tuple(
            FileLine(file.name, file_size(file.size), files.replace(NO_FILE, str(file.id))) for file in papers.files
        ),
        source=source_words(row),
        note=border_words(row, window, is_ticked=is_ticked),
        is_new=then is not None and then.is_new(row),
    )


def source_words(row: Record) -> str:
    """This function will say when 入库信息 came in and from which application, "" for other rows."""
    if row.archived_at is None:
        return ""
    said = f"{day_words(timezone.localdate(row.archived_at))}入库"
    return f"{said}，来自申请 {row.archived_from}" if row.archived_from else said


def border_words(row: Record, window: Window | None, *, is_ticked: bool) -> str:
    """This function will ask on which side a row counts that lasted over the border; by its end if nobody says."""
    if window is None or not crosses(row, window):
        return ""
    if window.starts_on is not None:
        border = f"开始早于 {day_words(window.starts_on)}"
        return f"{border}，按完成时间计入本项。要计入获现资格之前的，到那一项勾选"
    said = "已按本人选择计入本项" if is_ticked else "按完成时间计入获现资格以来"
    return f"完成晚于 {day_words(window.ends_on or row.created_at.date())}，{said}。勾选的计入本项"


def locked_words(row: Record, verb: str) -> str:
    """This function will say why the row cannot be changed, "" when it can."""
    if row.ended_at:
        return str(Revoked(row))
    if row.is_archived:
        return str(Archived(row, verb))
    return str(Held(row, verb)) if row.held_by else ""


def error_of(row: Record, papers: Papers, step: RecordStep, window: Window | None) -> str:
    """This function will say why the row does not count as it is, "" when it does."""
    day = row.dated_on
    if window is not None and day is not None and is_outside(row, window):
        if window.ends_on is not None and day > window.ends_on:
            return f"时间晚于 {day_words(window.ends_on)}，不计入本次申报"
        return f"时间早于 {day_words(window.starts_on or day)}，不计入本次申报"
    if step.evidence and not papers.is_complete:
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
