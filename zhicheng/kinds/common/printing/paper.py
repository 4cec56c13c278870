"""What the applicant states, read from the snapshot: what the forms of several kinds print alike."""

from collections.abc import Mapping, Sequence
from typing import Any

from zhicheng.applications.sections import is_reason
from zhicheng.dossier.models import Training
from zhicheng.kinds.common.printing.parts import (
    NONE,
    SPACE,
    Pair,
    Part,
    Table,
    part,
    tables,
    two_by_two,
    width,
    written,
)
from zhicheng.reference.models import Degree, EducationLevel

BESIDE_PHOTO = 10  # short answers that stand left of the photo, two a line
SHORT = 13  # characters that fit beside another answer
POST = ("学术团体或单位", "职务", "任职开始时间", "任职结束时间")


class Paper:
    """A snapshot read part by part; a kind says which parts its form has."""

    def __init__(self, snapshot: Mapping[str, Any], supplements: Mapping[str, str]) -> None:
        self.snapshot = snapshot
        self.supplements = supplements
        self.sections = {section["key"]: section for section in snapshot["sections"]}
        self.read: set[str] = set()

    def text(self, key: str) -> str:
        """This function will return a value of the snapshot's head, or an empty string."""
        return str(self.snapshot.get(key) or "")

    def cover(self) -> list[Pair]:
        """This function will return the lines of the cover."""
        raise NotImplementedError

    def parts(self) -> list[Part]:
        """This function will return what the applicant states, part by part."""
        raise NotImplementedError

    def basic(self) -> Part:
        """This function will return 一 基本情况: short answers beside the photo, long ones below, lists last."""
        lines = {"姓名": self.text("name"), **dict(self.rows("basic"))}
        lines.setdefault("证件号码", self.text("id_masked"))
        lines |= {"人事管理单位": self.text("employer"), "主管单位": self.text("competent")}
        education = self.table("education")
        lines["最高学历"] = education_line(education)
        lines["最高学位"] = degree_line(education)
        lines["申报依据学历"] = education_line(education.where("申报依据学历", ["是"]))
        posts = self.table("post")
        lines["学术团体及社会兼职"] = "；".join(map("，".join, zip(*map(posts.column, POST), strict=True)))
        lines |= {label: value for label, value in self.rows("request") if not is_reason(label)}
        answers = [(label, value or NONE) for label, value in lines.items()]
        brief = [pair for pair in answers if pair[0] == "姓名" or width(pair[1]) <= SHORT]
        beside, below = brief[:BESIDE_PHOTO], brief[BESIDE_PHOTO:]
        if len(beside) % 2:
            beside.append(("", ""))
        lists = [found for found in (self.table("current_title"), self.table("qualification")) if found.rows]
        return part(
            "一、基本情况",
            "basic",
            beside=two_by_two(beside),
            below=[*two_by_two(below), *([pair] for pair in answers if pair not in brief)],
            tables=[found.printed() for found in lists],
        )

    def lists(self, heading: str, keys: Sequence[str]) -> Part:
        """This function will return a part of lists, 继续教育 with its yearly hours first."""
        found = [self.table(key) for key in keys]
        return tables(heading, *([yearly_hours(found[0])] if "training" in keys else ()), *found)

    def remarks(self) -> Part:
        """This function will return 备注: whatever the snapshot holds and no part has printed, so nothing is lost."""
        rest = [(section["title"], self.long(key)) for key, section in self.sections.items() if key not in self.read]
        return written("备注", "\n".join(f"{title}：{text}" for title, text in rest if text))

    def long(self, key: str) -> str:
        """This function will return the text of a section line by line, or what was filled in under its key."""
        lines = [value for _, value in self.rows(key)] + ["，".join(filter(None, row)) for row in self.table(key).rows]
        return "\n".join(filter(None, lines)) or self.supplements.get(key, "")

    def rows(self, key: str) -> list[Pair]:
        """This function will return label and value of a section's rows."""
        self.read.add(key)
        return [(row["label"], self.value(row)) for row in self.sections.get(key, {}).get("rows", ())]

    def table(self, key: str) -> Table:
        """This function will return a section's table."""
        self.read.add(key)
        section = self.sections.get(key, {})
        columns = [c if isinstance(c, str) else c["label"] for c in section.get("columns", ())]
        return Table(columns, [[self.value(c) for c in row["cells"]] for row in section.get("table", ())])

    def value(self, cell: str | Mapping[str, Any]) -> str:
        """This function will return what a cell prints: its value, or what was filled in for it."""
        if isinstance(cell, str):
            return cell
        return str(cell["value"] or self.supplements.get(cell.get("fill", ""), ""))


SCHOOLING = ("学历", "毕业院校", "所学专业", "学习形式", "学制（年）", "毕业时间")
DEGREE = ("学位", "学位授予学校", "学位授予时间")


def education_line(education: Table) -> str:
    """This function will return the row of the highest 学历 in one line."""
    return _best(education, SCHOOLING, EducationLevel.labels)


def degree_line(education: Table) -> str:
    """This function will return the highest 学位 with who conferred it when, in one line."""
    return _best(education, DEGREE, Degree.labels)


def _best(education: Table, names: Sequence[str], order: Sequence[str]) -> str:
    """The row whose first of the columns `names` stands first in `order`."""
    levels = education.column(names[0])
    if not any(levels):
        return ""
    ranks = [order.index(level) if level in order else len(order) for level in levels]
    best = ranks.index(min(ranks))
    said = ((name, education.column(name)[best].strip(SPACE)) for name in names)
    return "，".join(f"学制 {value} 年" if name == "学制（年）" else value for name, value in said if value)


def yearly_hours(training: Table) -> Table:
    """This function will return the 学时 of each year by category, and their sum."""
    categories = [str(label) for label in Training.Category.labels]
    hours: dict[str, dict[str, int]] = {}
    cells = zip(training.column("年度"), training.column("类别"), training.column("学时"), strict=True)
    for year, category, value in cells:
        if year == SPACE:
            continue
        of_year = hours.setdefault(year, dict.fromkeys(categories, 0))
        number = "".join(c for c in value if c.isdecimal())
        of_year[category] = of_year.get(category, 0) + int(number or 0)
    rows = [
        [year, *(str(of[name]) for name in categories), str(sum(of.values()))] for year, of in sorted(hours.items())
    ]
    return Table(["年度", *(f"{name}学时" for name in categories), "合计"], rows)
