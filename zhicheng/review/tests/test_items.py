"""Recusal, quorum and roll, opinion, count."""

import pytest

from zhicheng.applications.models import Application, StageRecord
from zhicheng.audit.models import Event
from zhicheng.review import operations
from zhicheng.review.models import Ballot, Item, Opinion, Recusal, Roll, Turnout

from .conftest import AT, World

ZHOU = 1  # 周评委 among the experts


def recuse(world: World, *, by: str = "self") -> None:
    expert = world.experts[ZHOU]
    actor = {"self": expert.user, "office": world.clerk, "chair": world.chair, "stranger": world.stranger}[by]
    operations.recuse(item=world.item, expert=expert, reason="同一单位", actor=actor, at=AT)


@pytest.mark.parametrize("by", ["self", "office"])
def test_an_expert_leaves_a_case_by_his_word_or_the_offices_order(world: World, by: str) -> None:
    recuse(world, by=by)
    recuse(world, by=by)
    assert Recusal.objects.get().reason == "同一单位"
    world.open()
    assert [row.expert for row in Roll.objects.order_by("expert")] == [
        expert for expert in world.experts if expert != world.experts[ZHOU]
    ]
    with pytest.raises(operations.NotAllowed):
        operations.vote(item=world.item, expert=world.experts[ZHOU], choice="yes", nonce="n" * 22, at=AT)


@pytest.mark.parametrize("by", ["chair", "stranger"])
def test_nobody_else_takes_an_expert_off_a_case(world: World, by: str) -> None:
    with pytest.raises(operations.NotAllowed):
        recuse(world, by=by)


def test_recusal_comes_before_the_vote_opens(world: World) -> None:
    world.open()
    with pytest.raises(operations.WrongPhase):
        recuse(world)


def test_what_a_recused_expert_wrote_is_removed(world: World) -> None:
    world.sign_in()
    operations.write_opinion(item=world.item, expert=world.experts[ZHOU], text="好", at=AT)
    recuse(world)
    assert not Opinion.objects.exists()


def test_the_vote_does_not_open_below_two_thirds_of_the_filed_members(world: World) -> None:
    world.sign_in(5)
    world.start()
    with pytest.raises(operations.NoQuorum, match="9 人，除回避外到会 5 人，不足三分之二（6 人）"):
        operations.open_item(item=world.item, actor=world.chair, at=AT)
    assert not Roll.objects.exists()
    world.sign_in(6)
    assert operations.open_item(item=world.item, actor=world.chair, at=AT).present == 6


def test_the_quorum_must_hold_without_the_recused(world: World) -> None:
    recuse(world)
    world.sign_in(6)
    world.start()
    with pytest.raises(operations.NoQuorum):
        operations.open_item(item=world.item, actor=world.chair, at=AT)


def test_only_the_chair_opens_and_closes_an_item(world: World) -> None:
    world.sign_in()
    world.start()
    for wrong in (world.clerk, world.stranger, world.experts[1].user):
        with pytest.raises(operations.NotAllowed):
            operations.open_item(item=world.item, actor=wrong, at=AT)
    operations.open_item(item=world.item, actor=world.chair, at=AT)
    for wrong in (world.clerk, world.stranger, world.experts[1].user):
        with pytest.raises(operations.NotAllowed):
            operations.close_item(item=world.item, actor=wrong, at=AT)


def test_one_item_is_open_at_a_time(world: World) -> None:
    world.open()
    with pytest.raises(operations.WrongPhase):
        operations.open_item(item=world.items[1], actor=world.chair, at=AT)


def test_no_item_opens_before_the_meeting(world: World) -> None:
    world.sign_in()
    with pytest.raises(operations.WrongPhase):
        operations.open_item(item=world.item, actor=world.chair, at=AT)


def test_who_signs_in_after_the_opening_is_not_on_the_roll(world: World) -> None:
    world.sign_in(6)
    world.start()
    operations.open_item(item=world.item, actor=world.chair, at=AT)
    world.sign_in()
    with pytest.raises(operations.NotAllowed):
        operations.vote(item=world.item, expert=world.experts[6], choice="yes", nonce="n" * 22, at=AT)
    assert Item.objects.get(pk=world.item.pk).present == 6


def test_an_opinion_is_rewritten_until_its_writer_votes(world: World) -> None:
    zhou = world.experts[ZHOU]
    with pytest.raises(operations.NotAllowed):  # not here yet
        operations.write_opinion(item=world.item, expert=zhou, text="早", at=AT)
    world.open()
    operations.write_opinion(item=world.item, expert=zhou, text="一", at=AT)
    operations.write_opinion(item=world.item, expert=zhou, text="二", at=AT)
    assert [opinion.text for opinion in Opinion.objects.all()] == ["二"]
    world.vote("-y-----")
    with pytest.raises(operations.NotAllowed):
        operations.write_opinion(item=world.item, expert=zhou, text="三", at=AT)


@pytest.mark.parametrize(
    ("choices", "totals", "passed"),
    [
        ("yyyyynn", (5, 2, 0), True),
        ("yyyynnn", (4, 3, 0), False),
        ("yyyyaaa", (4, 0, 3), False),
        ("yyyy---", (4, 0, 0), False),
        ("yyyyy--", (5, 0, 0), True),
        ("-------", (0, 0, 0), False),
    ],
)
def test_the_count_decides_by_those_present(
    world: World, choices: str, totals: tuple[int, int, int], passed: bool
) -> None:
    world.open()
    world.vote(choices)
    item = world.close()
    assert (item.yes, item.no, item.abstain, item.passed, item.present) == (*totals, passed, 7)
    case = Application.objects.get(pk=world.cases[0].pk)
    assert case.outcome == ("passed" if passed else "not_passed")
    assert case.decided_on == AT.date()
    assert case.tally == {"members": 9, "present": 7, "yes": totals[0], "no": totals[1], "abstain": totals[2]}
    assert case.status == "in_progress"  # the applicant learns it at 办结
    stages = StageRecord.objects.filter(application=case).order_by("order")
    assert [stage.arrived_at is not None for stage in stages] == [True, True]


def test_an_item_is_counted_once(world: World) -> None:
    world.open()
    world.vote("yyyyyyy")
    world.close()
    with pytest.raises(operations.WrongPhase):
        world.close()


def test_ballots_that_are_not_as_many_as_the_voters_are_not_counted(world: World) -> None:
    world.open()
    world.vote("yyyyyyy")
    ballot = Ballot.objects.first()
    assert ballot is not None
    ballot.delete()
    with pytest.raises(operations.BallotsDiffer):
        world.close()
    assert Item.objects.get(pk=world.item.pk).phase == "open"
    assert Turnout.objects.count() == 7


def test_the_audit_names_who_voted_in_one_event_at_the_close(world: World) -> None:
    world.open()
    world.vote("ynayyy-")
    assert not Event.objects.filter(verb__contains="vote").exists()
    world.close()
    event = Event.objects.get(verb="review.close_item")
    assert event.data == {"voted": sorted(expert.pk for expert in world.experts[:6])}
