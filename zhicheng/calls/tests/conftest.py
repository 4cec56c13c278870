from datetime import UTC, date, datetime

import pytest

from zhicheng.calls.models import Call, Committee, ReviewYear
from zhicheng.organizations.models import Organization
from zhicheng.reference.models import Level, Region, Series, Specialty, Title, UnitNature

SINCE = {"valid_from": date(2020, 1, 1), "source": "例"}
OPENS, SUBMIT = datetime(2026, 8, 1, tzinfo=UTC), datetime(2026, 9, 15, 16, tzinfo=UTC)
UNIT, COMPETENT = datetime(2026, 9, 30, 16, tzinfo=UTC), datetime(2026, 10, 15, 16, tzinfo=UTC)
AT = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)


def committee(name: str, *scopes: tuple[Specialty, str], region: str = "441800") -> Committee:
    office, _ = Organization.objects.get_or_create(
        name="评委办", defaults={"nature": UnitNature.GOVERNMENT, "region_id": "441800"}
    )
    made = Committee.objects.create(
        name=name,
        series=scopes[0][0].series,
        region_id=region,
        office=office,
        hrss=office,
        members=11,
        filed_from=date(2026, 1, 1),
        filed_to=date(2028, 12, 31),
    )
    for specialty, level in scopes:
        made.scopes.create(specialty=specialty, level=level)
    return made


def call(committee: Committee, year: int = 2026, opens_at: datetime = OPENS) -> Call:
    return Call.objects.create(
        committee=committee,
        year=ReviewYear.objects.get_or_create(year=year)[0],
        opens_at=opens_at,
        submit_until=SUBMIT,
        unit_until=UNIT,
        competent_until=COMPETENT,
        notice="例",
    )


def specialty(series: Series, name: str) -> Specialty:
    return Specialty.objects.create(series=series, code=name, name=name, **SINCE)


@pytest.fixture
def engineering(db: None) -> Series:
    Region.objects.create(code="440000", name="广东省")
    Region.objects.create(code="441800", name="清远市", parent_id="440000")
    Region.objects.create(code="441802", name="清城区", parent_id="441800")
    Region.objects.create(code="440100", name="广州市", parent_id="440000")
    return Series.objects.create(code="05", name="工程技术人员", **SINCE)


@pytest.fixture
def eco(engineering: Series) -> list[Specialty]:
    return [specialty(engineering, name) for name in ("生态环境工程", "生态环境管理与咨询", "生态环境监测")]


@pytest.fixture
def titles(engineering: Series) -> list[Title]:
    """What passes at each level of the two committees below."""
    names = {Level.TECHNICIAN: "技术员", Level.ASSISTANT: "助理工程师", Level.INTERMEDIATE: "工程师"}
    return [Title.objects.create(series=engineering, level=level, name=name, **SINCE) for level, name in names.items()]


@pytest.fixture
def intermediate(eco: list[Specialty]) -> Committee:
    return committee("清远市工程系列生态环境专业中级职称评审委员会", *((one, Level.INTERMEDIATE) for one in eco))


@pytest.fixture
def junior(eco: list[Specialty]) -> Committee:
    levels = (Level.ASSISTANT, Level.TECHNICIAN)
    return committee("清远市工程系列生态环境专业初级职称评审委员会", *((one, level) for one in eco for level in levels))
