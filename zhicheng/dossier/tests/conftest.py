from datetime import UTC, date, datetime
from typing import Any

import pytest

from zhicheng.accounts.models import User
from zhicheng.dossier.models import (
    AcademicPost,
    Achievement,
    Appraisal,
    Award,
    Book,
    Education,
    HeldTitle,
    Paper,
    Patent,
    Qualification,
    Record,
    RewardSanction,
    StandardDrafting,
    TechnicalReport,
    Training,
    WorkExperience,
)

AT = datetime(2026, 9, 10, 2, 0, tzinfo=UTC)

ROWS: dict[type[Record], dict[str, Any]] = {
    Education: {
        "level": "21",
        "degree": "4",
        "school": "广东工业大学",
        "major": "环境工程",
        "study_mode": "full_time",
        "length": "4",
        "started_on": date(2013, 9, 1),
        "ended_on": date(2017, 6, 1),
        "certificate_number": "118451201705001234",
        "degree_on": date(2017, 6, 1),
        "degree_school": "",
        "degree_number": "1184542017001234",
        "is_basis": True,
    },
    WorkExperience: {
        "started_on": date(2017, 7, 1),
        "ended_on": None,
        "unit": "清远市环境监测站",
        "work": "水质监测",
        "duty": "",
        "witness": "陈站长",
    },
    HeldTitle: {
        "name": "助理工程师",
        "level": "assistant",
        "series": "工程技术人员",
        "specialty": "生态环境监测",
        "obtained_on": date(2018, 12, 20),
        "obtained_by": "review",
        "review_year": 2018,
        "issuer": "清远市人力资源和社会保障局",
        "certificate_number": "",
    },
    Training: {
        "year": 2025,
        "category": "public",
        "course": "数字经济",
        "hours": 30,
        "started_on": None,
        "ended_on": date(2025, 5, 1),
        "organizer": "清远市人社局",
        "certificate_number": "",
    },
    Achievement: {
        "started_on": date(2019, 1, 1),
        "ended_on": date(2020, 5, 1),
        "name": "北江水质自动监测站建设",
        "level": "city",
        "part": "led",
        "rank": None,
        "sponsor": "",
        "content": "方案设计",
        "effect": "",
        "benefit": "",
    },
    Award: {
        "name": "清远市环境科技成果奖",
        "project": "北江水质自动监测站建设",
        "level": "city",
        "grade": "second",
        "rank": 2,
        "awarded_on": date(2022, 5, 1),
        "issuer": "清远市生态环境局",
        "certificate_number": "",
    },
    Patent: {
        "name": "一种便携式水样分层采集装置",
        "sort": "utility",
        "number": "ZL 2023 2 1234567.5",
        "rank": 1,
        "granted_on": date(2023, 11, 1),
        "holder": "清远市环境监测站",
        "applied": "",
    },
    StandardDrafting: {
        "name": "农村生活污水处理设施运行评价技术指南",
        "number": "DB4418/T 021—2025",
        "sort": "local",
        "role": "co_author",
        "rank": None,
        "issued_on": date(2025, 3, 1),
        "issuer": "",
    },
    Paper: {
        "title": "北江水质变化趋势",
        "journal": "环境监测管理与技术",
        "cn": "CN 32-1418/X",
        "issn": "1006-2009",
        "volume": "33",
        "issue": "2",
        "pages": "12—18",
        "published_on": date(2021, 3, 1),
        "rank": 1,
        "is_corresponding": True,
        "indexed": "",
    },
    Book: {
        "title": "流域水生态修复技术",
        "sort": "edited",
        "publisher": "化学工业出版社",
        "isbn": "978-7-5060-3396-1",
        "published_on": date(2024, 1, 1),
        "role": "deputy",
        "words": "12.5",
    },
    TechnicalReport: {
        "title": "北江清远段水质专项分析报告",
        "finished_on": date(2022, 8, 1),
        "rank": 1,
        "pages": 46,
        "applied": "清远市生态环境局采用",
    },
    Appraisal: {"year": 2024, "grade": "competent", "unit": "清远市环境监测站"},
    RewardSanction: {
        "sort": "reward",
        "name": "先进个人",
        "on": date(2022, 5, 1),
        "until": None,
        "issuer": "清远市生态环境局",
        "reason": "",
    },
    AcademicPost: {
        "body": "广东省环境科学学会",
        "post": "会员",
        "started_on": date(2020, 4, 1),
        "ended_on": None,
    },
    Qualification: {
        "name": "注册环保工程师",
        "level": "",
        "obtained_on": date(2020, 9, 1),
        "issuer": "",
        "certificate_number": "20200944017",
    },
}


def person(name: str) -> User:
    return User.objects.create(username=name, name=name, id_number="441899199001010047", id_index=name)


@pytest.fixture
def li(db: None) -> User:
    """李工, who applies."""
    return person("李工")


@pytest.fixture
def wu(db: None) -> User:
    """吴某, a stranger."""
    return person("吴某")
