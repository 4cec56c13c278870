"""Buttons are pressed twice, one goes back, two officers are at it at once: everything happens once and everybody is told."""

import pytest

from tests import answers
from tests.browser import applying
from tests.browser.conftest import Visitor
from tests.factories import official
from tests.world import World, fresh
from zhicheng.applications import operations
from zhicheng.applications.models import Outcome, StageRecord, Status, Submission
from zhicheng.applications.registry import get_kind
from zhicheng.organizations.models import Role
from zhicheng.organizations.queries import open_affiliation

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", answers.KINDS)
def test_going_back_after_submitting_submits_nothing_again(world: World, visitor: Visitor, kind: str) -> None:
    if open_affiliation(world.li) is None:
        operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    case = world.filled(kind=kind)
    if get_kind(kind).must_download:
        world.download(case)
    li = visitor().signs_in(world.li)
    li.goes_to(f"/my/applications/{case.number}/submit/")
    applying.submits(li)
    li.page.go_back()
    li.looks()
    assert li.page.get_by_role("button", name="提交审核").count() == 0
    li.page.go_forward()
    li.page.reload()
    li.sees("提交回执", case.number)
    assert Submission.objects.filter(application=case).count() == 1


def test_of_two_officers_at_once_the_second_is_told_and_keeps_his_words(world: World, visitor: Visitor) -> None:
    operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    case = world.submitted(kind="unit_change")
    second = official("tan", "谭经办", 61, (world.other_unit, Role.UNIT))
    first, late = visitor().signs_in(world.luo), visitor().signs_in(second)
    for officer in (first, late):
        officer.goes_to(f"/desk/cases/{case.number}/")
        for point in officer.page.locator(".seg").all():
            point.get_by_role("radio", name="符合").check()
    first.fills({"审核意见": "已签合同。"})
    first.page.get_by_label("同意接收", exact=True).check()
    first.clicks("提交审核决定", twice=True)
    late.fills({"审核意见": "没有编制，不接收。"})
    late.page.get_by_label("不同意接收", exact=True).check()
    with late.refused(409):
        late.clicks("提交审核决定")
    late.checks()
    late.sees("罗经办")
    assert fresh(case).status == Status.IN_PROGRESS
    receive = StageRecord.objects.get(application=case, key="receive")
    assert (receive.outcome, receive.opinion) == (Outcome.PASSED, "已签合同。")
