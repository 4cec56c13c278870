"""The secret ballot: receipts, repetition, and that no row tells who voted how."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from zhicheng.audit.models import Event
from zhicheng.review import operations
from zhicheng.review.models import Ballot, Choice, Receipt, Turnout

from .conftest import AT, World

NONCE = "a-nonce-of-twenty-two-characters"


def cast(world: World, *, expert: int = 1, choice: str = "yes", nonce: str = NONCE) -> str:
    return operations.vote(item=world.item, expert=world.experts[expert], choice=choice, nonce=nonce, at=AT)


def test_the_receipt_is_the_hash_of_the_item_and_the_nonce(world: World) -> None:
    world.open()
    assert cast(world) == sha256(f"{world.item.pk}:{NONCE}".encode()).hexdigest()


def test_the_same_request_again_gives_the_same_receipt_also_after_the_close(world: World) -> None:
    world.open()
    receipt = cast(world)
    assert cast(world, choice="no") == receipt
    assert (Turnout.objects.count(), Ballot.objects.count()) == (1, 1)
    world.close()
    assert cast(world) == receipt
    assert world.item.ballots.get().choice == "yes"


def test_another_nonce_after_voting_is_refused(world: World) -> None:
    world.open()
    cast(world)
    with pytest.raises(operations.AlreadyVoted):
        cast(world, nonce="another" + NONCE)
    world.close()
    with pytest.raises(operations.AlreadyVoted):
        cast(world, nonce="another" + NONCE)


def test_a_short_or_borrowed_nonce_is_refused(world: World) -> None:
    world.open()
    with pytest.raises(operations.BadNonce):
        cast(world, nonce="short")
    cast(world)
    with pytest.raises(operations.BadNonce):
        cast(world, expert=2)
    assert Turnout.objects.count() == 1


def test_only_the_three_choices_can_be_cast(world: World) -> None:
    world.open()
    with pytest.raises(ValueError):
        cast(world, choice="maybe")
    assert not Turnout.objects.exists()


def test_nobody_votes_before_the_opening_or_after_the_close(world: World) -> None:
    world.sign_in()
    world.start()
    with pytest.raises(operations.WrongPhase):
        cast(world)
    operations.open_item(item=world.item, actor=world.chair, at=AT)
    cast(world)
    world.close()
    with pytest.raises(operations.WrongPhase):
        cast(world, expert=2, nonce="another" + NONCE)


def test_an_expert_of_another_meeting_does_not_vote(world: World) -> None:
    world.open()
    world.expert("蒋评委")
    with pytest.raises(operations.NotAllowed):
        cast(world, expert=-1)


def test_while_the_vote_is_open_a_ballot_says_nothing(world: World) -> None:
    world.open()
    world.vote("ynayyyy")
    ballots = Ballot.objects.all()
    assert {(ballot.choice, len(ballot.sealed)) for ballot in ballots} == {("", 88)}
    assert not Receipt.objects.exists()


def test_after_the_close_old_rows_are_gone_and_receipts_stand_apart_sorted(world: World) -> None:
    world.open()
    receipts = world.vote("ynayyyy")
    before = set(Ballot.objects.values_list("pk", flat=True))
    world.close()
    ballots = Ballot.objects.all()
    assert before.isdisjoint(ballot.pk for ballot in ballots)
    assert {(ballot.receipt, ballot.sealed) for ballot in ballots} == {("", "")}
    assert sorted(ballot.choice for ballot in ballots) == ["abstain", "no"] + ["yes"] * 5
    assert list(Receipt.objects.order_by("pk").values_list("receipt", flat=True)) == sorted(receipts)


def test_counted_ballots_lie_in_another_order_than_the_votes(world: World) -> None:
    """The first voter abstained; in twelve counts of the same votes his ballot does not always lie first."""
    world.open()
    world.vote("ayyyyyy")
    places = set()
    for _ in range(12):
        before = transaction.savepoint()
        world.close()
        places.add(list(Ballot.objects.values_list("choice", flat=True)).index("abstain"))
        transaction.savepoint_rollback(before)
    assert len(places) > 1


def test_no_table_holds_both_a_voter_and_a_ballot() -> None:
    secret = {"choice", "sealed", "receipt"}
    for model in apps.get_app_config("review").get_models():
        names = {field.name for field in model._meta.get_fields() if isinstance(field, models.Field)}
        if names & secret:
            assert names <= {"id", "item", *secret}, model
    assert {field.name for field in Turnout._meta.fields} == {"id", "item", "expert"}


def traces(world: World) -> dict[str, list[Any]]:
    """What review stored about the vote apart from the ballots; experts by name, keys differ between worlds."""
    names = {expert.pk: expert.user.name for expert in world.experts}

    def readable(data: dict[str, Any]) -> dict[str, Any]:
        experts = {key: [names[pk] for pk in data[key]] for key in ("roll", "voted") if key in data}
        return {key: value for key, value in data.items() if key != "expert"} | experts

    events = Event.objects.filter(verb__startswith="review.").select_related("actor").order_by("pk")
    return {
        "turnout": sorted(Turnout.objects.values_list("item__order", "expert__user__name")),
        "audit": [
            (event.verb, event.subject, event.actor and event.actor.name, readable(event.data), event.at)
            for event in events
        ],
    }


@pytest.mark.django_db
def test_two_worlds_that_differ_in_who_said_no_leave_the_same_traces(builder: Callable[[], World]) -> None:
    seen = []
    for choices in ("nyyyyyy", "yyyyyyn"):
        before = transaction.savepoint()
        world = builder()
        world.plan()
        world.open()
        world.vote(choices)
        world.close()
        seen.append(traces(world))
        transaction.savepoint_rollback(before)
    assert seen[0] == seen[1]
    assert len(seen[0]["turnout"]) == 7


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_ten_identical_votes_at_once_give_one_ballot_and_equal_receipts(builder: Callable[[], World]) -> None:
    world = builder()
    world.plan()
    world.open()

    def once(_: int) -> str:
        try:
            return cast(world)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        receipts = list(pool.map(once, range(10)))
    assert receipts == [operations.receipt_of(world.item, NONCE)] * 10
    assert (Turnout.objects.count(), Ballot.objects.count()) == (1, 1)


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_ten_votes_of_one_expert_with_different_nonces_leave_one(builder: Callable[[], World]) -> None:
    world = builder()
    world.plan()
    world.open()

    def once(place: int) -> str:
        try:
            return cast(world, nonce=f"{place}-{NONCE}", choice=Choice.values[place % 3])
        except operations.AlreadyVoted:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        receipts = [receipt for receipt in pool.map(once, range(10)) if receipt]
    assert receipts == [Ballot.objects.get().receipt]
    assert Turnout.objects.count() == 1
