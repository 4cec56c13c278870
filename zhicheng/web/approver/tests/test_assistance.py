"""/desk/assistance/: an officer's list, whom he asks, and that he does not decide what he helped with."""

from typing import Any

import pytest
from django.core.cache import cache
from pytest_django import DjangoAssertNumQueries

from tests.factories import official, person
from tests.world import World, fresh, stage_of
from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Assistance
from zhicheng.organizations.models import Role
from zhicheng.web.approver.tests.conftest import Browser

LIST = "/desk/assistance/"


def settled(world: World, who: User | None = None) -> Application:
    who = who or world.li
    operations.choose_unit(person=who, unit=world.unit, at=world.at)
    return world.start(who)


def allowed(world: World, case: Application) -> Assistance:
    return operations.allow_assistance(
        applicant=case.applicant, helper=world.wang, unit=world.unit, application=case, at=world.at
    )


@pytest.mark.parametrize("who", ["zhao", "qian", "feng", "wu"])
def test_only_officers_of_units_have_the_page(world: World, browser: Browser, who: str) -> None:
    someone = browser(getattr(world, who))
    for url in (LIST, f"{LIST}ask/", f"{LIST}1/"):
        assert someone.get(url).status_code == 404
    assert someone.post(f"{LIST}1/end/").status_code == 404


def test_another_officer_does_not_find_it(world: World, browser: Browser) -> None:
    given = allowed(world, settled(world))
    for who in (official("tan", "谭经办", 61, (world.unit, Role.UNIT)), world.luo):
        someone = browser(who)
        assert "李静怡" not in someone.get(LIST).content.decode()
        assert someone.get(f"{LIST}{given.pk}/").status_code == 404
        assert someone.post(f"{LIST}{given.pk}/end/").status_code == 404
    assert given.is_open


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_with_three_rows(
    world: World, browser: Browser, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for number in range(rows):
        allowed(world, settled(world, person(f"ren{number}", "任某", 70 + number)))
    wang = browser(world.wang)
    with django_assert_num_queries(5):
        page = wang.get(LIST)
    assert page.content.decode().count("去填写") == rows


def test_he_opens_the_case_from_its_page_and_ends_it(world: World, browser: Browser) -> None:
    case = settled(world)
    given, wang = allowed(world, case), browser(world.wang)
    page = wang.get(f"{LIST}{given.pk}/").content.decode()
    assert f"/my/applications/{case.number}/" in page
    assert world.li.id_number not in page
    assert world.li.phone not in page
    wang.post(f"{LIST}{given.pk}/end/")
    given.refresh_from_db()
    assert given.end == Assistance.End.HELPER


@pytest.mark.parametrize("by", ["number", "phone", "id_number"])
def test_he_asks_for_somebody_of_his_unit(world: World, browser: Browser, by: str) -> None:
    cache.clear()
    case = settled(world)
    told = {"number": case.number, "phone": world.li.phone, "id_number": world.li.id_number}[by]
    scope = "case" if by == "number" else "days:7"
    browser(world.wang).post(f"{LIST}ask/", {"person": told, "scope": scope})
    asked = Assistance.objects.get()
    assert (asked.is_asked, asked.applicant, asked.application) == (True, world.li, case if by == "number" else None)


def test_people_of_other_units_are_not_found(world: World, browser: Browser) -> None:
    cache.clear()
    settled(world)
    luo = browser(world.luo)
    for sent in (
        {"person": world.li.phone, "scope": "days:7"},
        {"person": "nobody", "scope": "days:7"},
        {"person": world.luo.phone, "scope": "days:7"},
        {"person": "", "scope": ""},
    ):
        response = luo.post(f"{LIST}ask/", sent)
        assert response.status_code == 422
    assert not Assistance.objects.exists()
    wang = browser(world.wang)
    assert "申报编号" in wang.post(f"{LIST}ask/", {"person": world.li.phone, "scope": "case"}).content.decode()
    allowed(world, Application.objects.get())
    assert "结束后才能另设" in wang.post(f"{LIST}ask/", {"person": world.li.phone, "scope": "days:7"}).content.decode()


def helped_and_submitted(world: World) -> Application:
    case = settled(world)
    allowed(world, case)
    operations.supplement(application=world.fill(case), values={"native_place": "清远"}, actor=world.wang, at=world.at)
    said: dict[str, Any] = {"content_hash": world.download(case), "request_key": "x", "confirms_help": True}
    operations.submit(application=case, actor=world.li, at=world.at, **said)
    return fresh(case)


def test_alone_at_his_desk_he_is_told_what_to_do(world: World, browser: Browser) -> None:
    case, wang = helped_and_submitted(world), browser(world.wang)
    page = wang.get(f"/desk/cases/{case.number}/").content.decode()
    assert "不能审核，本单位没有其他经办人" in page
    assert "由经办人协助填写，申报人提交前已核对确认" in page
    assert 'name="decision"' not in page
    stage = stage_of(case)
    sent = {"stage": stage.pk, "decision": "passed", "opinion": "同意"}
    assert wang.post(f"/desk/cases/{case.number}/", sent).status_code == 409
    stage.refresh_from_db()
    assert stage.outcome == "pending"


def test_his_colleague_decides(world: World, browser: Browser) -> None:
    case = helped_and_submitted(world)
    tan = browser(official("tan", "谭经办", 61, (world.unit, Role.UNIT)))
    assert "由本单位其他经办人审核：谭经办" in browser(world.wang).get(f"/desk/cases/{case.number}/").content.decode()
    assert 'name="decision"' in tan.get(f"/desk/cases/{case.number}/").content.decode()
