"""人事管理单位 is found while one types, by its name and by 曾用名; without scripts the button does it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.factories import person
from tests.world import World
from zhicheng.organizations.models import FormerName
from zhicheng.organizations.operations import index

pytestmark = pytest.mark.browser


def test_a_unit_appears_while_one_types(world: World, visitor: Visitor) -> None:
    FormerName.objects.create(organization=world.unit, name="清远市环境保护研究所")
    index(organizations=[world.unit.pk])
    he = visitor()
    he.signs_in(person("hexin", "何新", 61))
    he.goes_to("/my/unit/")
    box = he.page.get_by_label("单位名称")
    box.press_sequentially("保护研究所", delay=30)
    expect(he.page.locator("#units")).to_contain_text("找到 1 个单位")
    expect(he.page.locator("#units")).to_contain_text("曾用名：清远市环境保护研究所")
    expect(box).to_be_focused()
    box.fill("没有这样的单位")
    expect(he.page.locator("#units")).to_contain_text("没有找到“没有这样的单位”")
    assert he.page.url.endswith("/my/unit/")
    he.looks()


def test_a_unit_is_found_by_first_letters_with_the_keyboard_alone(world: World, visitor: Visitor) -> None:
    he = visitor(width=390)
    he.signs_in(person("hexin", "何新", 61))
    he.goes_to("/my/unit/")
    he.page.get_by_label("单位名称").press_sequentially("hjkxyjy", delay=30)
    expect(he.page.locator("#units")).to_contain_text("清远市；主管单位：清远市生态环境局")
    option = he.page.get_by_role("radio").first
    for _ in range(9):  # past the button, to the list
        he.page.keyboard.press("Tab")
        if option.evaluate("one => one === document.activeElement"):
            break
    he.page.keyboard.press("Space")
    expect(option).to_be_checked()
    he.clicks("下一步：核对主管单位")
    he.sees("清远市环境科学研究院", "清远市生态环境局")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_unit_that_is_missing_is_asked_for_and_opened(world: World, visitor: Visitor, scripts: bool) -> None:
    he, qian = visitor(width=390, scripts=scripts), visitor(scripts=scripts)
    he.signs_in(person("hexin", "何新", 61))
    he.goes_to("/my/unit/?q=qyls")
    he.clicks("我的单位不在列表里")
    he.fills(
        {
            "单位名称": "清远市绿水环保科技有限公司",
            "统一社会信用代码": "91441800MA4W2Q1X7Y",
            "单位性质": "民营企业",
            "单位所在地区": "清城区",
            "单位联系人": "郑经理",
            "联系电话": "0763-3360009",
        }
    )
    he.clicks("提交申请")
    he.sees("待办理")

    qian.signs_in(world.qian)
    qian.goes_to("/desk/unit-requests/")
    qian.clicks("清远市绿水环保科技有限公司")
    qian.fills({"办理结果": "开通这个单位", "主管单位": "清远市生态环境局"})
    qian.clicks("办理并通知申请人")
    qian.sees("单位申请都办完了")

    he.goes_to("/my/unit/missing/")
    he.clicks("选用清远市绿水环保科技有限公司")
    he.clicks("选定这个单位")
    he.goes_to("/my/unit/")
    he.sees("清远市绿水环保科技有限公司", "清远市生态环境局")


def test_an_officer_finds_the_existing_unit_while_typing(world: World, visitor: Visitor) -> None:
    world.asks_for_unit(world.wu)
    qian = visitor()
    qian.signs_in(world.qian)
    qian.goes_to("/desk/unit-requests/")
    qian.clicks("清远市绿水环保科技有限公司")
    qian.fills({"办理结果": "系统中已有，选用已有单位"})
    box = qian.field("已有单位").get_by_role("combobox")
    box.click()
    box.press_sequentially("hjjcz", delay=30)
    option = qian.page.get_by_role("option", name="清远市环境监测站")
    expect(option).to_contain_text("清远市；主管单位：清远市生态环境局")
    box.press("Enter")
    qian.clicks("办理并通知申请人")
    qian.sees("单位申请都办完了")
