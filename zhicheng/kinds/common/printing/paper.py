"""What the applicant states, read from the snapshot: what the forms of several kinds print alike."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from zhicheng.applications.parts import FormPart
from zhicheng.applications.printed import REMARKS, Block, Printed, columns_of, printed
from zhicheng.applications.sections import Row, Section
from zhicheng.kinds.common.printing.parts import (
    ACROSS,
    AIR,
    NONE,
    Pair,
    Part,
    Table,
    fits_a_line,
    part,
    weight,
    width,
)

SHORT = 13  # characters that fit beside another answer
NOTHING: Section = {"key": "", "title": "", "rows": [], "columns": [], "table": []}


class Paper:
    """A snapshot read part by part; a kind says which parts its form has."""

    PARTS: ClassVar[tuple[FormPart, ...]] = ()
    SIGNER: ClassVar[str] = "申报人"

    def __init__(self, snapshot: Mapping[str, Any]) -> None:
        self.snapshot = snapshot
        self.sections: dict[str, Section] = {section["key"]: section for section in snapshot["sections"]}
        self.asks: Mapping[str, int] = snapshot.get("asks", {})
        self.printed = printed(self.PARTS, snapshot["sections"], asks=self.asks)

    def text(self, key: str) -> str:
        """This function will return a value of the snapshot's head, or an empty string."""
        return str(self.snapshot.get(key) or "")

    def cover(self) -> list[Pair]:
        """This function will return the lines of the cover."""
        raise NotImplementedError

    def parts(self) -> list[Part]:
        """This function will return what the applicant states, part by part."""
        return [self._part(one) for one in self.printed if one.heading != REMARKS]

    def remarks(self) -> Part:
        """This function will return 备注: whatever the snapshot holds and no part names, so nothing is lost."""
        rest = [one for one in self.printed if one.heading == REMARKS]
        return self._part(rest[0] if rest else Printed(REMARKS, ()))

    def _part(self, one: Printed) -> Part:
        if one.says:
            return part(one.heading, "promise", text=one.says, signer=self.SIGNER, by="", seal="", on="")
        return part(one.heading, "stated", blocks=[drawn(block) for block in one.blocks])

    def section(self, key: str) -> Section:
        """This function will return a section, or one that says nothing."""
        return self.sections.get(key, NOTHING)

    def rows(self, key: str) -> list[Pair]:
        """This function will return label and value of a section's rows."""
        return [(row["label"], row["value"]) for row in self.section(key)["rows"]]

    def table(self, key: str) -> Table:
        """This function will return a section's table, its two dates as one column."""
        columns, rows = columns_of(self.section(key), joins=())
        return Table(columns, [[cell["value"] for cell in row] for row in rows])


def drawn(block: Block) -> Part:
    """This function will return what the template draws of a block; empty cells say 无."""
    if block.is_text:
        return {"shape": "text", "title": block.title, "text": block.rows[0]["value"]}
    if block.rows:
        return {"shape": "answers", "title": block.title, "lines": lines(block.rows), "photo": block.key == "basic"}
    if not block.lines:
        return {"shape": "nothing", "title": block.title}
    cells = [[cell["value"] or NONE for cell in line.cells] for line in block.lines]
    weights = [weight({name, *told}) for name, *told in zip(block.columns, *cells, strict=True)]
    room = [ACROSS * part / sum(weights) - AIR for part in weights]
    return {
        "shape": "listed",
        "title": block.title,
        "columns": block.columns,
        "weights": weights,
        "rows": [
            {
                "cells": told,
                "fits": [fits_a_line(cell, most) for cell, most in zip(told, room, strict=True)],
                "below": [(cell["label"], cell["value"]) for cell in line.below],
            }
            for told, line in zip(cells, block.lines, strict=True)
        ],
    }


def lines(rows: Sequence[Row]) -> list[list[Pair]]:
    """This function will return the answers in their order: two to a line, a long one alone."""
    made: list[list[Pair]] = []
    is_open = False
    for row in rows:
        pair, is_short = (row["label"], row["value"] or NONE), width(row["value"]) <= SHORT
        if is_open and is_short:
            made[-1].append(pair)
        else:
            made.append([pair])
        is_open = is_short and len(made[-1]) == 1
    return made
