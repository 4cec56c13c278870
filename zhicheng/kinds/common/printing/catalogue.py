"""送评材料目录单: what was handed in with a case, section by section, with the room for what a hand counts."""

from collections.abc import Mapping, Sequence
from typing import Any

from zhicheng.kinds.common.printing.desks import Desk, Opinion
from zhicheng.kinds.common.printing.parts import NONE, SPACE
from zhicheng.kinds.common.printing.ruled import Row, RuledPaper, cell, label, line, opinion_row

COLUMNS = {"序号": 1, "材料名称": 4, "份数": 1, "页数": 1, "原件/复印件": 2, "备注": 3}
FORMS = ("送评材料目录单", "评审（认定）表", "评前公示情况表", "专业技术报告")
UNIT = Desk(key="unit", label="单位审核", signer="审核人", seal="单位公章", room=14)
LINES = 12  # of an empty form


class CataloguePaper(RuledPaper):
    """The snapshot as a list of papers."""

    def tables(self, said: Mapping[str, Opinion]) -> list[list[Row]]:
        """This function will return one table: whose papers, which, and who checked them."""
        listed = [("", "", "")] * LINES if self.is_empty else self.papers()
        rows = [
            [cell(text, span) for text, span in zip(self._line(place, *one), COLUMNS.values(), strict=True)]
            for place, one in enumerate(listed, start=1)
        ]
        return [
            [
                line(("系列", self.text("series"), 4), ("专业", self.text("specialty"), 4)),
                line(("级别", self.text("level"), 4), ("姓名", self.text("name"), 4)),
                line(("单位", self.text("employer"), 4), ("联系电话", self.told("手机号码"), 4)),
                [label(name, span) for name, span in COLUMNS.items()],
                *rows,
                opinion_row("单位审核", UNIT, said),
            ]
        ]

    def papers(self) -> list[tuple[str, str, str]]:
        """This function will return name, number of copies and remark of each: the forms, then what was uploaded."""
        made = [(name, "1", "") for name in FORMS]
        for section in self.snapshot["sections"]:
            files = [file for row in section["table"] for file in row["files"]] + [*section.get("files", ())]
            names = {file["sha256"]: file["name"] for file in files}
            if names:
                made.append((f"{section['title']}证明材料", str(len(names)), "、".join(names.values())))
        return made

    def _line(self, place: int, name: str, copies: str, remark: str) -> Sequence[Any]:
        if self.is_empty:
            return (str(place), *[SPACE] * 5)
        return (str(place), name, copies, SPACE, SPACE, remark or NONE)
