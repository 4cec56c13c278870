"""Desks decide once, in their own cases only, and what they may not do changes nothing."""

from datetime import date
from typing import Any

import pytest

from tests.world import World, fresh, stage_of
from zhicheng.applications import operations
from zhicheng.applications.models import Application, CorrectionNotice, Gate, Notice, Outcome
from zhicheng.applications.queries import current_stage
from zhicheng.applications.reading import open_corrections
from zhicheng.organizations.models import Membership, Role

ITEMS = [{"section": "education", "title": "学历学位", "text": "毕业证书不清楚"}]
RETURN: dict[str, Any] = {"outcome": Outcome.RETURNED, "items": ITEMS, "due_on": date(2026, 9, 30)}


def untouched(application: Application, key: str) -> bool:
    return (fresh(application).status, stage_of(application).key) == ("in_progress", key)


@pytest.mark.parametrize("name", ["zhao", "qian", "feng", "sun", "wu", "li"])
def test_only_the_desk_where_the_case_waits_may_decide(world: World, name: str) -> None:
    application = world.submitted()
    with pytest.raises(operations.NotAllowed):
        world.decide(application, actor=getattr(world, name))
    assert untouched(application, "unit")


def test_an_officer_of_another_unit_or_role_may_not_decide(world: World) -> None:
    application = world.submitted()
    Membership.objects.create(user=world.wu, organization=world.other_unit, role=Role.UNIT)
    Membership.objects.create(user=world.wu, organization=world.unit, role=Role.COMPETENT)
    with pytest.raises(operations.NotAllowed):
        world.decide(application, actor=world.wu)


def test_nobody_decides_his_own_case(world: World) -> None:
    application = world.submitted()
    Membership.objects.create(user=world.li, organization=world.unit, role=Role.UNIT)
    with pytest.raises(operations.NotAllowed):
        world.decide(application, actor=world.li)


def test_the_second_officer_learns_who_was_quicker(world: World) -> None:
    application = world.submitted()
    stage = stage_of(application)
    world.decide(application)
    with pytest.raises(operations.AlreadyDecided) as refusal:
        operations.decide(stage=stage, actor=world.wang, outcome=Outcome.PASSED, opinion="", at=world.at)
    assert (refusal.value.stage.decided_by, refusal.value.stage.outcome) == (world.wang, "passed")


def test_a_return_lists_every_defect_and_opens_the_case(world: World) -> None:
    application = world.submitted()
    world.decide(application, **RETURN)
    application = fresh(application)
    assert (application.status, current_stage(application), open_corrections(application)) == ("returned", None, ITEMS)
    notice = CorrectionNotice.objects.get()
    world.submit(application)
    notice.refresh_from_db()
    assert (notice.answered_at, open_corrections(fresh(application))) == (world.at, [])


@pytest.mark.parametrize("change", [{"items": []}, {"items": None}, {"due_on": None}, {"outcome": Outcome.REJECTED}])
def test_what_a_desk_may_not_do_changes_nothing(world: World, change: dict[str, Any]) -> None:
    application = world.submitted()
    with pytest.raises(operations.NotAllowed):
        world.decide(application, **{**RETURN, **change})
    assert untouched(application, "unit")


@pytest.mark.parametrize("outcome", [Outcome.VOID, Outcome.PENDING, Outcome.NOT_PASSED, Outcome.WITHDRAWN])
def test_a_desk_has_no_other_outcomes(world: World, outcome: Outcome) -> None:
    application = world.submitted()
    with pytest.raises(operations.NotAllowed):
        world.decide(application, outcome)
    assert untouched(application, "unit")


def test_the_bureau_cannot_return_what_the_committee_judged(world: World) -> None:
    application = world.at_stage("confirm")
    with pytest.raises(operations.NotAllowed):
        world.decide(application, **RETURN)
    assert untouched(application, "confirm")


@pytest.mark.parametrize("gate", [Gate.NOTICE, Gate.REVIEW, Gate.APPLICANT])
def test_nothing_is_concluded_where_the_case_does_not_wait(world: World, gate: Gate) -> None:
    application = world.submitted()
    with pytest.raises(operations.NotAllowed):
        operations.conclude(application=application, gate=gate, outcome=Outcome.PASSED, opinion="", at=world.at)
    with pytest.raises(operations.NotAllowed):
        operations.respond(application=application, actor=world.li, data={}, at=world.at)
    assert untouched(application, "unit")


def test_a_case_that_cannot_go_on_holds_no_other_back_when_its_notice_ends(world: World) -> None:
    broken, sound = world.at_stage("notice_before"), world.at_stage("notice_before", world.wu)
    broken.stages.filter(key="notice_before").update(key="a stage of a lost kind")
    ends = Notice.objects.latest("ends_at").ends_at
    assert operations.close_notices(at=ends) == 1
    assert (stage_of(broken).gate, stage_of(sound).key) == (Gate.NOTICE, "recommend")
