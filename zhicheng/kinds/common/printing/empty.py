"""A form for a pen: the layout of the filled one, of a case that says nothing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from zhicheng.accounts.models import User
from zhicheng.applications.derived import SPACE
from zhicheng.applications.kind import Empty, Kind, RecordStep, Step
from zhicheng.dossier.models import Profile
from zhicheng.dossier.queries import cells, profile_cells
from zhicheng.kinds.common.printing.sheet import Layout

LINES = 6  # of every list
TOLD = (
    *(
        cell.label
        for cell in profile_cells(Profile(born_on=date.max), User(), codes={"ethnicity": {}, "political_status": {}})
    ),
    "人事管理单位",
    "主管单位",
)
HEAD = ("name", "employer", "competent", "title", "series", "specialty", "mode", "committee", "current_title")


def empty_form(layout: Layout) -> Empty:
    """This function will return what draws the form of `layout` with nothing in it, for a kind."""
    return lambda kind: layout.draw_empty(snapshot_of(kind))


def snapshot_of(kind: Kind) -> dict[str, Any]:
    """This function will return the snapshot of a case in which every box is SPACE."""
    made = [_section(step, kind) for step in kind.steps]
    keys = {step.key for step in kind.steps}
    made += [_answers(blank.section, blank.label, [blank.label]) for blank in kind.blanks if blank.section not in keys]
    return {**dict.fromkeys(HEAD, SPACE), "level": "", "photo": None, "sections": made}


def _section(step: Step, kind: Kind) -> dict[str, Any]:
    section: dict[str, Any] = {"key": step.key, "title": step.title, "rows": [], "columns": [], "table": []}
    if isinstance(step, RecordStep):
        labels = [cell.label for cell in cells(step.model())]
        section["columns"] = labels
        section["table"] = [
            {"id": line, "cells": [_cell(label) for label in labels], "files": []} for line in range(LINES)
        ]
        return section
    labels = list(TOLD) if step.key == "basic" else [str(field.label) for field in step.form.base_fields.values()]
    return _answers(step.key, step.title, labels)


def _answers(key: str, title: str, labels: Sequence[str]) -> dict[str, Any]:
    return {"key": key, "title": title, "rows": [_cell(label) for label in labels], "columns": [], "table": []}


def _cell(label: str) -> dict[str, Any]:
    return {"label": label, "value": SPACE, "identity": False, "fill": ""}
