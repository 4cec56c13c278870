from datetime import UTC, date, datetime
from typing import Any

import pytest

from zhicheng.accounts.models import User
from zhicheng.dossier.models import (
    AcademicOutput,
    Achievement,
    Appraisal,
    Education,
    HeldTitle,
    OtherItem,
    Record,
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
        "started_on": date(2013, 9, 1),
        "ended_on": date(2017, 6, 1),
        "certificate_number": "118451201705001234",
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
        "organizer": "清远市人社局",
        "certificate_number": "",
    },
    Achievement: {
        "started_on": date(2019, 1, 1),
        "ended_on": date(2020, 5, 1),
        "name": "北江水质自动监测站建设",
        "part": "led",
        "rank": None,
        "content": "方案设计",
        "effect": "",
    },
    AcademicOutput: {
        "kind": "paper",
        "name": "北江水质变化趋势",
        "outlet": "环境监测",
        "identifier": "",
        "published_on": date(2021, 3, 1),
        "rank": 1,
    },
    Appraisal: {"year": 2024, "grade": "competent", "unit": "清远市环境监测站"},
    OtherItem: {
        "kind": "award",
        "name": "先进个人",
        "issuer": "清远市生态环境局",
        "on": date(2022, 5, 1),
        "detail": "市级",
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
