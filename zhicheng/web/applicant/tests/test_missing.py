from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import organization, person
from tests.world import World, pdf_bytes
from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.organizations.models import UnitRequest
from zhicheng.organizations.operations import answer_request, index, rename_organization
from zhicheng.web.applicant.tests.conftest import browser, errors, proof
from zhicheng.web.applicant.tests.test_unit import live_in

Statements = Callable[[int], AbstractContextManager[object]]
URL = "/my/unit/missing/"
UNIT = {
    "name": "清远市绿水环保科技有限公司",
    "credit_code": "91441800 MA4W2Q1X7Y",
    "nature": "private",
    "region": "441802",
    "contact": "郑经理",
    "phone": "0763-3360009",
    "remark": "上级主管是市生态环境局",
}


@pytest.fixture
def he(world: World) -> User:
    return person("hexin", "何新", 61)


def send(client: Client, **changes: Any) -> Any:
    return client.post(URL, {**UNIT, "request_key": uuid4().hex, **changes})


def test_a_request_with_its_proof_reaches_the_bureau(world: World, he: User) -> None:
    client = browser(he)

    response = send(client, proof=[proof("营业执照.pdf")], next="/my/messages/")

    assert response["Location"] == "/my/unit/missing/?next=%2Fmy%2Fmessages%2F&sent=1"
    asked = UnitRequest.objects.get()
    assert (asked.requester, asked.credit_code, asked.bureau) == (he, "91441800MA4W2Q1X7Y", world.bureau)
    assert asked.proofs.get().name == "营业执照.pdf"
    page = client.get(response["Location"]).content.decode()
    assert ("待办理" in page, "清远市人力资源和社会保障局正在核实" in page) == (True, True)


def test_a_second_click_sends_nothing_more(world: World, he: User) -> None:
    key, client = uuid4().hex, browser(he)
    send(client, request_key=key)
    send(client, request_key=key)

    assert UnitRequest.objects.count() == 1


def test_units_of_like_names_are_shown_first(world: World, he: User) -> None:
    client = browser(he)
    like = {"name": "清远市环境科研院", "credit_code": ""}

    page = send(client, **like, proof=[proof()]).content.decode()

    assert ("系统里有名称相近的单位" in page, f"?unit={world.unit.pk}&amp;" in page) == (True, True)
    assert ('value="清远市环境科研院"' in page, "毕业证书.pdf" in page) == (True, True)
    assert UnitRequest.objects.count() == 0
    send(client, **like, sure="1")
    assert UnitRequest.objects.get().name == "清远市环境科研院"


@pytest.mark.parametrize("same", ["name", "former name", "code"])
def test_a_unit_that_is_there_is_not_asked_for(world: World, he: User, same: str) -> None:
    if same == "code":
        world.unit.credit_code = "91441800MA4W2Q1X7Y"
        world.unit.save()
    if same == "former name":
        rename_organization(organization=world.unit, name="北江生态院", on=world.at.date(), actor=None)
    index(organizations=[world.unit.pk])
    asked = {"name": "清远市环境科学研究院"} if same != "code" else {}

    page = send(browser(he), **asked, sure="1").content.decode()

    assert ("系统里已有这个单位" in page, "都不是" in page) == (True, False)
    assert UnitRequest.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("name", "", "填写单位名称"),
        ("name", "甲公司", "单位名称写全称，至少 4 个字"),
        ("name", "长" * 3000, "单位名称不超过 100 字，现有 3000 字"),
        ("name", "清远\x00公司甲乙", "单位名称含有看不见的控制字符，删去后重新填写"),
        ("credit_code", "91441800MA4W2Q1X7P", "统一社会信用代码的校验位不对，逐位核对"),
        ("credit_code", "123", "统一社会信用代码应为 18 位数字和大写字母，不用 I、O、S、V、Z"),
        ("nature", "castle", "从列表中选择单位性质"),
        ("region", "999999", "从列表中选择单位所在地区"),
        ("contact", "", "填写单位联系人"),
        ("phone", "问我", "联系电话应为手机号，或带区号的固定电话，例如 0763-3360001"),
        ("region", "440100", "这个地区的人社部门还没有在系统中办公，电话咨询后再选"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    world: World, he: User, name: str, value: str, message: str
) -> None:
    world.he.memberships.all().delete()  # or the province would answer for every region
    response = send(browser(he), **{name: value})

    assert (response.status_code, errors(response)) == (422, [message])
    assert "上级主管是市生态环境局" in response.content.decode()
    assert UnitRequest.objects.count() == 0


def test_a_refused_file_is_said_and_the_good_one_kept(world: World, he: User) -> None:
    response = send(browser(he), proof=[proof("执照.pdf", pdf_bytes()), SimpleUploadedFile("病毒.exe", b"MZ")])

    assert response.status_code == 422
    assert ("执照.pdf" in response.content.decode(), "“病毒.exe”" in errors(response)[0]) == (True, True)


def test_the_fourth_request_waits_for_an_answer(world: World, he: User) -> None:
    for _ in range(3):
        world.asks_for_unit(he)

    assert errors(send(browser(he))) == ["已有 3 个申请等待办理，办好后再申请下一个"]


def test_the_form_begins_with_what_is_known(world: World, he: User) -> None:
    live_in(he, "441802")
    he.profile.workplace, he.profile.workplace_nature = "清远市绿水公司", "private"
    he.profile.save()
    client = browser(he)

    assert 'value="清远市绿水公司"' in client.get(URL).content.decode()
    assert 'value="没有这个单位"' in client.get(f"{URL}?name=没有这个单位").content.decode()
    assert 'value="清远市绿水公司"' in client.get(f"{URL}?name=hjky").content.decode()


def test_who_has_a_unit_is_led_to_it(world: World, he: User) -> None:
    operations.choose_unit(person=he, unit=world.unit, at=world.at)

    assert browser(he).get(URL)["Location"] == "/my/unit/?next=/my/"
    assert send(browser(he))["Location"] == "/my/unit/?next=/my/"
    assert UnitRequest.objects.count() == 0


def test_an_answer_leads_to_the_unit_at_one_click(world: World, he: User) -> None:
    asked = world.asks_for_unit(he)
    given: dict[str, Any] = {"request": asked, "parent": world.competent, "actor": world.qian, "at": world.at}
    unit = answer_request(answer=UnitRequest.Answer.OPENED, **given).unit
    assert unit is not None

    page = browser(he).get(URL).content.decode()

    assert (f"/my/unit/?unit={unit.pk}&amp;" in page, "已开通" in page) == (True, True)
    assert "选定这个单位" in browser(he).get(f"/my/unit/?unit={unit.pk}").content.decode()


def test_others_requests_are_not_shown(world: World, he: User) -> None:
    world.asks_for_unit(world.wu)

    assert "清远市绿水环保科技有限公司" not in browser(he).get(URL).content.decode()


def test_nothing_found_offers_the_window_of_the_specialty_and_the_request(world: World, he: User) -> None:
    live_in(he, "441802")
    window = organization("市直非公人事管理单位（环保专业）", is_unit=True, is_nonpublic_agent=True)
    window.serves_specialties.set([world.committee.scopes.earliest("pk").specialty])

    page = browser(he).get("/my/unit/?q=绿水公司").content.decode()

    assert f"选{window.name}</a>" in page
    assert "受理专业：" in page
    assert 'href="/my/unit/missing/?next=/my/&amp;name=%E7%BB%BF%E6%B0%B4%E5%85%AC%E5%8F%B8"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_statements_however_many_were_asked(
    world: World, he: User, count: int, django_assert_num_queries: Statements
) -> None:
    for _ in range(count):
        world.asks_for_unit(he)
    live_in(he, "441802")
    client = browser(he)
    client.get(URL)

    with django_assert_num_queries(8):
        client.get(URL)
