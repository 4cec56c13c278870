"""Where people practise: the band, an applicant of one's own. /admin/ under the strict policy."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Visitor
from tests.browser.people import Person
from tests.world import World
from zhicheng.accounts.models import User
from zhicheng.content.operations import found_portal
from zhicheng.content.tests.people import found
from zhicheng.demo.cast import INSTITUTE
from zhicheng.eligibility.operations import appoint_administrator
from zhicheng.organizations.models import Organization
from zhicheng.reference.models import Region

pytestmark = pytest.mark.browser
WIDTHS = pytest.mark.parametrize("width", [1440, 390])
WORDS = "练习系统：所填内容都不是真的，每天 3:00 清空"


def enters(person: Person, user: User, live_server: LiveServer) -> None:
    """Signed in already: the tests of sign-in say how."""
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    person.context.add_cookies([cookie])  # type: ignore[list-item]  # it takes any of a cookie's fields


def is_told(person: Person) -> None:
    """On the screen and on paper, at the top and in the title."""
    band = person.page.locator(".practice")
    expect(band).to_have_text(WORDS)
    expect(band).to_be_in_viewport()
    expect(person.page).to_have_title(re.compile("^【练习】"))
    person.page.emulate_media(media="print")
    expect(band).to_be_visible()
    behind = person.page.evaluate("getComputedStyle(document.querySelector('.practice'), '::after').content")
    assert behind == '"练习，无效"'
    person.page.emulate_media(media="screen")


@WIDTHS
def test_every_page_says_so(
    visitor: Visitor, world: World, live_server: LiveServer, settings: Settings, width: int
) -> None:
    settings.PRACTICE = True
    found_portal(title="门户", regions=Region.objects.filter(code="441800"))
    applicant, officer, stranger = (visitor(width=width) for _ in range(3))
    enters(applicant, world.li, live_server)
    enters(officer, world.wang, live_server)
    for person, pages in (
        (stranger, ("/", "/login/", "/demo/", "/certificates/", "/policies/")),
        (applicant, ("/my/", "/my/profile/")),
        (officer, ("/desk/",)),
    ):
        for page in pages:
            person.goes_to(page)
            is_told(person)
    with stranger.refused(404):
        stranger.page.goto("/no/such/page/")
    stranger.checks()
    is_told(stranger)


@WIDTHS
def test_so_do_the_pages_of_libraries(
    visitor: Visitor, world: World, live_server: LiveServer, settings: Settings, width: int
) -> None:
    settings.PRACTICE = True
    appoint_administrator(user=world.he, actor=None, at=world.at)
    administrator, editor = visitor(width=width), visitor(width=width)
    enters(administrator, world.he, live_server)
    enters(editor, found().people["高编辑"], live_server)
    administrator.page.goto("/admin/reference/region/")
    expect(administrator.page.locator("#header")).to_contain_text(WORDS)
    expect(administrator.page).to_have_title(re.compile("【练习】"))
    editor.page.goto("/cms/")
    band = editor.page.evaluate("""() => { const style = getComputedStyle(document.body, "::before");
        return [style.content, style.display, style.position] }""")
    assert band == [f'"{WORDS}"', "block", "static"]


@pytest.mark.parametrize("width", [1440, 320])
def test_a_trainee_takes_an_applicant_of_his_own(
    visitor: Visitor, world: World, settings: Settings, width: int
) -> None:
    settings.PRACTICE = True
    Organization.objects.filter(pk=world.unit.pk).update(name=INSTITUTE)
    trainee = visitor(width=width)
    trainee.goes_to("/demo/")
    trainee.clicks("领一位什么都没填的")
    trainee.sees("您现在是虚构的申报人")
    expect(trainee.page.locator(".practice")).to_be_visible()


def test_an_administrator_corrects_a_name(visitor: Visitor, world: World, live_server: LiveServer) -> None:
    appoint_administrator(user=world.he, actor=None, at=world.at)
    person = visitor()
    enters(person, world.he, live_server)
    page = person.page
    page.goto("/admin/")
    page.get_by_role("link", name="行政区划").first.click()
    page.get_by_role("link", name="440000").first.click()
    page.get_by_label("名称").fill("广东省（更正）")
    page.locator("input[name=_save]").click()
    expect(page.locator(".success")).to_be_visible()
    assert Region.objects.get(pk="440000").name == "广东省（更正）"
