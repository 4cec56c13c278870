"""What the case says, as printed: sections of rows and tables, cut from the steps of its kind.

The screen's sheet, the PDF, the snapshot, the desks and the blind views all read this one shape.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from zhicheng.applications.kind import Blank, FormStep, RecordStep, Step
from zhicheng.applications.models import Application
from zhicheng.applications.registry import kind_of
from zhicheng.applications.steps import answer, form_of
from zhicheng.dossier.models import Record
from zhicheng.dossier.queries import Cell, cells
from zhicheng.files.models import StoredFile


class Row(TypedDict):
    label: str
    value: str
    identity: bool
    fill: str  # key in `supplements`; "" where nothing can be filled in
    required: bool
    problem: NotRequired[str]  # why a box stays red; "" when it is well filled


class TableRow(TypedDict):
    id: int
    cells: list[Row]
    files: list[dict[str, Any]]


class Section(TypedDict):
    key: str
    title: str
    rows: list[Row]
    columns: list[str]
    table: list[TableRow]
    files: NotRequired[list[dict[str, Any]]]  # papers uploaded with a page of questions


def _row(cell: Cell, blank: Blank | None, key: str, supplements: dict[str, str]) -> Row:
    row: Row = {
        "label": cell.label,
        "value": cell.value,
        "identity": cell.identity,
        "fill": "",
        "required": bool(blank and blank.required),
    }
    if blank and not cell.value:
        value = supplements.get(key, "")
        row |= {"value": value, "fill": key, "problem": blank.problem(value)}
    return row


def _form_section(step: FormStep, application: Application, blanks: dict[str, Blank], at: datetime) -> Section:
    form = form_of(step, application, at=at)
    shown = form.cells() if form.is_bound and form.is_valid() else ()
    supplements = application.content.supplements
    rows = []
    for cell in shown:
        blank = blanks.get(cell.label)
        rows.append(_row(cell, blank, blank.key if blank else "", supplements))
    listed = {cell.label for cell in shown}
    rows += [
        _row(Cell(blank.label, "", False), blank, blank.key, supplements)
        for blank in blanks.values()
        if blank.label not in listed
    ]
    section: Section = {"key": step.key, "title": step.title, "rows": rows, "columns": [], "table": []}
    if step.proof:
        kept = answer(application, step.key).files
        papers = StoredFile.objects.filter(owner=application.applicant_id).in_bulk(kept)
        section["files"] = [_file(file) for key in kept for file in [papers.get(UUID(key))] if file]
    return section


def _table_row(row: Record, blanks: dict[str, Blank], supplements: dict[str, str]) -> TableRow:
    cells_: list[Row] = []
    for cell in cells(row):
        blank = blanks.get(cell.label)
        cells_.append(_row(cell, blank, f"{blank.key}.{row.pk}" if blank else "", supplements))
    return {"id": row.pk, "cells": cells_, "files": [_file(file) for file in row.evidence.all()]}


def _file(file: StoredFile) -> dict[str, Any]:
    return {
        "id": str(file.pk),
        "name": file.name,
        "sha256": file.sha256,
        "size": file.size,
        "type": file.content_type,
    }


def _record_section(step: RecordStep, application: Application, blanks: dict[str, Blank]) -> Section:
    ticked = answer(application, step.key).ticked
    rows = (
        step.model.objects.of(application.applicant_id)
        .filter(pk__in=ticked)
        .prefetch_related("evidence")
        .order_by("pk")
    )
    supplements = application.content.supplements
    table = [_table_row(row, blanks, supplements) for row in rows]
    columns = [cell["label"] for cell in table[0]["cells"]] if table else []
    return {"key": step.key, "title": step.title, "rows": [], "columns": columns, "table": table}


def _section(step: Step, application: Application, at: datetime) -> Section:
    blanks = {blank.label: blank for blank in kind_of(application).blanks if blank.section == step.key}
    if isinstance(step, RecordStep):
        return _record_section(step, application, blanks)
    return _form_section(step, application, blanks, at)


def sections(application: Application, *, at: datetime) -> list[Section]:
    """This function will return what the case says now, section by section, in two statements per list."""
    kind = kind_of(application)
    made = [_section(step, application, at) for step in kind.steps if step.applies(application)]
    stepless = [blank for blank in kind.blanks if blank.section not in {step.key for step in kind.steps}]
    supplements = application.content.supplements
    made += [
        {
            "key": blank.section,
            "title": blank.label,
            "rows": [_row(Cell(blank.label, "", False), blank, blank.key, supplements)],
            "columns": [],
            "table": [],
        }
        for blank in stepless
    ]
    return made


def blank_rows(made: Iterable[Section]) -> list[tuple[Section, Row]]:
    """This function will return every place that can be filled in, in the order of the form."""
    found = []
    for section in made:
        rows = [*section["rows"], *(cell for row in section["table"] for cell in row["cells"])]
        found += [(section, row) for row in rows if row["fill"]]
    return found


def missing(made: Iterable[Section]) -> list[tuple[Section, Row]]:
    """This function will return the red boxes: places that lack a value, or whose value cannot stand."""
    return [(section, row) for section, row in blank_rows(made) if row.get("problem")]


def content_hash(value: object) -> str:
    """This function will return the SHA-256 of `value` as canonical JSON, in hexadecimal."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
