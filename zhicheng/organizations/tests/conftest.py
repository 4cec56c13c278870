from datetime import date

import pytest

from tests.factories import syllables
from zhicheng.accounts.models import User
from zhicheng.organizations.models import Organization
from zhicheng.organizations.operations import index, load_readings
from zhicheng.reference.models import Region, Series, Specialty, UnitNature

TODAY = date(2026, 9, 1)


def user(name: str) -> User:
    return User.objects.create(username=name, name=name, id_index=name)


def organization(name: str, **fields: object) -> Organization:
    made = Organization.objects.create(
        **{"name": name, "nature": UnitNature.INSTITUTION, "region_id": "441800", "is_unit": True} | fields
    )
    index(organizations=[made.pk])
    return made


def once_called(unit: Organization, *names: str) -> Organization:
    """The unit, with these 曾用名."""
    for name in names:
        unit.former_names.create(name=name, until=date(2020, 1, 1))
    index(organizations=[unit.pk])
    return unit


@pytest.fixture
def regions(db: None) -> None:
    Region.objects.create(code="440000", name="广东省")
    Region.objects.create(code="441800", name="清远市", parent_id="440000")
    Region.objects.create(code="441802", name="清城区", parent_id="441800")
    Region.objects.create(code="440100", name="广州市", parent_id="440000")
    load_readings(characters=syllables())


@pytest.fixture
def bureau(regions: None) -> Organization:
    return organization("清远市生态环境局", nature=UnitNature.GOVERNMENT, is_unit=False)


@pytest.fixture
def station(bureau: Organization) -> Organization:
    return once_called(organization("清远市生态环境监测站", parent=bureau), "清远市环境监测中心站")


@pytest.fixture
def specialties(db: None) -> dict[str, Specialty]:
    since = {"valid_from": date(2020, 1, 1), "source": "例"}
    series = Series.objects.create(code="05", name="工程技术人员", **since)
    return {
        name: Specialty.objects.create(series=series, code=name, name=name, **since)
        for name in ("生态环境工程", "林业")
    }
