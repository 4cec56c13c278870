"""Cables are pulled, sessions end, two windows disagree: what was typed is still there."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visitor
from tests.browser.people import Person
from tests.factories import PASSWORD
from tests.world import World, fresh
from zhicheng.applications import operations
from zhicheng.applications.models import Application
from zhicheng.applications.steps import answer

pytestmark = pytest.mark.browser
QUICK = 15_000
RARE = "𬱖江㛃湖；<b>“甲&amp;乙”"


@contextmanager
def trouble(someone: Person, *words: str) -> Iterator[None]:
    """What happens inside makes the browser complain, and of nothing but this."""
    before = len(someone.site.troubles)
    yield
    new = someone.site.troubles[before:]
    someone.site.troubles[before:] = [line for line in new if not any(word in line for word in words)]


def page(application: Application, key: str) -> str:
    return f"/my/applications/{application.number}/info/{key}/"


def box(someone: Person, label: str) -> Locator:
    return someone.field(label).locator("input, textarea").first


def types(someone: Person, label: str, text: str) -> None:
    box(someone, label).fill(text)
    box(someone, label).dispatch_event("change")


def says(someone: Person, words: str) -> None:
    expect(someone.page.locator("#saved")).to_contain_text(words, timeout=QUICK)


def raw(application: Application, key: str) -> dict[str, list[str]]:
    return answer(fresh(application), key).raw


def stashes(someone: Person) -> list[str]:
    kept = json.loads(someone.page.evaluate("JSON.stringify({...localStorage})"))
    return [text for name, text in kept.items() if name.startswith("stash:")]


def test_offline_is_said_kept_sealed_and_saved_when_the_network_is_back(world: World, visitor: Visitor) -> None:
    application = world.start()
    li = visitor().signs_in(world.li)
    li.goes_to(page(application, "work"))
    with trouble(li, "ERR_INTERNET_DISCONNECTED", "Failed to fetch"):
        li.context.set_offline(True)
        types(li, "工作单位及部门", "清远市环境科学研究院")
        says(li, "网络中断，已加密暂存在本机，恢复后自动保存")
        types(li, "职务", "副主任")
        expect(li.page.get_by_role("button", name="重试")).to_be_visible()
        (kept,) = stashes(li)
        assert "环境" not in kept
        li.context.set_offline(False)
        says(li, "已自动存为草稿")
    assert (raw(application, "work")["unit"], raw(application, "work")["duty"]) == (
        ["清远市环境科学研究院"],
        ["副主任"],
    )
    assert stashes(li) == []


def test_what_was_typed_offline_is_offered_after_a_restart_and_to_nobody_else(world: World, visitor: Visitor) -> None:
    application = world.start()
    li = visitor().signs_in(world.li)
    li.goes_to(page(application, "basic"))
    with trouble(li, "ERR_INTERNET_DISCONNECTED", "Failed to fetch", "beforeunload"):
        li.context.set_offline(True)
        types(li, "通讯地址", "清远市清城区人民二路 18 号")
        says(li, "已加密暂存在本机")
        li.context.set_offline(False)
        li.page.evaluate("document.querySelector('form[data-autosave]').dataset.dirty = ''")
        li.page.goto("about:blank")
    li.goes_to(page(application, "basic"))
    if not raw(application, "basic"):  # else the page saved it with its last breath
        li.page.get_by_role("button", name="恢复本机暂存的内容").click()
        expect(box(li, "通讯地址")).to_have_value("清远市清城区人民二路 18 号")
    assert raw(application, "basic")["address"] == ["清远市清城区人民二路 18 号"]


def test_after_signing_in_again_one_goes_on_in_the_same_field(world: World, visitor: Visitor) -> None:
    application = world.start()
    li = visitor().signs_in(world.li)
    li.goes_to(page(application, "work"))
    types(li, "职务", "科员")
    says(li, "已自动存为草稿")
    li.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    with trouble(li, ": 401", "401"):
        box(li, "从事何种专业技术工作").click()
        li.page.keyboard.insert_text("水生态修复")
        li.page.wait_for_url("**/login/**", timeout=QUICK)
    assert "水生态" not in "".join(stashes(li))
    li.fills({"用户名或手机号": world.li.username, "密码": PASSWORD})
    li.page.get_by_role("main").get_by_role("button", name="登录").click()
    expect(box(li, "从事何种专业技术工作")).to_have_value("水生态修复", timeout=QUICK)
    expect(box(li, "从事何种专业技术工作")).to_be_focused(timeout=QUICK)
    assert (raw(application, "work")["work"], raw(application, "work")["duty"]) == (["水生态修复"], ["科员"])
    assert stashes(li) == []


@pytest.mark.parametrize(
    ("kind", "label"),
    {
        "initial": "现工作岗位",
        "reissue": "原因",
        "entrustment": "受委托评审委员会",
        "unit_change": "情况说明",
        "record_correction": "更正原因",
    }.items(),
)
def test_every_request_outlives_its_session_with_rare_characters(
    world: World, visitor: Visitor, kind: str, label: str
) -> None:
    operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    application = world.start(kind=kind)
    li = visitor().signs_in(world.li)
    li.goes_to(f"/my/applications/{application.number}/request/")
    li.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    with trouble(li, "401"):
        types(li, label, RARE)
        li.page.wait_for_url("**/login/**")
    li.fills({"用户名或手机号": world.li.username, "密码": PASSWORD})
    li.page.get_by_role("main").get_by_role("button", name="登录").click()
    expect(box(li, label)).to_have_value(RARE, timeout=QUICK)
    assert stashes(li) == []


def test_who_signs_in_next_at_the_same_browser_sees_nothing_of_it(world: World, visitor: Visitor) -> None:
    application = world.start()
    li = visitor().signs_in(world.li)
    li.goes_to(page(application, "work"))
    li.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    with trouble(li, "401"):
        types(li, "职务", "绝密职务")
        li.page.wait_for_url("**/login/**", timeout=QUICK)
    with trouble(li, "404"):
        li.fills({"用户名或手机号": world.wu.username, "密码": PASSWORD})
        li.page.get_by_role("main").get_by_role("button", name="登录").click()
        li.page.wait_for_load_state("networkidle")
    other = world.start(world.wu)
    li.goes_to(page(other, "work"))
    assert box(li, "职务").input_value() == ""
    assert "绝密" not in li.page.content() + "".join(stashes(li))
    assert raw(other, "work") == {}


def test_two_windows_are_told_at_once_and_choose_field_by_field(world: World, visitor: Visitor) -> None:
    application = world.start()
    world.save(application, "basic", {"health": "健康", "address": "旧地址"})
    phone, desk = visitor(width=390).signs_in(world.li), visitor().signs_in(world.li)
    for one in (phone, desk):
        one.goes_to(page(application, "basic"))
    types(phone, "身体状况", "良好")
    says(phone, "已自动存为草稿")
    with trouble(desk, "409"):
        types(desk, "通讯地址", "清远市清城区人民二路 18 号")
        says(desk, "这一项在另一个窗口改过")
        desk.clicks("保存，填下一项")
    desk.sees("请选保留哪一个", "2 处不同：身体状况、通讯地址")
    desk.page.get_by_role("radio", name="身体状况，已保存的").check()
    with trouble(desk, "422"):  # kept, and not complete yet
        desk.clicks("按所选的保存")
    assert (raw(application, "basic")["health"], raw(application, "basic")["address"]) == (
        ["良好"],
        ["清远市清城区人民二路 18 号"],
    )
    desk.goes_to(page(application, "basic"))
    desk.clicks("历史版本")
    desk.sees("另一个窗口填的，没有采用", "点了保存")
    desk.page.get_by_role("link", name="查看这个版本").last.click()
    desk.looks()
    desk.clicks("恢复这个版本")
    assert raw(application, "basic")["address"] == ["旧地址"]


def test_a_long_text_in_a_red_box_is_kept_while_it_is_typed(world: World, visitor: Visitor) -> None:
    application = world.fill(world.start(), skip=("boxes",))
    li = visitor().signs_in(world.li)
    li.goes_to(f"/my/applications/{application.number}/form/")
    area = li.page.get_by_role("textbox", name="专业技术工作总结")
    area.click()
    li.page.keyboard.insert_text("参加工作以来一直从事水生态修复工作。")
    says(li, "已自动存为草稿")
    assert fresh(application).content.supplements["work_summary"] == "参加工作以来一直从事水生态修复工作。"
    expect(area).to_be_focused()
    li.page.get_by_label("籍贯").fill("广东清远")
    li.page.get_by_label("籍贯").blur()
    expect(li.page.locator("#b-native_place.filled")).to_be_visible()
    assert fresh(application).content.supplements["native_place"] == "广东清远"


def test_a_row_that_is_being_changed_is_kept_beside_the_row(world: World, visitor: Visitor) -> None:
    application = world.filled()
    row = world.li.workexperience_set.get()
    li = visitor().signs_in(world.li)
    li.goes_to(f"{page(application, 'work')}{row.pk}/")
    types(li, "职务", "主任")
    says(li, "已自动存为草稿")
    li.goes_to(f"{page(application, 'work')}{row.pk}/")
    li.sees("上次改到一半，还没有保存")
    expect(box(li, "职务")).to_have_value("主任")
    row.refresh_from_db()
    assert row.duty == ""
    li.clicks("保存修改")
    row.refresh_from_db()
    assert row.duty == "主任"
