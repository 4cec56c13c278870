"""After submission, on a phone, without scripts, in large letters and by the keyboard: finding a case, its record, what came
back, taking it back, earlier versions, messages, one's information, photo and certificates."""

import pytest

from tests.browser import applying
from tests.browser.conftest import Visitor
from tests.browser.people import Person
from tests.browser.test_keyboard import is_marked, name, presses_enter, tabs_to
from tests.browser.test_small_screens import narrow
from tests.factories import PASSWORD
from tests.world import World, fresh
from zhicheng.applications.models import Application, Outcome, Status

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
    li.clicks("下载数据包")
    li.fills({"密码": PASSWORD})
    li.clicks("继续")
    li.clicks("生成数据包")
    li.sees("正在生成数据包")
    li.goes_to("/my/profile/")
    li.goes_to("/my/apply/evaluation/")
    for label, choice in {"专业系列": "工程技术人员", "级别": "中级"}.items():
        li.field(label).locator("select").select_option(label=choice)
    li.clicks("对照条件")
    li.sees("对照结果", "现有")


def submits_again_and_takes_it_back(li: Person, application: Application) -> None:
    li.goes_to(f"/my/applications/{application.number}/info/basic/")
    li.fills({"通讯地址": "清远市清城区人民二路 20 号"})
    li.clicks("保存，填下一项")
    li.goes_to(f"/my/applications/{application.number}/info/basic/")
    li.clicks("历史版本")
    li.clicks("查看这个版本")
    li.clicks("恢复这个版本")
    assert li.field("通讯地址").locator("input").input_value() == "清远市清城区人民二路 18 号"
    li.goes_to(f"/my/tracking/{application.number}/")
    li.clicks("查看补正要求")
    li.clicks("重新提交")
    applying.submits(li)
    li.clicks("查看办理进度")
    li.clicks("撤回申请")
    li.clicks("撤回申请")
    li.sees("已撤回")
    assert fresh(application).status == Status.WITHDRAWN


def looks_at_what_is_his(li: Person) -> None:
    li.goes_to("/my/photo/")
    li.sees("证件照片")
    li.goes_to("/my/certificates/")
    li.sees("还没有职称证书")


WAYS = {
    "phone, also at 320 px": {"width": 390, "height": 844},
    "no scripts": {"width": 390, "height": 844, "scripts": False},
    "长辈版": {},
}


@pytest.mark.parametrize("way", WAYS)
def test_everything_after_submission(world: World, visitor: Visitor, way: str) -> None:
    application = returned(world)
    li = visitor(**WAYS[way]).signs_in(world.li)
    if way == "长辈版":
        li.clicks("长辈版", within=".util")
        li.clicks("高对比", within=".util")
        li.way = way
        li.visits.append(lambda: large(li))
    li.visits.append(lambda: narrow(li, back=WAYS[way].get("width", 1440)))
    follows(li, application)
    submits_again_and_takes_it_back(li, application)
    looks_at_what_is_his(li)


def large(someone: Person) -> None:
    """What is clicked or typed into is no smaller than 44 px."""
    small = someone.page.evaluate(SMALL)
    someone.site.troubles += [f"{someone.page.url} (长辈版) has small {one}" for one in small]


SMALL = """() => [...document.querySelectorAll("main .btn, main .input, main .select, main .textarea, .nav a")]
  .filter((one) => one.getBoundingClientRect().height && one.getBoundingClientRect().height < 44)
  .map((one) => `${one.className}: ${one.innerText.trim().slice(0, 20)} ${one.getBoundingClientRect().height} px`)"""
PAGES = (
    "/my/tracking/",
    "/my/tracking/{}/",
    "/my/tracking/{}/record/",
    "/my/tracking/{}/materials/",
    "/my/applications/{}/corrections/",
    "/my/applications/{}/info/basic/history/",
    "/my/messages/",
    "/my/profile/",
    "/my/photo/",
    "/my/certificates/",
)


def test_every_page_after_submission_is_walked_with_tab(world: World, visitor: Visitor) -> None:
    number = returned(world).number
    li = visitor().signs_in(world.li)
    for page in PAGES:
        li.goes_to(page.format(number))
        walks_with_tab(li)


STOP = "() => document.activeElement === document.body ? -1 : [...document.querySelectorAll('*')].indexOf(document.activeElement)"
STOPS = """() => { const all = [...document.querySelectorAll("*")];
  return [...document.querySelectorAll("main :is(a[href], button, select, textarea, input:not([type=hidden], [type=radio]))")]
    .filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0).map((one) => all.indexOf(one)); }"""


def walks_with_tab(someone: Person) -> None:
    """The way to the main part first; then every stop shows where one is, in the order of the page, and none is left out."""
    stops: list[int] = []
    someone.page.keyboard.press("Tab")
    assert name(someone) == "跳到主要内容"
    while (stop := someone.page.evaluate(STOP)) != -1 and stop not in stops:
        assert is_marked(someone), f"no focus to be seen on {name(someone)} of {someone.page.url}"
        stops.append(stop)
        someone.page.keyboard.press("Tab")
    assert stops == sorted(stops), someone.page.url
    assert {*someone.page.evaluate(STOPS)} <= {*stops}, someone.page.url


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
