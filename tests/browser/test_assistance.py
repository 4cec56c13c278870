"""协助填报 in two browsers, on a wide screen and on a telephone; axe looks at every page."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.factories import PASSWORD, official
from tests.world import World, fresh
from zhicheng.applications import operations
from zhicheng.applications.models import Assistance
from zhicheng.organizations.models import Role

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "height", "scripts"), [(1440, 900, True), (390, 844, True), (390, 844, False)])
def test_an_officer_fills_in_and_she_confirms(
    world: World, visitor: Visitor, width: int, height: int, scripts: bool
) -> None:
    official("tan", "谭经办", 61, (world.unit, Role.UNIT))
    operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    draft = world.fill(world.start())
    case = f"/my/applications/{draft.number}/"

    wang = visitor(width=width, height=height, scripts=scripts).signs_in(world.wang)
    wang.goes_to("/desk/assistance/")
    wang.goes_to("/desk/assistance/ask/")
    with wang.refused():
        wang.clicks("发出申请")
    wang.fills({"申报人": draft.number})
    wang.page.locator("input[value=case]").check()
    wang.clicks("发出申请")

    li = visitor(width=width, height=height, scripts=scripts).signs_in(world.li)
    li.goes_to("/my/assistance/")
    li.clicks("查看并确认")
    with li.refused():
        li.clicks("同意协助")
    li.fills({"登录密码": PASSWORD})
    li.clicks("同意协助")
    li.sees("协助中")

    wang.goes_to("/desk/assistance/")
    wang.clicks("去填写")
    wang.clicks("填写2026 年度评审申请")
    expect(wang.page.locator(".helping")).to_contain_text("正在协助 李静怡 填写")
    for rest in ("info/basic/", "info/education/", "request/", "form/", "submit/"):
        wang.page.goto(f"{case}{rest}")
        wang.checks()
        expect(wang.page.locator(".helping")).to_be_visible()
    wang.page.goto(f"{case}info/basic/")
    wang.fills({"通讯地址": "清远市清城区人民二路 99 号"})
    wang.clicks("保存")
    assert fresh(draft).content.answers["basic"]["raw"]["address"] == ["清远市清城区人民二路 99 号"]

    # She ends it while he types: what he typed is listed once more, and kept nowhere.
    wang.page.goto(f"{case}info/basic/")
    operations.end_assistance(assistance=Assistance.objects.get(), actor=world.li, at=world.at)
    with wang.refused(409):
        wang.fills({"通讯地址": "清远市清城区人民二路 100 号"})
        wang.clicks("保存")
    wang.sees("清远市清城区人民二路 100 号")

    world.download(fresh(draft))
    li.goes_to(f"{case}info/basic/history/")
    li.sees("由 王经办 协助填写")
    li.goes_to(f"{case}submit/")
    li.sees("由经办人协助填写的内容，请逐项核对")
    form = li.page.locator("form[action$='/submit/']")
    form.locator("[name=promise]").check()
    with li.refused():
        li.clicks("提交审核")
    form.locator("[name=confirms_help]").check()
    li.clicks("提交审核")

    wang.goes_to(f"/desk/cases/{draft.number}/")
    wang.sees("这一件由其他经办人审核")
