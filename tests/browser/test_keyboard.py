"""Everything by the keyboard: who uses no mouse sees where he is and gets where he wants."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.people import Person
from tests.browser.typed import RECORDS
from tests.factories import PASSWORD
from tests.world import World
from zhicheng.dossier.models import WorkExperience

pytestmark = pytest.mark.browser
STEPS = 60  # Tab presses within which everything of a page is reached


def tabs_to(someone: Person, words: str) -> None:
    """Presses Tab until the focus stands on what is called `words`; each stop shows where it is."""
    for _ in range(STEPS):
        someone.page.keyboard.press("Tab")
        assert is_marked(someone), f"no focus to be seen on {name(someone)}"
        if name(someone).startswith(words):
            return
    pytest.fail(f"{words} is not reached with Tab on {someone.page.url}")


def name(someone: Person) -> str:
    """What a screen reader calls the focused thing."""
    return str(
        someone.page.evaluate(
            """() => { const one = document.activeElement;
            return one.getAttribute("aria-label") || one.labels?.[0]?.innerText.trim() || one.innerText?.trim() || "" }"""
        )
    )


def is_marked(someone: Person) -> bool:
    """The focus has a visible outline and is not hidden behind the bar at the foot."""
    return bool(
        someone.page.evaluate(
            """() => { const one = document.activeElement, box = one.getBoundingClientRect();
            const line = getComputedStyle(one), bar = document.querySelector(".action-bar")?.getBoundingClientRect();
            const hidden = bar && !one.closest(".action-bar") && box.top >= bar.top && box.height;
            return line.outlineStyle !== "none" && parseFloat(line.outlineWidth) >= 2 && !hidden }"""
        )
    )


def types(someone: Person, label: str, text: str) -> None:
    tabs_to(someone, label)
    someone.page.keyboard.type(text)


def presses_enter(someone: Person) -> None:
    with someone.page.expect_event("load"):
        someone.page.keyboard.press("Enter")


def test_signing_in_and_filling_a_part_with_the_keyboard_alone(world: World, visitor: Visitor) -> None:
    application = world.start()
    li = visitor()
    li.goes_to("/login/")
    li.page.keyboard.press("Tab")
    assert name(li) == "跳到主要内容"
    li.page.keyboard.press("Enter")
    expect(li.page.locator("#main")).to_be_focused()
    types(li, "用户名或手机号", world.li.username)
    types(li, "密码", PASSWORD)
    presses_enter(li)

    li.goes_to(f"/my/applications/{application.number}/info/")
    tabs_to(li, "工作经历")
    presses_enter(li)
    typed = RECORDS["工作经历"][0]
    li.page.locator("main").focus()
    tabs_to(li, "年")
    li.page.keyboard.type("2017")
    types(li, "月", "7")
    for label in ("工作单位及部门", "从事何种专业技术工作"):
        types(li, label, str(typed[label]))
    tabs_to(li, "保存，填下一项")
    presses_enter(li)
    assert li.heading() == "现职称"
    assert WorkExperience.objects.get(owner=world.li).unit == typed["工作单位及部门"]


def test_after_a_refused_form_the_focus_stands_on_what_was_wrong(world: World, visitor: Visitor) -> None:
    application = world.start()
    li = visitor().signs_in(world.li)
    li.goes_to(f"/my/applications/{application.number}/info/work/")
    tabs_to(li, "工作单位及部门")
    li.page.keyboard.type("清远市环境科学研究院水环境室")
    with li.refused():
        tabs_to(li, "保存，填下一项")
        presses_enter(li)
    assert li.page.title().startswith("错误：")
    summary = li.page.locator(".err-sum")
    expect(summary).to_be_focused()
    link = summary.get_by_role("link").last
    words = link.inner_text()
    link.press("Enter")
    assert words in li.page.locator(".field", has=li.page.locator("*:focus")).inner_text()
    assert is_marked(li)
    li.checks()
