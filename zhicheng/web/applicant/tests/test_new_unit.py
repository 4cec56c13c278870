"""The page that finds the new unit, and what the pages of a change cost."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.world import World
from zhicheng.applications import operations
from zhicheng.applications.models import Application
from zhicheng.organizations.models import Affiliation


@pytest.fixture
def li(world: World) -> Client:
    operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    client = Client()
    client.force_login(world.li)
    return client


@pytest.fixture
def change(world: World, li: Client) -> Application:
    return world.start(kind="unit_change")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_units_of_the_years_cost_one_statement(
    li: Client, world: World, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for year in range(2021 - rows, 2020):
        Affiliation.objects.create(
            person=world.li, unit=world.other_unit, started_on=date(year, 1, 1), ended_on=date(year, 12, 31)
        )
    li.get("/my/profile/")
    with django_assert_num_queries(6):
        page = li.get("/my/profile/").content.decode()
    assert ("历年人事管理单位" in page) == (rows > 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_drafts_that_go_along_cost_one_statement(
    li: Client, world: World, change: Application, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for year in range(2027 - rows, 2027):
        Application.objects.create(
            number=f"PS{year}",
            kind="evaluation",
            applicant=world.li,
            year=year,
            employer=world.unit,
            created_at=world.at,
        )
    li.get(f"/my/applications/{change.number}/request/")
    with django_assert_num_queries(4):
        page = li.get(f"/my/applications/{change.number}/request/").content.decode()
    assert page.count("年度评审申请（PS") == rows


def test_what_is_picked_stands_in_the_request_beside_what_was_typed(
    li: Client, world: World, change: Application
) -> None:
    case = f"/my/applications/{change.number}/"
    li.post(f"{case}request/", {"cause": "merged", "reason": "合并", "go": "unit"})
    found = li.get(f"{case}unit/?q=环境监测").content.decode()
    assert "选用这个单位" in found
    assert (
        li.post(f"{case}unit/", {"unit": world.other_unit.pk, "q": "环境监测"}).headers["location"] == f"{case}request/"
    )
    page = li.get(f"{case}request/").content.decode()
    assert all(words in page for words in (world.other_unit.name, "合并", "换一个单位"))
    version = li.get(f"{case}info/change/history/").content.decode()
    assert "历史版本" in version


def test_a_profile_leads_to_the_change(li: Client) -> None:
    assert "/my/apply/unit_change/" in li.get("/my/profile/").content.decode()
    assert "/my/apply/unit_change/" in li.get("/my/unit/").content.decode()
