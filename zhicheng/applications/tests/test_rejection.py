"""不予通过: two officers of one desk, never one alone; what the applicant learns, and when he may come again."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories import official
from tests.world import World, fresh, stage_of
from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Outcome, Proposal, StageRecord
from zhicheng.applications.queries import current_stage
from zhicheng.applications.rejection import reasons, seconds
from zhicheng.audit.models import Event
from zhicheng.notifications.models import Message
from zhicheng.organizations.models import Membership, Role
from zhicheng.reference.models import Code

STAGES = ("unit", "competent", "intake", "confirm")
WHY = {"reason": "材料与事实不符", "article": "人社部令第40号（待核对）", "text": "业绩材料中的项目由他人完成。"}


@pytest.fixture
def second(world: World) -> User:
    """另一位经办人 at every desk of the cast."""
    desks = ((world.unit, Role.UNIT), (world.competent, Role.COMPETENT), (world.office, Role.OFFICE))
    return official("tan", "谭经办", 61, *desks, (world.bureau, Role.HRSS))


def propose(world: World, application: Application, actor: User | None = None) -> Proposal:
    stage = stage_of(application)
    return operations.propose_rejection(stage=stage, actor=actor or world.officer(stage), at=world.later(), **WHY)


def standing(application: Application) -> tuple[str, str]:
    stage = current_stage(fresh(application))
    return fresh(application).status, stage.key if stage else ""


@pytest.mark.parametrize("key", STAGES)
def test_every_desk_that_may_reject_has_reasons_with_their_articles(world: World, key: str) -> None:
    stage = StageRecord.objects.get(application=world.submitted(), key=key)
    offered = list(reasons(stage, on=world.at.date()))
    assert len(offered) > 3
    assert [one.code for one in offered if not one.source] == []
    Code.objects.filter(pk=offered[0].pk).update(valid_to=date(2026, 1, 1))
    assert list(reasons(stage, on=world.at.date())) == offered[1:]


@pytest.mark.parametrize("key", STAGES)
def test_a_proposal_alone_ends_nothing_and_the_applicant_learns_nothing(world: World, second: User, key: str) -> None:
    application = world.at_stage(key)
    told = Message.objects.filter(recipient=world.li).count()
    propose(world, application)
    assert standing(application) == ("in_progress", key)
    assert Message.objects.filter(recipient=world.li).count() == told
    assert Message.objects.filter(recipient=second, title=f"不予通过待复核：{application.number}").count() == 1


@pytest.mark.parametrize(("key", "word"), [("unit", "不予通过"), ("intake", "不予受理"), ("confirm", "不予核准")])
def test_the_second_officer_ends_the_case_and_the_applicant_is_told_why_and_what_to_do(
    world: World, second: User, key: str, word: str
) -> None:
    application = world.at_stage(key)
    operations.confirm_rejection(proposal=propose(world, application), words="", actor=second, at=world.later())
    assert standing(application) == ("rejected", "")
    stage = application.stages.get(key=key)
    assert (stage.outcome, stage.decided_by) == (Outcome.REJECTED, second)
    body = Message.objects.filter(recipient=world.li).latest("pk").body
    for said in (word, *WHY.values(), "2027 年度", "书面申请复查"):
        assert said in body
    assert not any(row["held_by"] for row in world.li.education_set.values("held_by"))
    assert list(Event.objects.filter(verb__startswith="stage.reject").values_list("verb", "actor")) == [
        ("stage.rejection_proposed", world.officer(stage).pk),
        ("stage.rejected", second.pk),
    ]


def test_the_office_is_told_when_its_result_is_not_confirmed(world: World, second: User) -> None:
    application = world.at_stage("confirm")
    operations.confirm_rejection(proposal=propose(world, application), words="", actor=second, at=world.later())
    assert Message.objects.filter(recipient=world.feng, title=f"不予核准：{application.number}").count() == 1
    assert not hasattr(fresh(application), "certificate")


@pytest.mark.parametrize("verb", [operations.confirm_rejection, operations.send_back_rejection])
def test_nobody_settles_his_own_proposal_nor_that_on_his_own_case_nor_from_elsewhere(
    world: World, second: User, verb: Any
) -> None:
    application = world.submitted()
    proposal = propose(world, application)
    Membership.objects.create(user=world.li, organization=world.unit, role=Role.UNIT)
    for actor in (world.wang, world.li, world.wu, world.zhao, world.qian, world.feng, world.sun):
        with pytest.raises(operations.NotAllowed):
            verb(proposal=proposal, words="理由", actor=actor, at=world.at)
    assert standing(application) == ("in_progress", "unit")
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.update(answer="confirmed", answered_by=world.wang)


def test_who_sent_it_back_says_why_and_the_desk_decides_anew(world: World, second: User) -> None:
    application = world.submitted()
    proposal = propose(world, application)
    operations.send_back_rejection(proposal=proposal, words="材料可以补正，退回补正", actor=second, at=world.later())
    assert "材料可以补正" in Message.objects.filter(recipient=world.wang).latest("pk").body
    with pytest.raises(operations.AlreadySettled):
        operations.confirm_rejection(proposal=proposal, words="", actor=second, at=world.at)
    world.decide(application)
    assert standing(application) == ("in_progress", "notice_before")


def test_while_it_waits_nobody_of_the_desk_decides_otherwise_or_proposes_again(world: World, second: User) -> None:
    application = world.submitted()
    propose(world, application)
    for actor in (world.wang, second):
        with pytest.raises(operations.AlreadySettled):
            world.decide(application, actor=actor)
        with pytest.raises(operations.AlreadySettled):
            propose(world, application, actor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.create(stage=stage_of(application), proposed_by=second, proposed_at=world.at, **WHY)


def test_only_who_proposed_takes_it_back_and_a_desk_of_one_is_not_stuck(world: World) -> None:
    application = world.submitted()
    proposal = propose(world, application)
    assert seconds(proposal.stage, besides=world.wang) == []
    with pytest.raises(operations.NotAllowed):
        operations.take_back_rejection(proposal=proposal, actor=world.zhao, at=world.at)
    operations.take_back_rejection(proposal=proposal, actor=world.wang, at=world.at)
    world.decide(application)
    assert standing(application) == ("in_progress", "notice_before")


def test_one_officer_alone_cannot_reject_and_some_desks_cannot_at_all(world: World, second: User) -> None:
    application = world.submitted()
    with pytest.raises(operations.NotAllowed):
        world.decide(application, Outcome.REJECTED)
    world.go(application, to="recommend")
    with pytest.raises(operations.NotAllowed):
        propose(world, application)
    for actor in (world.li, world.wu, world.zhao):
        with pytest.raises(operations.NotAllowed):
            propose(world, application, actor)


def test_a_proposal_lapses_with_the_case_that_its_applicant_takes_back(world: World, second: User) -> None:
    application = world.submitted()
    proposal = propose(world, application)
    operations.withdraw(application=application, actor=world.li, at=world.later())
    with pytest.raises(operations.AlreadySettled):
        operations.confirm_rejection(proposal=proposal, words="", actor=second, at=world.at)
    world.submit(fresh(application))
    world.decide(application)
    assert standing(application) == ("in_progress", "notice_before")


def test_who_was_refused_at_intake_comes_again_next_year_only(world: World, second: User) -> None:
    application = world.at_stage("intake")
    operations.confirm_rejection(proposal=propose(world, application), words="", actor=second, at=world.later())
    with pytest.raises(operations.Barred) as refused:
        world.start()
    words = str(refused.value)
    assert all(said in words for said in (application.number, "不予受理", WHY["reason"], "2027 年度开始申报后可以申报"))
    assert world.li.applications.count() == 1
    assert world.start(year=2027).year == 2027
    assert world.start(world.wu).year == 2026


def test_who_was_refused_by_his_unit_may_mend_it_and_start_again(world: World, second: User) -> None:
    application = world.submitted()
    operations.confirm_rejection(proposal=propose(world, application), words="", actor=second, at=world.later())
    assert world.start().pk != application.pk
