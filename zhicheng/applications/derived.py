"""What the form says of whole lists: the highest 学历 and 学位, the 学时 of each year against what is asked."""

from collections.abc import Mapping, Sequence

from zhicheng.applications.sections import Section
from zhicheng.dossier.models import Training
from zhicheng.reference.models import Degree, EducationLevel

SCHOOLING = ("学历", "毕业院校", "所学专业", "学习形式", "学制（年）", "毕业时间")
DEGREE = ("学位", "学位授予学校", "学位授予时间")
SPACE = "\u2060"  # what an empty form says in every box: nothing that prints, but not nothing


def said_of(section: Section, name: str) -> list[str]:
    """This function will return what each row says in one column, or as many empty words."""
    place = section["columns"].index(name) if name in section["columns"] else None
    return ["" if place is None else row["cells"][place]["value"] for row in section["table"]]


def education_line(education: Section, *, basis: bool = False) -> str:
    """This function will return the row of the highest 学历 in one line; `basis`: of those the case relies on."""
    return _best(education, SCHOOLING, EducationLevel.labels, basis=basis)


def degree_line(education: Section) -> str:
    """This function will return the highest 学位 with who conferred it when, in one line."""
    return _best(education, DEGREE, Degree.labels)


def _best(education: Section, names: Sequence[str], order: Sequence[str], *, basis: bool = False) -> str:
    """The row whose first of the columns `names` stands first in `order`."""
    levels, counts = said_of(education, names[0]), said_of(education, "申报依据学历")
    ranks = {
        place: order.index(level) if level in order else len(order)
        for place, (level, counted) in enumerate(zip(levels, counts, strict=True))
        if level and (counted == "是" or not basis)
    }
    if not ranks:
        return ""
    best = min(ranks, key=lambda place: ranks[place])
    told = ((name, said_of(education, name)[best].strip(SPACE)) for name in names)
    return "，".join(f"学制 {value} 年" if name == "学制（年）" else value for name, value in told if value)


def hours(training: Section, asked: Mapping[str, int]) -> tuple[list[str], list[list[str]]]:
    """This function will return the 学时 of each year by category with their sum, headings first.

    The headings tell what is `asked` of a category, where that is known (2-domain §6.1: 30/42/18).
    """
    categories = [str(label) for label in Training.Category.labels]
    names = [*((f"{name}学时", asked.get(name)) for name in categories), ("合计", sum(asked.values()))]
    years: dict[str, dict[str, int]] = {}
    for year, category, value in zip(*(said_of(training, name) for name in ("年度", "类别", "学时")), strict=True):
        if year == SPACE:
            continue
        of_year = years.setdefault(year, dict.fromkeys(categories, 0))
        number = "".join(c for c in value if c.isdecimal())
        of_year[category] = of_year.get(category, 0) + int(number or 0)
    rows = [
        [year, *(str(of[name]) for name in categories), str(sum(of.values()))] for year, of in sorted(years.items())
    ]
    return ["年度", *(f"{name}（要求 {least}）" if least else name for name, least in names)], rows
