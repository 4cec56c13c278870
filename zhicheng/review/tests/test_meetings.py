"""Planning, seats, agenda, sign-in, opening and closing a meeting."""

from datetime import date

import pytest

from zhicheng.applications.models import Gate, StageRecord
from zhicheng.audit.models import Event
from zhicheng.calls.models import Scope
from zhicheng.review import operations
from zhicheng.review.models import Expert, Item, Meeting, Recusal, Seat
from zhicheng.review.queries import items_waiting

from .conftest import AT, HELD_ON, World


def test_only_the_office_of_the_committee_plans_and_seats(world: World) -> None:
    expert = world.expert("蒋评委")
    for wrong in (world.stranger, world.chair):
        with pytest.raises(operations.NotAllowed):
            operations.plan_meeting(call=world.call, name="会", number="x", held_on=HELD_ON, actor=wrong, at=AT)
        with pytest.raises(operations.NotAllowed):
            operations.seat(meeting=world.meeting, expert=expert, number=9, actor=wrong, at=AT)
        with pytest.raises(operations.NotAllowed):
            operations.add_items(meeting=world.meeting, applications=[], actor=wrong, at=AT)
    assert Meeting.objects.count() == 1
    assert Seat.objects.count() == 7


def test_a_meeting_number_is_used_once(world: World) -> None:
    with pytest.raises(operations.DuplicateNumber):
        world.plan(number="2026-01")


def test_an_expert_a_seat_and_the_chair_are_taken_once(world: World) -> None:
    fresh = world.expert("蒋评委")
    for expert, number, is_chair in [(world.experts[1], 9, False), (fresh, 2, False), (fresh, 9, True)]:
        with pytest.raises(operations.CannotSit):
            operations.seat(
                meeting=world.meeting, expert=expert, number=number, is_chair=is_chair, actor=world.clerk, at=AT
            )


def test_a_seat_is_freed_by_the_office_and_given_to_another(world: World) -> None:
    seat = Seat.objects.get(meeting=world.meeting, number=2)
    for wrong in (world.stranger, world.chair, seat.expert.user):
        with pytest.raises(operations.NotAllowed):
            operations.unseat(seat=seat, actor=wrong, at=AT)
    operations.unseat(seat=seat, actor=world.clerk, at=AT)
    with pytest.raises(operations.CannotSit):
        operations.unseat(seat=seat, actor=world.clerk, at=AT)
    operations.seat(meeting=world.meeting, expert=world.expert("蒋评委"), number=2, actor=world.clerk, at=AT)
    assert Event.objects.get(verb="review.unseat").data == {
        "expert": seat.expert_id,
        "number": 2,
        "is_chair": False,
    }


def test_the_chair_can_be_freed_but_nobody_who_is_here_nor_once_the_meeting_runs(world: World) -> None:
    chair, second = Seat.objects.filter(meeting=world.meeting).order_by("number")[:2]
    operations.sign_in(seat=second, actor=second.expert.user, at=AT)
    with pytest.raises(operations.CannotSit, match="已签到"):
        operations.unseat(seat=second, actor=world.clerk, at=AT)
    assert chair.is_chair
    third = Seat.objects.get(meeting=world.meeting, number=3)
    operations.open_meeting(meeting=world.meeting, actor=world.clerk, at=AT)
    for seat in (chair, third):
        with pytest.raises(operations.WrongPhase):
            operations.unseat(seat=seat, actor=world.clerk, at=AT)
    assert Seat.objects.filter(meeting=world.meeting).count() == 7


def test_an_expert_whose_term_is_over_takes_no_seat(world: World) -> None:
    fresh = world.expert("蒋评委")
    Expert.objects.filter(pk=fresh.pk).update(valid_until=date(2026, 11, 23))
    fresh.refresh_from_db()
    with pytest.raises(operations.CannotSit, match="2026-11-23"):
        operations.seat(meeting=world.meeting, expert=fresh, number=9, actor=world.clerk, at=AT)


def test_only_cases_that_wait_for_this_review_come_on_the_agenda(unplanned: World) -> None:
    world = unplanned
    early = world.case("早工")
    StageRecord.objects.filter(application=early, gate=Gate.REVIEW).update(arrived_at=None)
    assert [case.number for case in items_waiting(world.call)] == ["PS2026李工", "PS2026郑工"]
    with pytest.raises(operations.NotEligible, match="PS2026早工"):
        world.plan()
    assert not Item.objects.exists()


def test_a_case_outside_what_the_committee_was_filed_for_is_refused(unplanned: World) -> None:
    Scope.objects.update(level="deputy_senior")
    with pytest.raises(operations.NotEligible, match="PS2026李工、PS2026郑工"):
        unplanned.plan()


def test_a_case_stands_on_one_agenda_only(world: World) -> None:
    assert [item.order for item in world.items] == [1, 2]
    assert list(items_waiting(world.call)) == []
    with pytest.raises(operations.NotEligible):
        operations.add_items(meeting=world.meeting, applications=world.cases[:1], actor=world.clerk, at=AT)


def test_an_expert_is_taken_off_his_own_case_whichever_was_entered_first(unplanned: World) -> None:
    world = unplanned
    world.case("孙评委")
    world.plan()
    own = world.items[2]
    assert list(Recusal.objects.values_list("item", "expert")) == [(own.pk, world.experts[0].pk)]
    applicant = world.case("蒋评委")
    fresh = world.expert("沈评委")
    Expert.objects.filter(pk=fresh.pk).update(user=applicant.applicant)
    operations.add_items(meeting=world.meeting, applications=[applicant], actor=world.clerk, at=AT)
    operations.seat(meeting=world.meeting, expert=fresh, number=9, actor=world.clerk, at=AT)
    assert Recusal.objects.filter(expert=fresh, item__application=applicant).count() == 1


def test_an_expert_signs_in_himself_and_once(world: World) -> None:
    seat = Seat.objects.get(meeting=world.meeting, number=2)
    for wrong in (world.stranger, world.clerk, world.chair):
        with pytest.raises(operations.NotAllowed):
            operations.sign_in(seat=seat, actor=wrong, at=AT)
    operations.sign_in(seat=seat, actor=seat.expert.user, at=AT)
    operations.sign_in(seat=seat, actor=seat.expert.user, at=AT.replace(hour=10))
    seat.refresh_from_db()
    assert seat.signed_in_at == AT
    assert Event.objects.filter(verb="review.sign_in").count() == 1


def test_the_office_or_the_present_chair_opens_the_meeting(world: World) -> None:
    for wrong in (world.stranger, world.chair):  # the chair has not signed in
        with pytest.raises(operations.NotAllowed):
            operations.open_meeting(meeting=world.meeting, actor=wrong, at=AT)
    world.sign_in()
    assert operations.open_meeting(meeting=world.meeting, actor=world.chair, at=AT).phase == "open"
    with pytest.raises(operations.WrongPhase):
        operations.open_meeting(meeting=world.meeting, actor=world.chair, at=AT)


def test_a_meeting_without_a_chair_does_not_open(world: World) -> None:
    Seat.objects.update(is_chair=False)
    with pytest.raises(operations.WrongPhase):
        world.start()


def test_seats_are_fixed_once_the_meeting_is_open(world: World) -> None:
    world.start()
    with pytest.raises(operations.WrongPhase):
        operations.seat(meeting=world.meeting, expert=world.expert("蒋评委"), number=9, actor=world.clerk, at=AT)


def test_closing_destroys_the_key_and_frees_the_cases_not_reached(world: World) -> None:
    world.open()
    with pytest.raises(operations.WrongPhase):
        operations.close_meeting(meeting=world.meeting, actor=world.clerk, at=AT)
    world.vote("yyyyyyy")
    world.close()
    with pytest.raises(operations.NotAllowed):
        operations.close_meeting(meeting=world.meeting, actor=world.stranger, at=AT)
    operations.close_meeting(meeting=world.meeting, actor=world.chair, at=AT)
    meeting = Meeting.objects.get()
    assert (meeting.phase, meeting.private_key) == ("closed", "")
    assert [case.number for case in items_waiting(world.call)] == ["PS2026郑工"]
    assert Event.objects.get(verb="review.close_meeting").data == {"unreached": ["PS2026郑工"]}
    with pytest.raises(operations.WrongPhase):
        operations.sign_in(seat=meeting.seats.get(number=1), actor=world.chair, at=AT)
