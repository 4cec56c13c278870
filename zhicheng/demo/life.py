"""What a person's life record says, page by page, fitted to the review year."""

from datetime import date
from typing import Any

from zhicheng.demo.cast import Applicant
from zhicheng.dossier.forms.numbers import check_digit
from zhicheng.organizations.models import Organization
from zhicheng.reference.models import Degree, EducationLevel, Level, ObtainedBy, Series

Fields = dict[str, Any]
SCHOOLS = ("华南理工大学", "广东工业大学", "暨南大学", "华南农业大学", "广州大学")
MAJORS = ("环境工程", "环境科学", "资源环境科学", "应用化学", "水质科学与技术")
COURSES = {
    "public": ("数字经济与驱动发展", 30, "广东省专业技术人员继续教育公需课平台"),
    "professional": ("流域水生态修复技术与案例", 42, "广东省环境科学学会"),
    "elective": ("环境影响评价导则解读", 18, "清远市环境科学学会"),
}
# specialty: (project, what was done, what came of it) three times
PROJECTS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "ECO_ENG": (
        ("工业园区污水处理厂提标改造", "负责工艺比选、初步设计和联合调试，", "出水稳定达到一级 A 标准。"),
        ("农村黑臭水体治理工程", "负责现场踏勘、控源截污方案和施工组织，", "十二条水体通过市级验收。"),
        ("受污染地块土壤修复工程", "负责修复方案编制和过程监理，", "地块按期安全利用。"),
    ),
    "ECO_CONSULT": (
        ("北江支流水生态环境保护规划", "负责现状调查、问题识别和任务分解，", "规划由市政府印发实施。"),
        ("重点行业挥发性有机物排放清单", "负责企业核查和排放因子校正，", "清单用于臭氧污染防治。"),
        ("开发区规划环境影响跟踪评价", "负责水环境影响分析和报告编写，", "报告通过省级审查。"),
    ),
    "ECO_MONITOR": (
        ("地表水自动监测站运行质量控制", "负责质控方案、比对监测和数据审核，", "数据有效率由 91% 提高到 98%。"),
        ("饮用水水源地水质全分析", "负责采样、分析方法验证和报告编制，", "连续三年通过省级质控考核。"),
        ("工业园区大气网格化监测", "负责点位布设和数据溯源分析，", "协助查处异常排放六起。"),
    ),
}
# name, CN, ISSN
JOURNALS = (
    ("环境科学与技术", "CN 42-1245/X", "1003-6504"),
    ("广东化工", "CN 44-1238/TQ", "1007-1865"),
    ("环境监测管理与技术", "CN 32-1418/X", "1006-2009"),
)
SPECIALTY_NAMES = {
    "ECO_ENG": "生态环境工程",
    "ECO_CONSULT": "生态环境管理与咨询",
    "ECO_MONITOR": "生态环境监测",
}


def graduated(who: Applicant, year: int) -> int:
    """This function will return the year of graduation: at 22 or 23, as the birth date says."""
    return who.born_on(year).year + 22


def profile(who: Applicant, year: int) -> Fields:
    """This function will return 基本信息 as typed; the red boxes of the sheet stay for 补录."""
    begun = graduated(who, year)
    return {
        "ethnicity": "01",
        "political_status": ("01", "13", "03")[who.seq % 3],
        "native_place": ("广东清远", "广东韶关", "湖南郴州", "广西贺州")[who.seq % 4],
        "workplace": who.unit if "非公" not in who.unit else "清远市北江环保工程有限公司",
        "workplace_nature": "institution" if "非公" not in who.unit else "private",
        "workplace_location": "清远市清城区",
        "duty": ("", "室副主任", "项目负责人")[who.seq % 3],
        "field": SPECIALTY_NAMES[who.specialty],
        "work_started_on_0": begun,
        "work_started_on_1": 7,
        "specialty_years": year - begun,
        "health": "健康",
        "address": f"广东省清远市清城区人民二路 {who.seq % 90 + 1} 号",
    }


def records(who: Applicant, year: int) -> dict[str, list[Fields]]:
    """This function will return the rows of each list, in the order of the task list, as cleaned values."""
    begun, title_year = graduated(who, year), year - 5
    lists = {
        "education": [_education(who, begun)],
        "work": [_work(who, begun)],
        "training": [_training(year, category) for category in COURSES],
        "since": [
            _project(who, number, date(title_year + 1 + number, 3, 1), date(title_year + 2 + number, 6, 1))
            for number in range(2)
        ],
        **_works(who, year),
        "appraisal": [_appraisal(who, y) for y in range(title_year + 1, year)],
        "post": [_post(who, begun)] if who.seq % 3 == 0 else [],
    }
    if who.level == Level.INTERMEDIATE:
        before = _project(who, 2, date(begun, 9, 1), date(title_year - 1, 12, 1)) | {"part": "took_part", "rank": 4}
        lists |= {"current_title": [held_title(who, title_year)], "before": [before]}
    else:
        lists |= {
            "since": [_project(who, 0, date(begun, 9, 1), date(year - 1, 6, 1)) | {"part": "took_part", "rank": 3}],
            **{key: [] for key in ("award", "patent", "standard", "paper", "report")},
            "appraisal": [_appraisal(who, y) for y in range(begun + 1, year)],
        }
    lists["practice"] = lists["since"]  # one who has no title yet
    return lists


def post(who: Applicant, year: int) -> Fields:
    """This function will return what somebody says of his place of work who asks for his first title."""
    return {"post": SPECIALTY_NAMES[who.specialty], "since_0": graduated(who, year), "since_1": 7}


ELSEWHERE = {"province": "430000", "committee": "湖南省工程系列自然保护地专业中级职称评审委员会"}


def entrusted(who: Applicant) -> Fields:
    """This function will return what somebody asks a committee elsewhere for: nobody at home reviews it."""
    reason = "从事自然保护地调查与监测，本专业在广东没有评审委员会受理，受委托的评委会已同意接受委托。"
    return {"series": "05", "specialty": "NATURE_RESERVE", "level": who.level, **ELSEWHERE, "reason": reason}


def held_title(who: Applicant, title_year: int, *, obtained_by: str = ObtainedBy.REVIEW) -> Fields:
    """This function will return the 现职称 of somebody who applies for the next level."""
    return {
        "name": "助理工程师",
        "level": Level.ASSISTANT,
        "series": Series.objects.get(pk="05").name,
        "specialty": SPECIALTY_NAMES[who.specialty],
        "obtained_on": date(title_year, 12, 20),
        "obtained_by": obtained_by,
        "review_year": title_year,
        "issuer": "清远市人力资源和社会保障局",
    }


def summary(who: Applicant, unit: Organization) -> str:
    """This function will return the 专业技术工作总结, of 200 characters at least."""
    done = "".join(f"{work}{result}" for _, work, result in PROJECTS[who.specialty])
    return (
        f"本人自参加工作以来在{unit.name}从事{SPECIALTY_NAMES[who.specialty]}工作，先后承担多个市级项目。{done}"
        "工作中坚持先调查、后设计，重视数据质量和现场验证，编写的技术方案和报告多次被主管部门采纳。"
        "近年来参与制订地方技术规范，指导两名新入职人员完成独立承担项目前的训练。"
        "今后将继续围绕流域生态环境质量改善，提高解决复杂技术问题的能力，做好技术成果的总结和推广，"
        "并按规定完成每年的继续教育。"
    )


def _education(who: Applicant, begun: int) -> Fields:
    return {
        "level": EducationLevel.BACHELOR,
        "degree": Degree.BACHELOR,
        "school": SCHOOLS[who.seq % 5],
        "major": MAJORS[who.seq // 2 % 5],
        "study_mode": "full_time",
        "started_on": date(begun - 4, 9, 1),
        "ended_on": date(begun, 6, 1),
        "certificate_number": f"11845{begun}0500{who.seq:04d}",
        "length": "4",
        "degree_on": date(begun, 6, 1),
        "degree_number": f"11845{begun}04{who.seq:04d}",
        "is_basis": True,
    }


def _work(who: Applicant, begun: int) -> Fields:
    return {
        "started_on": date(begun, 7, 1),
        "unit": who.unit if "非公" not in who.unit else "清远市北江环保工程有限公司",
        "work": SPECIALTY_NAMES[who.specialty],
        "duty": "技术员",
        "witness": "王经办" if who.seq % 2 else "",
    }


def _training(year: int, category: str) -> Fields:
    course, hours, organizer = COURSES[category]
    return {
        "year": year,
        "category": category,
        "course": course,
        "hours": hours,
        "started_on": date(year, 3, 1),
        "ended_on": date(year, 5, 1),
        "organizer": organizer,
        "certificate_number": f"JX{year}{hours}0017",
    }


def _project(who: Applicant, number: int, started_on: date, ended_on: date) -> Fields:
    name, work, result = PROJECTS[who.specialty][number]
    return {
        "started_on": started_on,
        "ended_on": ended_on,
        "name": name,
        "level": ("city", "county", "unit")[number],
        "part": ("led", "main")[(who.seq + number) % 2],
        "rank": 1 + (who.seq + number) % 2,
        "sponsor": "清远市生态环境局",
        "content": f"{work}承担其中主要技术工作，编写技术文件并答复专家意见。",
        "effect": result,
    }


def _works(who: Applicant, year: int) -> dict[str, list[Fields]]:
    """A paper each; by turns an award, a patent, a standard, a report."""
    kinds = ("award", "patent", "standard", "report")
    makers = dict(zip(kinds, (_award, _patent, _standard, _report), strict=True))
    return {"paper": [_paper(who, year)]} | {
        kind: [makers[kind](who, year)] if place == who.seq % len(kinds) else [] for place, kind in enumerate(kinds)
    }


def _paper(who: Applicant, year: int) -> Fields:
    journal, cn, issn = JOURNALS[who.seq % 3]
    return {
        "title": f"{PROJECTS[who.specialty][0][0]}关键技术研究",
        "journal": journal,
        "cn": cn,
        "issn": issn,
        "issue": f"{who.seq % 9 + 1}",
        "pages": f"{who.seq + 11}—{who.seq + 17}",
        "published_on": date(year - 1, who.seq % 9 + 1, 1),
        "rank": 1,
    }


def _award(who: Applicant, year: int) -> Fields:
    return {
        "name": "清远市环境科技成果奖",
        "project": PROJECTS[who.specialty][0][0],
        "level": "city",
        "grade": "second",
        "rank": 1 + who.seq % 4,
        "awarded_on": date(year - 1, 12, 1),
        "issuer": "清远市环境科学学会",
    }


def _patent(who: Applicant, year: int) -> Fields:
    digits = f"{year - 1}21{who.seq:06d}"
    return {
        "name": "一种便携式水样分层采集装置",
        "sort": "utility",
        "number": f"ZL {digits[:4]} {digits[4]} {digits[5:]}.{check_digit(digits)}",
        "rank": 1 + who.seq % 3,
        "granted_on": date(year - 1, 8, 1),
        "applied": "用于北江清远段例行采样。",
    }


def _standard(who: Applicant, year: int) -> Fields:
    return {
        "name": "农村生活污水处理设施运行评价技术指南",
        "number": f"DB4418/T 021—{year - 1}",
        "sort": "local",
        "role": "co_author",
        "rank": 3 + who.seq % 4,
        "issued_on": date(year - 1, 9, 1),
        "issuer": "清远市市场监督管理局",
    }


def _report(who: Applicant, year: int) -> Fields:
    return {
        "title": f"{PROJECTS[who.specialty][1][0]}专项技术分析报告",
        "finished_on": date(year - 1, 5, 1),
        "rank": 1,
        "pages": 46,
        "applied": "清远市生态环境局采用。",
    }


def _post(who: Applicant, begun: int) -> Fields:
    return {"body": "广东省环境科学学会", "post": "会员", "started_on": date(begun + 2, 4, 1)}


def _appraisal(who: Applicant, year: int) -> Fields:
    grade = "excellent" if (who.seq + year) % 4 == 0 else "competent"
    return {"year": year, "grade": grade, "unit": _work(who, 2000)["unit"]}
