"""What the tests of the 提示 do and see more than once."""

import re

from playwright.sync_api import Locator, expect

from tests.browser import applying
from tests.browser.applying import Papers
from tests.browser.people import Person, Typed
from tests.factories import START
from tests.world import World
from zhicheng.accounts.models import User
from zhicheng.applications.models import Application
from zhicheng.dossier.models import Profile


def at_hub(world: World, someone: Person, application: Application) -> Person:
    """李工 signs in and opens 填写个人信息 of the case."""
    someone.signs_in(world.li)
    someone.goes_to(f"/my/applications/{application.number}/info/")
    assert someone.heading() == "填写个人信息"
    return someone


def lives_in_qingyuan(person: User) -> None:
    Profile.objects.create(owner=person, region="441800", sex="2", born_on=START.date().replace(1994), ethnicity="01")


def adds(someone: Person, row: Typed, papers: Papers, button: str) -> None:
    someone.fills(row)
    applying.uploads(someone, papers["证明.pdf"])
    someone.clicks(button)


def done(someone: Person, title: str) -> None:
    """The part is ticked off in the list."""
    line = someone.page.locator(".tasks li").filter(has=someone.page.get_by_role("link", name=title, exact=True))
    expect(line).to_contain_text("已完成")


def appraisals(someone: Person) -> Locator:
    """What 资格条件对照 says about the years of 考核."""
    return someone.page.locator("main tr").filter(has_text="考核称职（合格）以上")


def is_red(box: Locator) -> bool:
    """Its frame is red to the eye."""
    colour = box.evaluate("one => getComputedStyle(one).borderTopColor")
    red, green, blue = map(int, re.findall(r"\d+", colour)[:3])
    return red > 150 and green < 100 and blue < 100
