"""What the case says, as printed: sections of rows and tables, cut from the steps of its kind.

The screen's sheet, the PDF, the snapshot, the desks and the blind views all read this one shape.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from zhicheng.applications.kind import Blank, FormStep, RecordStep, Step
from zhicheng.applications.reading import Reading
from zhicheng.applications.steps import answer
from zhicheng.dossier.models import Record
from zhicheng.dossier.queries import Cell, ProofFile, cells
from zhicheng.files.models import StoredFile

REASON = "reason"  # the part of a form that says why a case is 破格 or the like


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


def _form_section(step: FormStep, reading: Reading, blanks: dict[str, Blank]) -> Section:
    form = reading.form(step)
    shown = form.cells() if form.is_bound and form.is_valid() else ()
    supplements = reading.application.content.supplements
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
        kept = answer(reading.application, step.key).files
        papers = StoredFile.objects.filter(owner=reading.application.applicant_id).in_bulk(kept)
        section["files"] = [_file(file) for key in kept for file in [papers.get(UUID(key))] if file]
    return section


def _table_row(row: Record, reading: Reading, blanks: dict[str, Blank]) -> TableRow:
    supplements = reading.application.content.supplements
    cells_: list[Row] = []
    for cell in cells(row):
        blank = blanks.get(cell.label)
        cells_.append(_row(cell, blank, f"{blank.key}.{row.pk}" if blank else "", supplements))
    return {"id": row.pk, "cells": cells_, "files": [_file(file) for file in reading.papers_for(row).files]}


def _file(file: StoredFile | ProofFile) -> dict[str, Any]:
    return {
        "id": str(file.id),
        "name": file.name,
        "sha256": file.sha256,
        "size": file.size,
        "type": file.content_type,
        "pages": 1 if file.content_type.startswith("image/") else file.pages,
    }


def _record_section(step: RecordStep, reading: Reading, blanks: dict[str, Blank]) -> Section:
    table = [_table_row(row, reading, blanks) for row in reading.ticked(step)]
    columns = [cell["label"] for cell in table[0]["cells"]] if table else []
    return {"key": step.key, "title": step.title, "rows": [], "columns": columns, "table": table}


def _section(step: Step, reading: Reading) -> Section:
    blanks = {blank.label: blank for blank in reading.kind.blanks if blank.section == step.key}
    if isinstance(step, RecordStep):
        return _record_section(step, reading, blanks)
    return _form_section(step, reading, blanks)


def sections(reading: Reading) -> list[Section]:
    """This function will return what the case says, section by section."""
    kind = reading.kind
    made = [_section(step, reading) for step in reading.steps]
    stepless = [blank for blank in kind.blanks if blank.section not in {step.key for step in kind.steps}]
    supplements = reading.application.content.supplements
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


def is_reason(label: str) -> bool:
    """This function will tell whether a question of the request asks why: the form answers it in a part of its own."""
    return label.endswith("理由")


def content_hash(value: object) -> str:
    """This function will return the SHA-256 of `value` as canonical JSON, in hexadecimal."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
