from datetime import date

import pytest
from django.test import Client

from tests.world import World, fresh
from zhicheng.accounts.models import User
from zhicheng.dossier.models import Profile
from zhicheng.organizations.models import Affiliation, FormerName
from zhicheng.organizations.operations import index
from zhicheng.web.applicant.tests.conftest import errors


def test_a_unit_is_found_by_its_name_or_its_former_name(li: Client, world: World) -> None:
    FormerName.objects.create(organization=world.unit, name="清远市环保科研所")
    index(organizations=[world.unit.pk])
    assert "清远市环境监测站" in li.get("/my/unit/?q=监测").content.decode()
    page = li.get("/my/unit/?q=环保科研").content.decode()
    assert ("清远市环境科学研究院" in page, "曾用名：清远市环保科研所" in page) == (True, True)


def test_the_competent_unit_is_shown_before_it_is_confirmed(li: Client, world: World) -> None:
    page = li.get(f"/my/unit/?q=环境&unit={world.unit.pk}").content.decode()
    assert ("清远市生态环境局" in page, "选定这个单位" in page) == (True, True)
    assert Affiliation.objects.count() == 0


def test_confirming_sets_it_once_and_leads_back(li: Client, world: World) -> None:
    draft = world.start()
    back = f"/my/applications/{draft.number}/info/"
    response = li.post("/my/unit/", {"unit": world.unit.pk, "next": back})
    assert (response["Location"], fresh(draft).employer) == (back, world.unit)
    li.post("/my/unit/", {"unit": world.other_unit.pk})
    assert Affiliation.objects.get(person=world.li).unit == world.unit
    page = li.get("/my/unit/").content.decode()
    assert ("人事管理单位变更申请" in page, 'name="q"' in page) == (True, False)


def test_nothing_found_says_whom_to_ask(li: Client, world: World) -> None:
    live_in(world.li, "441802")
    page = li.get("/my/unit/?q=没有这个单位").content.decode()
    assert ("没有找到“没有这个单位”" in page, "清远市人社局人才开发科 0763-3382510" in page) == (True, True)


def test_the_window_for_private_firms_is_offered(li: Client, world: World) -> None:
    live_in(world.li, "441802")
    world.other_unit.is_nonpublic_agent = True
    world.other_unit.save()
    assert f"?unit={world.other_unit.pk}" in li.get("/my/unit/").content.decode()


def live_in(person: User, region: str) -> None:
    Profile.objects.create(owner=person, region=region, sex="2", born_on=date(1994, 5, 7), ethnicity="01")


@pytest.mark.parametrize("unit", ["", "x", "\0", "9" * 40, "²"])
def test_no_unit_is_asked_again(li: Client, world: World, unit: str) -> None:
    response = li.get("/my/unit/", {"q": "环境", "unit": unit})
    assert (response.status_code, errors(response)) == (422, ["选择一个单位"])
    assert li.post("/my/unit/", {"unit": unit}).status_code == 303
    assert Affiliation.objects.count() == 0


def test_a_bureau_is_no_unit_and_a_foreign_way_back_is_ignored(li: Client, world: World) -> None:
    li.post("/my/unit/", {"unit": world.bureau.pk})
    assert Affiliation.objects.count() == 0
    assert li.post("/my/unit/", {"unit": world.unit.pk, "next": "https://evil.example/"})["Location"] == "/my/"


@pytest.mark.parametrize("text", ["\0", "长" * 200_000, "%", "'"])
def test_hostile_searches_find_nothing(li: Client, world: World, text: str) -> None:
    response = li.get("/my/unit/", {"q": text[:3000]})
    assert (response.status_code, response.context["found"]) == (200, [])
