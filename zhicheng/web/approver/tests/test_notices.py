"""公示 at the unit: what runs, an objection received, its settlement."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import official, person
from tests.world import World, fresh, stage_of
from zhicheng.applications.models import Application, Notice, Objection
from zhicheng.organizations.models import Role
from zhicheng.web.approver.tests.conftest import Browser

TEXT = {"text": "业绩不实", "objector": "郑某 13900000000"}


def address(case: Application) -> str:
    return f"/desk/notices/{case.number}/"


def lodged(world: World, case: Application, browser: Browser) -> Objection:
    assert browser(world.wang).post(address(case), TEXT).status_code == 303
    return Objection.objects.get()


def test_the_unit_sees_what_it_has_posted(world: World, browser: Browser) -> None:
    case = world.at_stage("notice_before")
    (row,) = browser(world.wang).get("/desk/notices/").context["rows"]
    assert (row.name, row.place, row.phone, row.ends) == ("李静怡", "单位公告栏", "0763-3360001", "9 月 17 日 24:00")
    assert browser(world.wang).get(address(case)).status_code == 200


def test_nobody_else_sees_it(world: World, browser: Browser) -> None:
    case = world.at_stage("notice_before")
    other = official("zheng", "郑经办", 41, (world.other_unit, Role.UNIT))
    people = (other, world.zhao, world.qian, world.li, world.wu)
    assert [browser(user).get(address(case)).status_code for user in people] == [404] * 5
    assert browser(other).get("/desk/notices/").context["rows"] == []


def test_an_objection_is_recorded_and_holds_the_case(world: World, browser: Browser) -> None:
    case = world.at_stage("notice_before")
    objection = lodged(world, case, browser)
    assert (objection.text, objection.objector) == ("业绩不实", "郑某 13900000000")
    world.end_notice(case)
    assert stage_of(case).key == "notice_before"


@pytest.mark.parametrize("text", ["", "\0", "长" * 200_000])
def test_a_bad_objection_is_told_what_to_mend(world: World, browser: Browser, text: str) -> None:
    case = world.at_stage("notice_before")
    response = browser(world.wang).post(address(case), {**TEXT, "text": text})
    assert (response.status_code, Objection.objects.count()) == (422, 0)


def test_after_the_end_no_objection_is_recorded(world: World, browser: Browser) -> None:
    case = world.at_stage("recommend")
    assert browser(world.wang).post(address(case), TEXT).status_code == 303
    assert Objection.objects.count() == 0


def test_a_settlement_shows_what_follows_before_it_counts(world: World, browser: Browser) -> None:
    case = world.at_stage("notice_before")
    objection = lodged(world, case, browser)
    client, page = browser(world.wang), f"{address(case)}objections/{objection.pk}/"
    said = {"upheld": "no", "finding": "核查属实，业绩无误"}
    assert client.get(page).status_code == 200
    assert client.post(page, {"upheld": "no"}).status_code == 422
    assert client.post(page, said).status_code == 200
    assert client.post(page, {**said, "back": "1"}).context["form"]["finding"].value() == said["finding"]
    objection.refresh_from_db()
    assert objection.resolved_at is None
    assert client.post(page, {**said, "confirm": "1"}).status_code == 303
    objection.refresh_from_db()
    assert (objection.upheld, objection.finding, objection.resolved_by) == (False, said["finding"], world.wang)
    assert client.get(page).status_code == 404
    assert client.get(address(case)).status_code == 200


def test_an_upheld_objection_ends_the_case(world: World, browser: Browser) -> None:
    case = world.at_stage("notice_before")
    objection = lodged(world, case, browser)
    page = f"{address(case)}objections/{objection.pk}/"
    browser(world.wang).post(page, {"upheld": "yes", "finding": "业绩不属实", "confirm": "1"})
    assert fresh(case).status == "rejected"
    assert Notice.objects.get().closed_at is not None


def test_only_the_poster_settles_and_only_under_its_own_number(world: World, browser: Browser) -> None:
    case, other = world.at_stage("notice_before"), world.at_stage("notice_before", world.wu)
    objection = lodged(world, case, browser)
    assert browser(world.zhao).get(f"{address(case)}objections/{objection.pk}/").status_code == 404
    assert browser(world.wang).get(f"{address(other)}objections/{objection.pk}/").status_code == 404
    assert browser(world.wang).get(f"{address(case)}objections/{10**30}/").status_code == 404


def test_the_list_costs_the_same_for_one_and_for_three(
    world: World, browser: Browser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    world.at_stage("notice_before")
    client = browser(world.wang)
    with django_assert_num_queries(6):
        assert len(client.get("/desk/notices/").context["rows"]) == 1
    for user in (world.wu, person("hexin", "何新", 40)):
        world.at_stage("notice_before", user)
    with django_assert_num_queries(6):
        assert len(client.get("/desk/notices/").context["rows"]) == 3
