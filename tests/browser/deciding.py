"""What officials and experts click, each at his own desk."""

import re

from tests.browser.people import Person, Typed
from tests.world import World
from zhicheng.applications.models import Application


def decides(officer: Person, name: str, decision: str, more: Typed | None = None) -> None:
    """Opens the case from the list of what waits, ticks every point and decides with an impatient double click."""
    officer.clicks("待审核" if officer.control("待审核", "nav").count() else "受理", within="nav")
    officer.clicks(name)
    officer.poses("desk")
    for point in officer.page.locator(".seg").all():
        point.get_by_role("radio", name="符合").check()
    officer.fills({"审核意见": "材料齐全，同意。", **(more or {})})
    choice = officer.page.get_by_label(decision, exact=True)
    if choice.count():
        choice.check()
    officer.clicks("提交审核决定" if choice.count() else decision, twice=True)


def recommends(
    world: World,
    unit: Person,
    case: Application,
    name: str,
    first: str = "通过，进入单位公示",
    more: Typed | None = None,
) -> None:
    """The unit twice, with 评前公示 between."""
    decides(unit, name, first, {**(more or {}), "公示地点或网址": "单位公告栏", "受理电话": "0763-3360001"})
    unit.clicks("公示", within="nav")
    unit.sees(name)
    world.end_notice(case)
    decides(unit, name, "推荐上报", {"公示结果": "公示期满，无异议", "单位负责人": "陈院长"})


def plans_meeting(office: Person, day: tuple[int, int, int]) -> None:
    office.clicks("评审会议", within="nav")
    office.clicks("新建会议")
    name = {"评审通知": "2026 年度 · 清远市工程系列生态环境专业中级职称评审委员会", "会议名称": "2026 年度评审会"}
    office.fills({**name, "会议日期": day, "专家评阅时不显示申报人的姓名、单位、照片和材料原件": True})
    office.page.locator("main form").get_by_role("button", name="新建会议").wait_for()
    office.clicks("新建会议")


def seats(office: Person, experts: list[str]) -> None:
    """The first of them takes the chair."""
    office.clicks("安排席位")
    for number, name in enumerate(experts, start=1):
        box = office.field("专家").locator("select")
        option = box.locator("option").filter(has_text=re.compile(f"^{name}")).inner_text()
        office.fills({"专家": option, "席位号": number})
        office.page.get_by_label(re.compile("主任委员")).set_checked(number == 1)
        office.clicks("安排这个席位")
    office.clicks("回到会议")


def adds_case(office: Person, name: str) -> None:
    office.clicks("添加评审对象")
    office.page.get_by_label(f"选择{name}").check()
    office.clicks("添加勾选的申请")


def enters_meeting(expert: Person) -> None:
    expert.goes_to("/panel/")
    expert.clicks("进入会议")


def signs_in_for_meeting(expert: Person) -> None:
    enters_meeting(expert)
    expert.clicks("签到")


def recuses(expert: Person, reason: str) -> None:
    expert.clicks("申报回避")
    expert.fills({"回避理由": reason})
    expert.clicks("申报回避")


def votes(expert: Person, word: str) -> str:
    """Casts a vote through the page that asks once more; returns the receipt that is shown."""
    expert.clicks("评阅")
    expert.page.get_by_label(word, exact=True).check()
    expert.clicks("投票")
    assert expert.heading().endswith(f"投“{word}”票？")
    expert.clicks(f"确认投“{word}”票")
    assert expert.heading() == "已投票"
    receipt = expert.page.locator(".receipts code").inner_text()
    expert.clicks("回到会议")
    return receipt
