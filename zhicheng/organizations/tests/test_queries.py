from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest

from zhicheng.organizations.models import HelpDesk, Organization, Role
from zhicheng.organizations.operations import affiliate
from zhicheng.organizations.queries import (
    help_desk,
    members,
    nonpublic_windows,
    open_affiliation,
    roles_of,
    search_units,
)
from zhicheng.organizations.tests.conftest import TODAY, once_called, organization, user
from zhicheng.reference.models import Specialty

Statements = Callable[[int], AbstractContextManager[object]]


def names(text: str, **options: Any) -> list[str]:
    return [found.unit.name for found in search_units(text, **options)]


def test_a_unit_is_found_by_part_of_its_name_with_its_competent_unit(station: Organization) -> None:
    [found] = search_units("监测站")

    assert (found.unit, found.former_name, found.unit.parent) == (station, "", station.parent)


def test_a_unit_is_found_by_a_former_name_which_is_shown(station: Organization) -> None:
    [found] = search_units("环境监测中心")

    assert (found.unit, found.former_name) == (station, "清远市环境监测中心站")


def test_organizations_that_are_no_units_or_have_ended_are_not_found(bureau: Organization) -> None:
    organization("清远市环境保护研究所", is_active=False)

    assert names("清远") == []


def test_the_best_match_comes_first(regions: None) -> None:
    for name in ("北江环科院", "广东环科院有限公司", "环科院", "环科院清远分院"):
        organization(name)

    assert names("环科院") == ["环科院", "环科院清远分院", "北江环科院", "广东环科院有限公司"]
    assert names("环科院", limit=2) == ["环科院", "环科院清远分院"]


def test_latin_letters_match_in_either_case_and_brackets_in_either_width(regions: None) -> None:
    organization("市直非公人事管理单位（环保专业）")
    organization("TCL 环保公司")

    assert names("单位(环保") == ["市直非公人事管理单位（环保专业）"]
    assert names(" tcl ") == ["TCL 环保公司"]


@pytest.mark.parametrize("text", ["", "  ", "%", "_", "\\", "'", "\x00", "\ud800", "监" * 200_000, "🏢"])
def test_hostile_text_finds_nothing(station: Organization, text: str) -> None:
    assert names(text) == []


def test_a_character_beyond_the_basic_plane_and_a_nul_between_are_no_obstacle(regions: None) -> None:
    organization("𬱖江环境公司")

    assert names("𬱖江") == names("𬱖\x00江") == ["𬱖江环境公司"]


@pytest.mark.parametrize("count", [1, 3])
def test_search_takes_the_same_statements_however_much_it_finds(
    bureau: Organization,
    specialties: dict[str, Specialty],
    count: int,
    django_assert_num_queries: Statements,
) -> None:
    for i in range(count):
        unit = organization(f"清远环境公司{i}", parent=bureau)
        once_called(unit, f"旧环境公司{i}", f"更旧的环境公司{i}")
        unit.serves_specialties.set(specialties.values())

    with django_assert_num_queries(8):
        found = search_units("环境公司", specialty=specialties["林业"])
        labels = [(one.unit.name, one.unit.parent and one.unit.parent.name, one.unit.region.name) for one in found]
    assert labels == [(f"清远环境公司{i}", "清远市生态环境局", "清远市") for i in range(count)]


def test_units_serve_every_specialty_unless_they_name_some(regions: None, specialties: dict[str, Specialty]) -> None:
    organization("清远甲公司")
    organization("清远乙公司").serves_specialties.add(specialties["林业"])

    assert names("清远", specialty=specialties["生态环境工程"]) == ["清远甲公司"]
    assert sorted(names("清远", specialty=specialties["林业"])) == ["清远乙公司", "清远甲公司"]


@pytest.mark.parametrize("count", [1, 3])
def test_nonpublic_windows_are_those_of_the_district_and_of_its_city(
    regions: None,
    specialties: dict[str, Specialty],
    count: int,
    django_assert_num_queries: Statements,
) -> None:
    for i in range(count):
        organization(f"市直非公人事管理单位{i}", is_nonpublic_agent=True)
    organization("清城区非公申报点", is_nonpublic_agent=True, region_id="441802")
    organization("广州非公申报点", is_nonpublic_agent=True, region_id="440100")
    organization("市直非公人事管理单位（林业）", is_nonpublic_agent=True).serves_specialties.add(specialties["林业"])

    with django_assert_num_queries(1):
        windows = nonpublic_windows(region_code="441802", specialty=specialties["生态环境工程"])
        found = [(unit.name, unit.region.name) for unit in windows]
    assert found == [
        ("清城区非公申报点", "清城区"),
        *((f"市直非公人事管理单位{i}", "清远市") for i in range(count)),
    ]


def desk(region: str, name: str, until: date | None = None) -> HelpDesk:
    return HelpDesk.objects.create(
        region_id=region, name=name, phone="0763-3382510", valid_from=date(2020, 1, 1), valid_to=until, source="例"
    )


def test_the_help_desk_is_that_of_the_region_or_of_the_nearest_above(
    regions: None, django_assert_num_queries: Statements
) -> None:
    city = desk("441800", "清远市人社局人才开发科")
    province = desk("440000", "省人社厅")
    desk("441802", "清城区人社局", until=date(2025, 12, 31))

    with django_assert_num_queries(1):
        assert help_desk("441802", on=TODAY) == city
    assert help_desk("441800", on=TODAY) == city
    assert help_desk("440100", on=TODAY) == province
    assert help_desk("441802", on=date(2025, 12, 31)) == HelpDesk.objects.get(region="441802")
    assert help_desk("110000", on=TODAY) is None


@pytest.mark.parametrize("count", [1, 3])
def test_roles_are_those_for_active_organizations(
    bureau: Organization, count: int, django_assert_num_queries: Statements
) -> None:
    clerk = user("王经办")
    for i in range(count):
        clerk.memberships.create(organization=organization(f"公司{i}"), role=Role.UNIT)
    clerk.memberships.create(organization=organization("旧公司", is_active=False), role=Role.UNIT)

    with django_assert_num_queries(1):
        roles = [(one.role, one.organization.name) for one in roles_of(clerk)]
    assert roles == [(Role.UNIT, f"公司{i}") for i in range(count)]


def test_members_are_the_active_users_of_that_role(bureau: Organization) -> None:
    clerk, chief, gone = user("赵主管"), user("钱科长"), user("吴某")
    clerk.memberships.create(organization=bureau, role=Role.COMPETENT)
    chief.memberships.create(organization=bureau, role=Role.HRSS)
    gone.memberships.create(organization=bureau, role=Role.COMPETENT)
    gone.is_active = False
    gone.save(update_fields=["is_active"])

    assert list(members(bureau, Role.COMPETENT)) == [clerk]


def test_the_open_affiliation_brings_the_competent_unit_along(
    station: Organization, django_assert_num_queries: Statements
) -> None:
    applicant = user("李工")
    assert open_affiliation(applicant) is None
    affiliate(person=applicant, unit=station, on=TODAY, actor=applicant)

    with django_assert_num_queries(1):
        found = open_affiliation(applicant)
        assert found is not None
        assert found.unit.parent is not None
        assert (found.unit.name, found.unit.parent.name) == ("清远市生态环境监测站", "清远市生态环境局")
