"""A form that is one ruled table, or two side by side on a folded A3 sheet: cells that span columns and rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhicheng.applications.derived import SPACE
from zhicheng.kinds.common.printing.desks import Desk, Opinion, box
from zhicheng.kinds.common.printing.paper import Paper
from zhicheng.kinds.common.printing.parts import NONE, Pair, Part, Table
from zhicheng.kinds.common.printing.sheet import Layout

TEMPLATE = Path(__file__).with_name("ruled.typ")
COLUMNS = 12  # of every ruled table: what stands in a line adds up to it
SIDE = 1  # columns of the label beside a list or an opinion
ROOM = 12  # characters of a list or an opinion in a column; the whole text stands in the 评审表
Row = list[Part]


def cell(text: str, span: int, *, look: str = "value", down: int = 1) -> Part:
    """This function will return one cell; `look` names how the template draws it, empty text prints 无."""
    return {"text": text or NONE, "span": span, "down": down, "look": look}


def label(text: str, span: int, *, down: int = 1) -> Part:
    """This function will return the cell of a label."""
    return cell(text, span, look="label", down=down)


def line(*pairs: tuple[str, str, int], names: int = 2) -> Row:
    """This function will return a line of labels, `names` columns each, and values: (label, value, its columns)."""
    return [made for name, text, span in pairs for made in (label(name, names), cell(text, span))]


def clipped(text: str, most: int) -> str:
    """This function will return the text, or its beginning where it is longer than `most` characters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def opinion_row(title: str, desk: Desk, said: Mapping[str, Opinion]) -> Row:
    """This function will return the box of a desk, blank while it has said nothing."""
    drawn = box(desk, said.get(desk.key, Opinion(section=desk.key)))
    drawn["text"] = clipped(drawn["text"], (COLUMNS - SIDE) * ROOM)
    return [cell(title, SIDE, look="side"), {**cell("", COLUMNS - SIDE, look="box"), "box": drawn}]


class RuledPaper(Paper):
    """A snapshot cut into the lines of one or two tables."""

    @property
    def is_empty(self) -> bool:
        """Whether it is a form for a pen."""
        return self.text("name") == SPACE

    def told(self, name: str) -> str:
        """This function will return what 基本信息 says under this label, "" if it is not asked."""
        return dict(self.rows("basic")).get(name, "")

    def id_number(self) -> str:
        """This function will return the masked number."""
        return self.told("证件号码") or self.text("id_masked")

    def listed(self, title: str, table: Table, columns: Mapping[str, int], *, most: int) -> list[Row]:
        """This function will return a list under its own headings: the newest `most` rows of these columns.

        `columns` says how many of the eleven beside the title each takes; the first is the time.
        """
        found = sorted(zip(*(table.column(name) for name in columns), strict=True)) or [("",) * len(columns)]
        kept = [(SPACE,) * len(columns)] * most if self.is_empty else found[-most:]
        rows = [
            [cell(clipped(text, span * ROOM), span) for text, span in zip(row, columns.values(), strict=True)]
            for row in kept
        ]
        if len(found) > most and not self.is_empty:
            rows.append([cell(f"共 {len(found)} 项，其余见评审表", COLUMNS - SIDE, look="left")])
        head = [label(name, span) for name, span in columns.items()]
        return [[cell(title, SIDE, look="side", down=len(rows) + 1), *head], *rows]

    def cover(self) -> list[Pair]:
        """This function will return no lines: there is no cover."""
        return []

    def title(self, title: str) -> str:
        """This function will return the title as it is printed."""
        return title

    def tables(self, said: Mapping[str, Opinion]) -> list[list[Row]]:
        """This function will return the lines of each table, with what the desks said."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Ruled(Layout):
    """A form of this make; `air` is the height (mm) above and below the text of a line."""

    template: Path = TEMPLATE
    paper: type[RuledPaper]
    size: str = "a4"
    air: float = 2.4
    foot: str = ""

    def said(self, paper: Paper, opinions: Sequence[Opinion], on: str) -> dict[str, Any]:
        """This function will return what the form says."""
        assert isinstance(paper, RuledPaper)  # noqa: S101 -- declared so
        tables = paper.tables({opinion.section: opinion for opinion in opinions})
        return {
            "title": paper.title(self.title),
            "notes": (),
            "under": f"填表日期：{on}" if on else "填表日期：　　　　年　　月　　日",
            "paper": self.size,
            "foot": self.foot,
            "parts": [{"columns": [1] * COLUMNS, "air": self.air, "rows": rows} for rows in tables],
        }
