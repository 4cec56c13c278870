"""送评材料目录单: the forms and every file that was handed in with a case, with the room for what a hand adds."""

from collections.abc import Mapping, Sequence

from zhicheng.applications.derived import SPACE
from zhicheng.applications.printed import evidence
from zhicheng.kinds.common.printing.desks import Desk, Opinion
from zhicheng.kinds.common.printing.parts import NONE
from zhicheng.kinds.common.printing.ruled import Row, RuledPaper, cell, label, line, opinion_row

COLUMNS = {"序号": 1, "材料名称": 4, "份数": 1, "页数": 1, "原件/复印件": 2, "备注": 3}
FORMS = ("送评材料目录单", "评审（认定）表", "评前公示情况表", "专业技术报告")
UNIT = Desk(key="unit", label="单位审核", signer="审核人", seal="单位公章", room=14)
LINES = 12  # of an empty form


class CataloguePaper(RuledPaper):
    """The snapshot as a list of papers."""

    def tables(self, said: Mapping[str, Opinion]) -> list[list[Row]]:
        """This function will return one table: whose papers, which, and who checked them."""
        empty = [(str(place), *[SPACE] * 5) for place in range(1, LINES + 1)]
        listed = empty if self.is_empty else self.papers()
        rows = [[cell(text, span) for text, span in zip(one, COLUMNS.values(), strict=True)] for one in listed]
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

    def papers(self) -> list[Sequence[str]]:
        """This function will return the lines: the forms, then each file under the number that the 评审表 gives it."""
        forms = [(f"表 {place}", name, "1", SPACE, SPACE, NONE) for place, name in enumerate(FORMS, start=1)]
        files = [
            (str(one.number), one.file["name"], "1", str(one.file.get("pages") or SPACE), SPACE, "、".join(one.titles))
            for one in evidence(self.snapshot["sections"])
        ]
        return [*forms, *files]
