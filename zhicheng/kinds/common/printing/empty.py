"""A form for a pen: the layout of the filled one, of a case that says nothing."""

from typing import Any

from zhicheng.applications.kind import Empty, Kind, RecordStep, Step
from zhicheng.dossier.queries import cells
from zhicheng.kinds.common.printing.parts import SPACE
from zhicheng.kinds.common.printing.sheet import Layout

LINES = 6  # of every list
TOLD = ("证件类型", "证件号码", "手机号码", "电子邮箱")  # what the account tells of a person, and no form asks
HEAD = ("name", "employer", "competent", "title", "series", "specialty", "mode", "committee", "current_title")


def empty_form(layout: Layout) -> Empty:
    """This function will return what draws the form of `layout` with nothing in it, for a kind."""
    return lambda kind: layout.draw_empty(snapshot_of(kind))


def snapshot_of(kind: Kind) -> dict[str, Any]:
    """This function will return the snapshot of a case in which every box is SPACE."""
    made = [_section(step, kind) for step in kind.steps]
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
    labels = [str(field.label) for field in step.form.base_fields.values()]
    labels += TOLD if step.key == "basic" else ()
    labels += [blank.label for blank in kind.blanks if blank.section == step.key and blank.label not in labels]
    section["rows"] = [_cell(label) for label in labels]
    return section


def _cell(label: str) -> dict[str, Any]:
    return {"label": label, "value": SPACE, "identity": False, "fill": ""}
