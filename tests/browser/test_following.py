"""After submission, on a phone and by the keyboard: finding a case, its record, what came back, messages, one's information."""

import pytest

from tests.browser.conftest import Visitor
from tests.browser.people import Person
from tests.browser.test_keyboard import presses_enter, tabs_to
from tests.browser.test_small_screens import narrow
from tests.world import World
from zhicheng.applications.models import Application, Outcome

pytestmark = pytest.mark.browser


def returned(world: World) -> Application:
    application = world.submitted()
    world.decide(application, Outcome.RETURNED)
    return application


def follows(li: Person, application: Application) -> None:
    li.goes_to("/services/")
    li.sees("业务申请", "业务办理跟踪", "个人信息")
    li.goes_to("/my/tracking/")
    li.page.get_by_label("状态").select_option(label="待补正")
    li.clicks("查询")
    li.clicks("2026 年度评审申请")
    li.clicks("打印办理记录")
    li.sees("退回补正（一次性告知）", "毕业证书不清楚，重新上传")
    li.clicks("返回办理进度")
    li.clicks("查看补正要求")
    li.sees("学历学位", "待答复")
    li.fills({"学历学位不改动的，说明原因": "证书原件就是这样"})
    li.clicks("保存说明")
    li.sees("已说明", "全部答复了，可以重新提交")
    li.goes_to("/my/messages/?show=unread")
    li.clicks("全部标为已读")
    li.clicks("通知方式")
    li.clicks("保存")
    li.goes_to("/my/profile/")
    li.clicks("查看完整证件号码")
    li.clicks("返回个人信息")
    li.goes_to("/my/apply/evaluation/")
    for label, choice in {"专业系列": "工程技术人员", "级别": "中级"}.items():
        li.field(label).locator("select").select_option(label=choice)
    li.clicks("对照条件")
    li.sees("对照结果", "现有")


def test_on_a_phone_and_nothing_is_too_wide_at_320_px(world: World, visitor: Visitor) -> None:
    application = returned(world)
    li = visitor(width=390, height=844)
    li.signs_in(world.li)
    li.visits.append(lambda: narrow(li))
    follows(li, application)


def test_a_case_is_found_and_its_record_opened_with_the_keyboard_alone(world: World, visitor: Visitor) -> None:
    application = returned(world)
    li = visitor().signs_in(world.li)
    li.goes_to("/my/tracking/")
    tabs_to(li, "状态")
    li.page.keyboard.press("ArrowDown")
    tabs_to(li, "查询")
    presses_enter(li)
    li.goes_to(f"/my/tracking/{application.number}/")
    tabs_to(li, "打印办理记录")
    presses_enter(li)
    assert li.heading() == "办理记录"
