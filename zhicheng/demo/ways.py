"""Those who do not apply in the normal way (申报方式): the title they hold, and what they say of it."""

from datetime import date

from zhicheng.demo.cast import Applicant
from zhicheng.demo.life import PROJECTS, SPECIALTY_NAMES, Fields, held_title
from zhicheng.demo.life import records as usual
from zhicheng.reference.models import Level, Mode, Series


def records(who: Applicant, year: int, mode: Mode) -> dict[str, list[Fields]]:
    """This function will return the rows of each list of somebody who applies in a way."""
    rows = usual(who, year)
    return rows if mode == Mode.NORMAL else rows | {"current_title": _titles(who, year - 5, mode)}


def _titles(who: Applicant, year: int, mode: Mode) -> list[Fields]:
    """The title of another series, of the same level already, too new; or none."""
    title = held_title(who, year)
    same_level = {"name": "工程师", "level": Level.INTERMEDIATE}
    farming = {"name": "农艺师", "series": Series.objects.get(pk="06").name, "specialty": "农业资源环境"}
    return {
        Mode.EXCEPTIONAL: [title | {"obtained_on": date(year + 2, 12, 20), "review_year": year + 2}],
        Mode.TRANSFER: [title | same_level | farming],
        Mode.RE_REVIEW: [title | same_level | {"issuer": "湖南省人力资源和社会保障厅"}],
    }.get(mode, [])


def page(who: Applicant, year: int, mode: str) -> Fields:
    """This function will return what somebody says of his way of applying, on its page."""
    field, project = SPECIALTY_NAMES[who.specialty], PROJECTS[who.specialty][0][0]
    said: dict[str, Fields] = {
        Mode.EXCEPTIONAL: {
            "condition": "01",
            "recommender": "张正高级工程师，广东省环境科学研究院",
            "reason": f"任职以来主持{project}，解决了关键技术问题，成果获市级奖励并推广应用。",
        },
        Mode.TRANSFER: {
            "post": f"{field}岗位",
            "since_0": year - 2,
            "since_1": 3,
            "reason": f"{year - 2} 年由农业资源环境岗位调整到{field}岗位，转系列到工程系列。",
        },
        Mode.RE_REVIEW: {
            "moved_from": "province",
            "since_0": year - 1,
            "since_1": 6,
            "reason": f"{year - 1} 年由湖南省调入，申请按广东省标准条件重新评审原职称。",
        },
        Mode.CROSSOVER: {
            "occupation": "工业废水处理工",
            "skill": "2",
            "skill_on_0": year - 5,
            "skill_on_1": 9,
            "skill_on_2": 20,
            "issuer": "清远市职业技能鉴定指导中心",
            "certificate_number": f"S{year - 5}441800{who.seq:07d}",
        },
    }
    return said[mode]
