from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from tests.factories import official, organization
from tests.world import World, pdf_bytes
from zhicheng.audit.models import Event
from zhicheng.organizations.models import Organization, Role, UnitRequest
from zhicheng.web.approver import unit_requests
from zhicheng.web.approver.tests.conftest import Browser

Statements = Callable[[int], AbstractContextManager[object]]
LIST = "/desk/unit-requests/"
Answer = UnitRequest.Answer


@pytest.fixture
def qian(world: World, browser: Browser) -> Client:
    return browser(world.qian)


@pytest.fixture
def asked(world: World) -> UnitRequest:
    return world.asks_for_unit(world.wu)


def errors(response: Any) -> list[str]:
    return [words for each in response.context["form"].errors.values() for words in each]


def at(asked: UnitRequest) -> str:
    return f"{LIST}{asked.pk}/"


def test_what_waits_is_listed_and_what_was_answered_too(qian: Client, world: World, asked: UnitRequest) -> None:
    assert "清远市绿水环保科技有限公司" in qian.get(LIST).content.decode()
    assert "还没有办过的申请" in qian.get(f"{LIST}?tab=done").content.decode()

    qian.post(at(asked), {"answer": Answer.REFUSED, "reason": "不在本市"})

    assert "单位申请都办完了" in qian.get(LIST).content.decode()
    assert "不予开通" in qian.get(f"{LIST}?tab=done").content.decode()


@pytest.mark.parametrize("tab", ["", "?tab=done"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_the_same_statements_however_long_it_is(
    qian: Client, world: World, tab: str, count: int, django_assert_num_queries: Statements
) -> None:
    for _ in range(count):
        qian.post(at(world.asks_for_unit(world.wu)), {"answer": Answer.REFUSED, "reason": "不行"} if tab else {})
    qian.get(LIST + tab)

    with django_assert_num_queries(6):
        assert qian.get(LIST + tab).content.decode().count("<tr>") == count + 1


def test_the_list_goes_on_by_key(qian: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_requests, "SIZE", 2)
    made = [world.asks_for_unit(world.wu, name=f"清远市第{i}环保公司") for i in range(3)]

    first = qian.get(LIST)
    second = qian.get(f"{LIST}?cursor={first.context['found'].next}")

    assert [row[0] for row in first.context["rows"]] == made[:2]
    assert [row[0] for row in second.context["rows"]] == made[2:]


def test_the_officer_reads_the_request_and_that_is_recorded(qian: Client, asked: UnitRequest) -> None:
    page = qian.get(at(asked)).content.decode()

    assert ("郑经理" in page, "0763-3360009" in page, "营业执照.pdf" in page) == (True, True, True)
    assert Event.objects.filter(verb="audit.viewed", subject=f"organizations.unitrequest:{asked.pk}").count() == 1
    proof = asked.proofs.get()
    given: Any = qian.get(f"{at(asked)}files/{proof.pk}/")
    assert (given["Content-Disposition"].startswith("attachment"), b"".join(given.streaming_content)) == (
        True,
        pdf_bytes(),
    )


def test_opening_makes_the_unit(qian: Client, world: World, asked: UnitRequest) -> None:
    response = qian.post(at(asked), {"answer": Answer.OPENED, "name": asked.name, "parent": world.competent.pk})

    assert response["Location"] == LIST
    unit = Organization.objects.get(name=asked.name)
    assert (unit.parent, UnitRequest.objects.get().unit) == (world.competent, unit)
    assert "已开通" in qian.get(at(asked)).content.decode()


def test_an_existing_unit_or_a_window_is_named(qian: Client, world: World, asked: UnitRequest) -> None:
    window = organization("市直非公人事管理单位（环保专业）", is_unit=True, is_nonpublic_agent=True)
    other = world.asks_for_unit(world.wu)

    qian.post(at(asked), {"answer": Answer.EXISTING, "unit": world.unit.pk})
    qian.post(at(other), {"answer": Answer.WINDOW, "window": window.pk})

    assert [one.unit for one in UnitRequest.objects.order_by("pk")] == [world.unit, window]


@pytest.mark.parametrize(
    ("sent", "messages"),
    [
        ({}, ["选择办理结果"]),
        ({"answer": "maybe"}, ["选择办理结果"]),
        ({"answer": "opened"}, ["填写开通的单位名称", "选择主管单位"]),
        ({"answer": "opened", "name": "甲乙公司", "parent": "x"}, ["从列表中选择主管单位"]),
        ({"answer": "existing", "unit": "99999999999999999999"}, ["从列表中选择已有单位"]),
        ({"answer": "window"}, ["选择非公申报点"]),
        ({"answer": "refused", "reason": " "}, ["写明不予开通的原因和申请人接下来怎么办"]),
    ],
)
def test_what_an_answer_lacks_is_said(
    qian: Client, asked: UnitRequest, sent: dict[str, Any], messages: list[str]
) -> None:
    response = qian.post(at(asked), sent)

    assert (response.status_code, errors(response)) == (422, messages)
    assert UnitRequest.objects.get().is_open


def test_a_name_that_is_taken_is_said(qian: Client, world: World, asked: UnitRequest) -> None:
    sent = {"answer": "opened", "name": world.unit.name, "parent": world.competent.pk}

    assert errors(qian.post(at(asked), sent)) == [
        "系统中已有清远市环境科学研究院，改选“系统中已有，选用已有单位”，或核对名称和代码"
    ]


def test_the_second_answer_changes_nothing(qian: Client, asked: UnitRequest) -> None:
    qian.post(at(asked), {"answer": Answer.REFUSED, "reason": "不在本市"})
    response = qian.post(at(asked), {"answer": Answer.REFUSED, "reason": "又一次"}, follow=True)

    assert "这个申请已经有人办理" in response.content.decode()
    assert UnitRequest.objects.get().reason == "不在本市"


def test_the_search_box_finds_units_as_people_write_them(qian: Client, world: World) -> None:
    found = qian.get(f"{LIST}units/?q=hjkxyjy").json()["results"]

    assert found == [
        {"value": world.unit.pk, "text": "清远市环境科学研究院", "hint": "清远市；主管单位：清远市生态环境局"}
    ]


def test_near_units_are_offered_without_scripts(qian: Client, world: World) -> None:
    asked = world.asks_for_unit(world.wu, name="清远市环境科研院")

    assert f'<option value="{world.unit.pk}"' in qian.get(at(asked)).content.decode()


def test_strangers_other_desks_and_other_bureaus_find_nothing(
    world: World, browser: Browser, asked: UnitRequest
) -> None:
    county = Organization.objects.create(name="英德市人社局", nature="government", region_id="441881")
    other = official("ying", "应科长", 72, (county, Role.HRSS))
    paths = [at(asked), f"{at(asked)}files/{asked.proofs.get().pk}/"]

    for who in (world.wu, world.wang, world.zhao, world.feng):
        assert {browser(who).get(path).status_code for path in [LIST, f"{LIST}units/", *paths]} == {404}
    assert {browser(other).get(path).status_code for path in paths} == {404}
    assert "清远市绿水" not in browser(other).get(LIST).content.decode()


def test_nobody_answers_his_own_request(qian: Client, world: World) -> None:
    own = world.asks_for_unit(world.qian)

    assert qian.post(at(own), {"answer": Answer.REFUSED, "reason": "不行"}).status_code == 404
    assert "清远市绿水" not in qian.get(LIST).content.decode()


def test_only_the_bureau_has_the_page_in_its_menu(world: World, browser: Browser) -> None:
    assert [LIST in browser(who).get("/desk/").content.decode() for who in (world.qian, world.zhao)] == [True, False]
