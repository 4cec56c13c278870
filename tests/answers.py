"""What 李工 types, page by page, and what the desks fill in. A tuple is a date in boxes: year, month, day."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Typed = Mapping[str, "str | int | tuple[int, ...]"]

BASIC: Typed = {
    "former_name": "",
    "ethnicity": "01",
    "political_status": "01",
    "native_place": "",
    "workplace": "清远市环境科学研究院",
    "workplace_nature": "institution",
    "workplace_location": "清远市清城区",
    "field": "生态环境工程",
    "duty": "",
    "work_started_on": (2017, 7),
    "specialty_years": 9,
    "health": "健康",
    "address": "清远市清城区人民二路 18 号",
}


def training(category: str, course: str, hours: int) -> Typed:
    return {"year": 2026, "category": category, "course": course, "hours": hours, "organizer": "广东省环境科学学会"}


RECORDS: dict[str, tuple[Typed, ...]] = {
    "education": (
        {
            "level": "21",
            "degree": "4",
            "school": "广东工业大学",
            "major": "环境工程",
            "study_mode": "full_time",
            "started_on": (2013, 9),
            "ended_on": (2017, 6),
            "certificate_number": "118451201705001234",
        },
    ),
    "work": (
        {
            "started_on": (2017, 7),
            "unit": "清远市环境科学研究院水环境室",
            "work": "水生态修复",
            "duty": "",
            "witness": "",
        },
    ),
    "current_title": (
        {
            "name": "助理工程师",
            "level": "assistant",
            "series": "工程技术人员",
            "specialty": "生态环境工程",
            "obtained_on": (2021, 12, 20),
            "obtained_by": "review",
            "review_year": 2021,
            "issuer": "清远市人力资源和社会保障局",
        },
    ),
    "training": (
        training("public", "数字经济", 30),
        training("professional", "流域水生态修复", 42),
        training("elective", "环境影响评价导则解读", 18),
    ),
    "before": (
        {
            "started_on": (2018, 3),
            "ended_on": (2019, 12),
            "name": "饮用水水源地水质监测",
            "part": "took_part",
            "content": "承担采样和分析。",
        },
    ),
    "since": (
        {
            "started_on": (2022, 3),
            "ended_on": (2023, 6),
            "name": "北江清远段水生态调查",
            "part": "led",
            "rank": 1,
            "content": "任项目技术负责人。",
            "effect": "方案被采纳。",
        },
    ),
    "paper": (
        {
            "title": "北江底栖动物群落与水质评价",
            "journal": "生态与农村环境学报",
            "cn": "CN 32-1766/X",
            "issn": "1673-4831",
            "published_on": (2024, 6),
            "rank": 1,
        },
    ),
    "appraisal": tuple(
        {"year": year, "grade": "competent", "unit": "清远市环境科学研究院"} for year in range(2022, 2026)
    ),
}

REQUEST: Typed = {"series": "05", "specialty": "ECO_ENG", "level": "intermediate"}

BOXES = {
    "籍贯": "广东清远",
    "单位性质": "事业单位",
    "行政职务": "无",
    "从事本专业年限": "9 年",
    "证明人": "王经办",
    "专业技术工作总结": "参加工作以来一直从事水生态修复工作，任项目技术负责人。" * 10,
}

DESKS: dict[str, dict[str, object]] = {
    "unit": {"place": "单位公告栏", "phone": "0763-3360001"},
    "recommend": {"result": "clear", "officer": "陈院长"},
    "confirm": {"approval": "清人社职〔2026〕12 号"},
}


@dataclass(frozen=True)
class Filling:
    """What 李工 types into a case of one kind, and what its desks and the applicant in mid-route fill in."""

    request: Typed
    level: str = ""
    records: Mapping[str, tuple[Typed, ...]] = field(default_factory=dict)
    boxes: Mapping[str, str] = field(default_factory=dict)
    desks: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


FIRST = {key: RECORDS[key] for key in ("education", "work", "training", "appraisal")} | {"practice": RECORDS["since"]}
REISSUE: Typed = {
    "certificate": "other",
    "title": "助理工程师",
    "level": "assistant",
    "series": "工程技术人员",
    "specialty": "生态环境工程",
    "obtained_on": (2013, 11, 20),
    "obtained_by": "review",
    "committee": "",
    "issuer": "清远市人力资源和社会保障局",
    "number": "粤初职证字第1300102000123号",
    "way": "lost",
    "reason": "搬家时遗失，已登报声明。",
    "promise": "on",
}
CORRECTION: Typed = {"subject": "name", "new_name": "李静仪", "reason": "登记时写错一个字，以身份证为准。"}

# A new kind adds a line.
KINDS: dict[str, Filling] = {
    "initial": Filling(
        request={**REQUEST, "level": "assistant", "post": "水环境监测分析", "since": (2017, 7)},
        level="assistant",
        records=FIRST,
        boxes={**BOXES, "个人总结": BOXES["专业技术工作总结"]},
        desks={
            **DESKS,
            "unit": {
                **DESKS["unit"],
                "appraisal": "爱岗敬业，能独立工作，出勤正常，完成任务好。",
                "grade": "competent",
            },
        },
    ),
    "evaluation": Filling(request=REQUEST, level="intermediate", records=RECORDS, boxes=BOXES, desks=DESKS),
    "reissue": Filling(request=REISSUE),
    "record_correction": Filling(request=CORRECTION),
    "entrustment": Filling(
        request={
            **REQUEST,
            "level": "deputy_senior",
            "province": "320000",
            "committee": "江苏省生态环境工程高级职称评审委员会",
            "reason": "本专业方向的副高级职称在广东没有评审委员会受理。",
        },
        level="deputy_senior",
        records=RECORDS,
        boxes=BOXES,
        desks={
            **DESKS,
            "letter": {"signer": "张厅长", "remark": ""},
            "result": {
                "result": "passed",
                "decided_on": "2026-10-20",
                "committee": "江苏省生态环境工程高级职称评审委员会",
                "document": "苏职称〔2026〕88 号",
            },
            "confirm": {"approval": "粤人社职〔2026〕7 号"},
        },
    ),
    "unit_change": Filling(
        request={"cause": "job", "reason": "2026 年 9 月调入，从事水环境监测。"},
        desks={"release": {"settled": True}},
    ),
}


def flat(typed: Typed) -> dict[str, str]:
    """What the browser sends: the boxes of a date apart."""
    sent: dict[str, str] = {}
    for name, value in typed.items():
        if isinstance(value, tuple):
            sent |= {f"{name}_{place}": str(part) for place, part in enumerate(value)}
        else:
            sent[name] = str(value)
    return sent


def raw(typed: Typed) -> dict[str, list[str]]:
    """The same as the engine keeps it."""
    return {name: [value] for name, value in flat(typed).items()}
