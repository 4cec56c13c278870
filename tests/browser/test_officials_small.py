"""Officials' pages on the narrowest screen: nothing is scrolled sideways, and axe finds nothing."""

import pytest

from tests.browser.conftest import Visitor
from tests.browser.people import Person
from tests.factories import official, person
from tests.world import World, fresh, stage_of
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Notice
from zhicheng.applications.rejection import reasons
from zhicheng.organizations.models import Role
from zhicheng.review import operations as review

pytestmark = pytest.mark.browser
LONG = "清远市北江流域水生态环境保护与综合治理工程（第一标段）全过程咨询服务项目"


def walks(someone: Person, *paths: str) -> None:
    """Every page is looked at, also the same page once more in another state."""
    for path in paths:
        someone.page.goto(path)
        someone.checks()


def propose(world: World, application: Application) -> None:
    stage = stage_of(application)
    why = reasons(stage, on=world.at.date())[0]
    operations.propose_rejection(
        stage=stage, reason=why.name, article=why.source, text=LONG * 3, actor=world.officer(stage), at=world.later()
    )


def objected(world: World, application: Application) -> None:
    notice = Notice.objects.get(stage=stage_of(application))
    operations.object_to(notice=notice, text=LONG * 2, objector="一位同事", actor=None, at=world.later())


def test_the_desks_at_320_px(world: World, visitor: Visitor) -> None:
    waiting, posted = world.submitted(), world.at_stage("notice_before", world.wu)
    objected(world, posted)
    proposed = world.submitted(person("ren", "任某", 50))
    propose(world, proposed)
    second = official("tan", "谭经办", 61, (world.unit, Role.UNIT), (world.competent, Role.COMPETENT))
    case, notice = f"/desk/cases/{waiting.number}/", f"/desk/notices/{posted.number}/"
    wang = visitor(width=320, height=800).signs_in(world.wang)
    tabs = [f"/desk/cases/?tab={tab}" for tab in ("waiting", "returned", "posted", "done")]
    walks(wang, "/desk/", *tabs, "/desk/cases/?q=nobody", case, "/desk/notices/", notice, "/desk/messages/")
    walks(wang, f"/desk/cases/{proposed.number}/", f"/desk/cases/{proposed.number}/rejection/")
    wang.goes_to(notice)
    wang.clicks("填写核查结论")
    wang.page.get_by_label("成立，这次申报不再往下办理", exact=True).check()
    wang.fills({"核查情况": LONG})
    wang.clicks("下一步：核对后果")
    wang.goes_to(case)
    for point in wang.page.locator(".seg").all():
        point.get_by_role("radio", name="符合").check()
    wang.page.locator("input[value=rejected]").check()
    wang.checks()
    with wang.refused():
        wang.clicks("提交审核决定")
    tan = visitor(width=320, height=800).signs_in(second)
    walks(tan, "/desk/", "/desk/cases/", f"/desk/cases/{proposed.number}/")
    tan.goes_to(f"/desk/cases/{proposed.number}/rejection/")
    with tan.refused():
        tan.clicks("退回王经办")
    tan.fills({"复核意见": LONG})
    tan.clicks("退回王经办")
    tan.page.goto(case)
    tan.page.locator(".seg").first.get_by_role("radio", name="有问题").check()
    for point in tan.page.locator(".seg").all()[1:]:
        point.get_by_role("radio", name="符合").check()
    tan.page.locator(".check textarea").first.fill(LONG)
    tan.page.locator("input[value=returned]").check()
    tan.clicks("提交审核决定")
    assert tan.heading() == "预览一次性告知书"


def test_the_bureau_at_320_px(world: World, visitor: Visitor) -> None:
    confirming = world.at_stage("confirm")
    case = f"/desk/cases/{confirming.number}/"
    qian = visitor(width=320, height=800).signs_in(world.qian)
    walks(qian, "/desk/", "/desk/cases/", case)
    world.go(fresh(confirming))
    walks(qian, "/desk/cases/?tab=done", case)


def test_the_office_at_320_px(world: World, visitor: Visitor) -> None:
    item = world.convene(world.at_stage("review"))
    planned = review.plan_meeting(
        call=world.call, name=LONG, number="2026-09", held_on=world.at.date(), actor=world.feng, at=world.at
    )
    review.seat(meeting=planned, expert=world.experts[0], number=1, is_chair=True, actor=world.feng, at=world.at)
    world.at_stage("review", world.wu)
    intake = world.at_stage("intake", person("ren", "任某", 50))
    propose(world, intake)
    here, next_ = f"/office/meetings/{item.meeting.number}/", "/office/meetings/2026-09/"
    feng = visitor(width=320, height=800).signs_in(world.feng)
    walks(feng, "/office/", "/office/cases/", "/office/calls/", "/office/meetings/", "/office/meetings/new/")
    walks(feng, f"/office/cases/{intake.number}/", f"/office/cases/{intake.number}/rejection/")
    walks(feng, here, f"{here}seats/", f"{here}items/1/recusals/", f"{here}close/")
    walks(feng, next_, f"{next_}seats/", f"{next_}seats/1/free/", f"{next_}cases/", f"{next_}open/")
    world.vote(item)
    review.close_item(item=item, actor=world.sun, at=world.later())
    walks(feng, here, "/office/results/", "/office/notices/", f"/office/notices/{item.application.number}/")


def test_the_experts_at_320_px(world: World, visitor: Visitor) -> None:
    item = world.convene(world.at_stage("review"))
    here = f"/panel/meetings/{item.meeting.number}/"
    sun = visitor(width=320, height=800).signs_in(world.sun)
    walks(sun, "/panel/", "/panel/recusals/", "/panel/discipline/", here, f"{here}items/1/")
    sun.goes_to(f"{here}items/1/")
    sun.page.get_by_label("同意", exact=True).check()
    sun.clicks("投票")
    sun.clicks("确认投“同意”票")
    zhou = visitor(width=320, height=800).signs_in(world.zhou)
    walks(zhou, "/panel/", here)


def test_the_last_column_of_a_queue_stays_on_one_line(world: World, visitor: Visitor) -> None:
    world.submitted()
    wang = visitor(width=1440, height=900).signs_in(world.wang)
    wang.page.goto("/desk/cases/")
    link, name = (wang.page.locator(f"tbody {where} a").first for where in ('td[data-l="操作"]', "b"))
    assert (
        link.evaluate("one => one.getClientRects().length") == name.evaluate("one => one.getClientRects().length") == 1
    )
