"""延期 for who has not begun, in the browser: found, looked at once more, given; then the person begins."""

from datetime import timedelta

import pytest

from tests.browser.conftest import Visitor
from tests.world import World
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Extension

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("width", "height", "scripts"), [(1440, 900, True), (390, 844, True), (320, 800, True), (1440, 900, False)]
)
def test_who_has_not_begun_is_given_time_and_begins(
    world: World, visitor: Visitor, width: int, height: int, scripts: bool
) -> None:
    operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    world.at = world.call.submit_until + timedelta(days=1)
    until = world.at.date() + timedelta(days=20)
    feng = visitor(width=width, height=height, scripts=scripts).signs_in(world.feng)
    feng.goes_to("/office/calls/")
    feng.clicks("延期")
    with feng.refused():
        feng.clicks("延期")
    feng.checks()
    last = (until.year, until.month, until.day)
    why = "住院治疗，没有赶上申报时间"
    feng.fills({"姓名": world.li.name, "证件号码": world.wu.id_number, "延至": last, "延期原因": why})
    with feng.refused():
        feng.clicks("延期")
    feng.sees("没有找到这样的申报人，请核对姓名和证件号码")
    feng.checks()
    feng.fills({"证件号码": world.li.id_number})
    feng.clicks("延期")
    feng.sees("核对后确认", "****", why)
    feng.checks()
    feng.clicks("返回修改")
    feng.checks()
    feng.clicks("延期")
    feng.clicks("确认延期")
    feng.sees("未开始申报", why)
    feng.checks()
    assert Extension.objects.get().person == world.li
    li = visitor(width=width, height=height, scripts=scripts).signs_in(world.li)
    li.goes_to("/my/messages/")
    li.sees("提交截止时间延至")
    li.goes_to("/my/apply/evaluation/")
    li.sees("已为您延期")
    li.checks()
    li.fills({"申报级别": "中级"})
    li.clicks("开始申请")
    assert Application.objects.get().applicant == world.li
