"""受理时间 in the browser: 钱科长 opens a window and moves its end; at both widths axe finds nothing."""

from datetime import timedelta

import pytest

from tests.browser.conftest import Visitor
from tests.world import World
from zhicheng.calls.models import FilingWindow

pytestmark = pytest.mark.browser
NOTICE = "清人社发〔2026〕18号 关于受理 2027 年度初次职称考核认定的通知"


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (320, 800)])
def test_a_window_is_opened_and_its_end_is_moved(world: World, visitor: Visitor, width: int, height: int) -> None:
    qian = visitor(width=width, height=height).signs_in(world.qian)
    qian.goes_to("/desk/windows/")
    qian.checks()
    qian.clicks("新增受理时间")
    with qian.refused():
        qian.clicks("下一步，核对")
    qian.checks()
    first = world.at.date() - timedelta(days=3)
    qian.page.get_by_label("业务", exact=True).select_option("initial")
    for name, day in (("first_day", first), ("last_day", first + timedelta(days=60))):
        for place, part in enumerate((day.year, day.month, day.day)):
            qian.page.locator(f"[name={name}_{place}]").fill(str(part))
    qian.page.locator("[name=source]").fill(NOTICE)
    qian.clicks("下一步，核对")
    qian.sees("核对后确认", "清远市", NOTICE)
    qian.checks()
    qian.clicks("返回修改")
    qian.clicks("下一步，核对")
    qian.clicks("确认新增受理时间")
    qian.sees("已开设受理时间", "正在受理")
    qian.checks()
    window = FilingWindow.objects.get(region_id="441800")
    qian.goes_to(f"/desk/windows/{window.year_id}/initial/441800/change/")
    until = first + timedelta(days=90)
    for place, part in enumerate((until.year, until.month, until.day)):
        qian.page.locator(f"[name=last_day_{place}]").fill(str(part))
    qian.page.locator("[name=reason]").fill("申报人数较多，延长受理")
    qian.checks()
    qian.clicks("下一步，核对")
    qian.sees("还没有提交的申请")
    qian.checks()
    qian.clicks("确认改截止时间")
    qian.sees("的个人提交截止时间已改为")
