"""On a slow network what one types oneself is never taken for another window's."""

import contextlib

import pytest
from playwright.sync_api import Error, Route, expect

from tests.browser.applying import chooses
from tests.browser.conftest import Visitor
from tests.browser.people import Person
from tests.browser.typed import BASIC, DETAILS, RECORDS, REQUEST
from tests.world import World, fresh
from zhicheng.applications.steps import answer
from zhicheng.dossier.models import WorkExperience

pytestmark = pytest.mark.browser
LATENCY = 1200  # ms between the server's answer and the page; autosave begins 0.8 s after a change


def slows_down(someone: Person) -> None:
    conditions = {"offline": False, "latency": LATENCY, "downloadThroughput": -1, "uploadThroughput": -1}
    someone.context.new_cdp_session(someone.page).send("Network.emulateNetworkConditions", conditions)


def begins_autosave(someone: Person, label: str, text: str) -> None:
    """Types into a box and leaves it; returns when the draft is on its way, its answer not yet here."""
    box = someone.field(label).locator("input").first
    with someone.page.expect_request("**/draft/"):
        box.fill(text)
        box.blur()


def test_a_second_autosave_waits_for_the_first(world: World, visitor: Visitor) -> None:
    application = world.start()
    li = visitor().signs_in(world.li)
    li.goes_to(f"/my/applications/{application.number}/info/work/")
    slows_down(li)
    begins_autosave(li, "工作单位及部门", "清远市环境科学研究院")
    begins_autosave(li, "从事何种专业技术工作", "水生态修复")
    expect(li.page.locator("#saved")).to_contain_text("已自动存为草稿", timeout=10_000)
    li.page.wait_for_load_state("networkidle")
    li.page.reload()
    expect(li.field("从事何种专业技术工作").locator("input")).to_have_value("水生态修复")


@pytest.mark.parametrize("key", ["work", "basic"])
def test_saving_while_a_draft_is_on_its_way_saves(world: World, visitor: Visitor, key: str) -> None:
    application = world.start()
    li = visitor().signs_in(world.li)
    li.goes_to(f"/my/applications/{application.number}/info/{key}/")
    who = {label: DETAILS[label] for label in ("民族", "政治面貌", "工作单位", "参加工作时间")}
    li.fills(RECORDS["工作经历"][0] if key == "work" else {**who, **BASIC})
    slows_down(li)
    label = "职务" if key == "work" else "曾用名"
    begins_autosave(li, label, "副主任")
    li.field(label).locator("input").fill("主任")
    li.clicks("保存，填下一项")
    if key == "work":
        assert (li.heading(), WorkExperience.objects.get(owner=world.li).duty) == ("现职称", "主任")
    else:
        assert world.li.profile.former_name == "主任"


def test_what_comes_late_does_not_undo_a_save(world: World, visitor: Visitor) -> None:
    """The hints on similar rows arrive while 保存 is on its way, and then the page goes out of sight."""
    application = world.start()
    li = visitor().signs_in(world.li)
    path = f"/my/applications/{application.number}/info/work/"
    li.goes_to(path)
    li.fills(RECORDS["工作经历"][0])
    slows_down(li)
    box = li.field("职务").locator("input")
    with li.page.expect_request("**/similar/*"):
        box.fill("主任")
        box.blur()
    li.clicks("保存并再加一条")
    (row,) = WorkExperience.objects.filter(owner=world.li)
    kept = answer(fresh(application), "work")
    assert (kept.version, kept.ticked, kept.raw) == (1, (row.pk,), {})


def test_what_is_chosen_while_options_are_on_their_way_stays(world: World, visitor: Visitor) -> None:
    """The answer asks further by what was chosen when it was asked for; what came after is newer."""
    application = world.start(kind="reissue")
    li = visitor().signs_in(world.li)
    li.goes_to(f"/my/applications/{application.number}/request/")
    li.fills({"补换发类别": "损坏", "原因": "摔坏了。"})
    slows_down(li)
    with li.page.expect_response("**/narrow/"):
        li.fills({"原证书": "系统中没有的原证书"})
        li.fills({"补换发类别": "遗失", "原因": "搬家时遗失。"})
        li.page.get_by_role("checkbox").check()
    expect(li.field("职称名称")).to_be_visible()
    for box in (li.field("补换发类别").get_by_label("遗失"), li.page.get_by_role("checkbox")):
        expect(box).to_be_checked()
    expect(li.field("原因").locator("textarea")).to_have_value("搬家时遗失。")
    expect(li.field("原因")).to_contain_text("已填 6 字")
    expect(li.page.locator("#saved")).to_contain_text("已自动存为草稿", timeout=10_000)
    assert answer(fresh(application), "request").raw["way"] == ["lost"]


def test_an_older_answer_does_not_undo_a_newer_choice(world: World, visitor: Visitor) -> None:
    """Two choices in quick succession ask twice; the first question's answer comes last, or not at all."""
    application = world.fill(world.start(kind="entrustment"), skip=("request", "boxes"))
    li = visitor().signs_in(world.li)
    li.goes_to(f"/my/applications/{application.number}/request/")
    chooses(li, REQUEST)
    waiting: list[Route] = []
    li.page.route("**/narrow/", lambda route: route.continue_() if waiting else waiting.append(route))
    with li.page.expect_request("**/narrow/"):
        li.fills({"申报级别": "副高级"})
    with li.page.expect_response("**/narrow/"):
        li.fills({"受委托省份": "江苏省"})
    with contextlib.suppress(Error):  # nobody waits for it any longer
        waiting[0].continue_()
    expect(li.page.locator("#saved")).to_contain_text("已自动存为草稿", timeout=10_000)
    for label, value in {"申报级别": "deputy_senior", "受委托省份": "320000"}.items():
        expect(li.field(label).locator("select")).to_have_value(value)
