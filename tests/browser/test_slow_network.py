"""On a slow network what one types oneself is never taken for another window's."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.people import Person
from tests.browser.typed import BASIC, DETAILS, RECORDS
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
