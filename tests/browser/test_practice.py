"""Where people practise: the band, an applicant of one's own. /admin/ under the strict policy."""

import pytest
from django.test import Client
from playwright.sync_api import expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Visitor
from tests.world import World
from zhicheng.demo.cast import INSTITUTE
from zhicheng.eligibility.operations import appoint_administrator
from zhicheng.organizations.models import Organization
from zhicheng.reference.models import Region

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1440, 320])
def test_a_trainee_takes_an_applicant_of_his_own(
    visitor: Visitor, world: World, settings: Settings, width: int
) -> None:
    settings.PRACTICE = True
    Organization.objects.filter(pk=world.unit.pk).update(name=INSTITUTE)
    trainee = visitor(width=width)
    trainee.goes_to("/demo/")
    expect(trainee.page.locator(".practice")).to_have_text("练习系统：所填内容都不是真的，每天 3:00 清空")
    trainee.clicks("领一位什么都没填的")
    trainee.sees("您现在是虚构的申报人")
    expect(trainee.page.locator(".practice")).to_be_visible()


def test_an_administrator_corrects_a_name(visitor: Visitor, world: World, live_server: LiveServer) -> None:
    appoint_administrator(user=world.he, actor=None, at=world.at)
    page = visitor().page
    client = Client()
    client.force_login(world.he)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]  # it takes any of a cookie's fields
    page.goto("/admin/")
    page.get_by_role("link", name="行政区划").first.click()
    page.get_by_role("link", name="440000").first.click()
    page.get_by_label("名称").fill("广东省（更正）")
    page.locator("input[name=_save]").click()
    expect(page.locator(".success")).to_be_visible()
    assert Region.objects.get(pk="440000").name == "广东省（更正）"
