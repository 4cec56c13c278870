"""延期 on the office's and the bureau's pages."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import official
from tests.world import World, fresh
from zhicheng.applications import operations
from zhicheng.applications.models import Application
from zhicheng.core import clock
from zhicheng.organizations.models import Role
from zhicheng.reference.models import Region
from zhicheng.web.office.tests.conftest import browser, words


@pytest.fixture
def draft(world: World) -> Application:
    return world.filled()


def page(world: World) -> str:
    return f"/office/calls/2026/{world.committee.pk}/extensions/"


def typed(case: Application, **changes: str) -> dict[str, str]:
    day = {"last_day_0": "2027", "last_day_1": "3", "last_day_2": "31"}
    return {"number": case.number, **day, "reason": "住院治疗", **changes}


def test_the_office_extends_by_number(world: World, feng: Client, draft: Application) -> None:
    assert page(world) in words(feng.get("/office/calls/"))
    assert "还没有给谁延期" in words(feng.get(page(world)))
    assert feng.post(page(world), typed(draft)).status_code == 303
    shown = words(feng.get(page(world)))
    assert "3 月 31 日 24:00" in shown
    assert "住院治疗" in shown
    assert "3 月 31 日 24:00" in words(browser(world.li).get("/my/"))


def test_or_by_name_and_document(world: World, feng: Client, draft: Application) -> None:
    person = {"number": "", "name": world.li.name, "id_number": world.li.id_number.lower()}
    assert feng.post(page(world), typed(draft, **person)).status_code == 303
    assert fresh(draft).extended_until is not None


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"number": ""}, "填写申报编号，或者填写姓名和证件号码"),
        ({"number": "PS0"}, "没有找到在办的申请"),
        ({"number": "", "name": "李工", "id_number": "1\0"}, ""),
        ({"reason": ""}, "填写延期原因"),
        ({"last_day_0": "2001"}, "延期应晚于"),
        ({"last_day_0": "9999", "last_day_1": "12", "last_day_2": "31"}, "延至应在 9999 年以前"),
        ({"last_day_0": "x"}, "延至应为年月日"),
    ],
)
def test_what_does_not_do_is_said_and_what_was_typed_stays(
    world: World, feng: Client, draft: Application, changes: dict[str, str], message: str
) -> None:
    answer = feng.post(page(world), typed(draft, **changes))
    assert answer.status_code == 422
    assert message in words(answer)
    assert "reason" in changes or "住院治疗" in words(answer)
    assert fresh(draft).extended_until is None


def test_what_was_submitted_needs_none(world: World, feng: Client, draft: Application) -> None:
    world.submit(draft)
    assert "不在本人手里" in words(feng.post(page(world), typed(draft)))


@pytest.mark.parametrize("who", ["wu", "li", "wang", "qian", "sun"])
def test_strangers_learn_nothing(world: World, draft: Application, who: str) -> None:
    client = browser(getattr(world, who))
    assert [client.get(page(world)).status_code, client.post(page(world), typed(draft)).status_code] == [404, 404]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same(
    world: World, feng: Client, draft: Application, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    at = clock.now()
    for number in range(rows):
        until = max(at, world.call.submit_until) + timedelta(days=number + 1)
        operations.extend(application=draft, until=until, reason="住院", actor=world.feng, at=at)
    with django_assert_num_queries(12):
        assert words(feng.get(page(world))).count("住院") == rows


def test_the_bureau_of_the_windows_region_extends(world: World) -> None:
    case = world.filled(kind="initial")
    province = world.province
    province.region = Region.objects.get(code="440000")
    province.save()
    client = browser(official("chen", "陈处长", 88, (province, Role.HRSS)))
    here = "/desk/windows/2026/initial/440000/"
    assert here in words(client.get("/desk/windows/"))
    assert client.post(here, typed(case)).status_code == 303
    assert fresh(case).extended_until is not None
    city = browser(world.qian)
    assert "本地区没有单独的受理时间" in words(city.get("/desk/windows/"))
    assert [city.get(here).status_code, browser(world.wang).get("/desk/windows/").status_code] == [404, 404]
