"""Rows of the lumped tables say in the table of their kind what they said; nothing is guessed (ADR 12)."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest

from zhicheng.dossier import models
from zhicheng.dossier.operations import FORMER

MOVE = import_module("zhicheng.dossier.migrations.0005_move_the_lumped_rows")
DAY = date(2024, 6, 1)
OUTPUT = SimpleNamespace(name="名称", outlet="刊物或机构", identifier="", published_on=DAY, rank=2)
ITEM = SimpleNamespace(name="名称", issuer="单位", on=DAY, detail="说明")


@pytest.mark.parametrize(
    ("old", "kind", "said"),
    [
        (
            "AcademicOutput",
            "paper",
            {"title": "名称", "journal": "刊物或机构", "published_on": DAY, "rank": 2, "cn": ""},
        ),
        ("AcademicOutput", "book", {"title": "名称", "publisher": "刊物或机构", "isbn": "", "published_on": DAY}),
        ("AcademicOutput", "report", {"title": "名称", "finished_on": DAY, "rank": 2, "applied": "刊物或机构"}),
        ("AcademicOutput", "patent", {"name": "名称", "number": "", "granted_on": DAY, "rank": 2}),
        (
            "AcademicOutput",
            "standard",
            {"name": "名称", "number": "", "issued_on": DAY, "rank": 2, "issuer": "刊物或机构"},
        ),
        ("OtherItem", "award", {"name": "名称", "project": "说明", "awarded_on": DAY, "issuer": "单位"}),
        ("OtherItem", "qualification", {"name": "名称", "level": "说明", "obtained_on": DAY, "issuer": "单位"}),
        ("OtherItem", "society", {"body": "名称", "post": "说明", "started_on": DAY}),
        ("OtherItem", "reward", {"name": "名称", "on": DAY, "issuer": "单位", "reason": "说明"}),
    ],
)
def test_a_row_keeps_what_it_said(old: str, kind: str, said: dict[str, Any]) -> None:
    table, columns = MOVE.TABLES[old][kind]
    assert columns(OUTPUT if old == "AcademicOutput" else ITEM) == said
    assert getattr(models, table)(**said).noun


@pytest.mark.parametrize(
    ("typed", "columns"),
    [
        ("1006-2009", {"issn": "1006-2009"}),
        ("ISSN 10062009", {"issn": "10062009"}),
        ("CN 32-1418/X", {"cn": "CN 32-1418/X"}),
    ],
)
def test_the_number_of_a_journal_goes_where_it_belongs(typed: str, columns: dict[str, str]) -> None:
    found = MOVE.paper(SimpleNamespace(**{**vars(OUTPUT), "identifier": typed}))
    assert {name: found[name] for name in ("cn", "issn") if name in found} == columns


def test_old_snapshots_find_their_rows() -> None:
    moved = {old.lower(): {table for table, _ in kinds.values()} for old, kinds in MOVE.TABLES.items()}
    assert {name: {model.__name__ for model in tables} for name, tables in FORMER.items()} == moved
