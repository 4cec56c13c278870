"""Verbs of the meeting: plan, seat and unseat, fill the agenda, sign in, open, close."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application
from zhicheng.audit.operations import record
from zhicheng.calls.models import Call, Scope
from zhicheng.review import rules, sealing
from zhicheng.review.models import Expert, Item, Meeting, Recusal, Seat
from zhicheng.review.operations.common import NotAllowed, Refused, WrongPhase, lock_meeting, subject_of
from zhicheng.review.queries import items_waiting

OWN_CASE = "本人申报"
Phase = Meeting.Phase


class DuplicateNumber(Refused):
    """Another meeting has the number."""


class CannotSit(Refused):
    """The expert or the seat is not free for this meeting."""


class NotEligible(Refused):
    """A case that does not belong before this meeting."""


@transaction.atomic
def plan_meeting(
    *, call: Call, name: str, number: str, held_on: date, actor: User, at: datetime, is_blind: bool = True
) -> Meeting:
    """This function will plan a meeting of the call's committee, with a fresh key pair for its ballots.

    Raises NotAllowed unless `actor` works for the committee's office, and DuplicateNumber.
    """
    if not rules.can_manage(actor, call):
        raise NotAllowed("只有评委会办公室可以安排评审会议。")
    public_key, private_key = sealing.new_keys()
    try:
        with transaction.atomic():
            meeting = Meeting.objects.create(
                call=call,
                number=number,
                name=name,
                held_on=held_on,
                is_blind=is_blind,
                public_key=public_key,
                private_key=private_key,
            )
    except IntegrityError:
        raise DuplicateNumber(f"会议编号 {number} 已使用，换一个编号。") from None
    record(actor=actor, verb="review.plan_meeting", subject=subject_of(meeting), at=at)
    return meeting


@transaction.atomic
def seat(*, meeting: Meeting, expert: Expert, number: int, actor: User, at: datetime, is_chair: bool = False) -> Seat:
    """This function will give `expert` seat `number`; from his own case he is taken off at once.

    Only before the meeting opens, so that the number by which the quorum is counted stands. Raises
    NotAllowed, WrongPhase, or CannotSit when the seat, the chair or the expert is taken or his term is over.
    """
    meeting = lock_meeting(meeting, Phase.PLANNED)
    _check_office(actor, meeting)
    if expert.valid_until < meeting.held_on:
        raise CannotSit(f"这位专家的聘期到 {expert.valid_until:%Y-%m-%d}，早于会议日期，换一位专家。")
    try:
        with transaction.atomic():
            taken = Seat.objects.create(meeting=meeting, expert=expert, number=number, is_chair=is_chair)
    except IntegrityError:
        raise CannotSit("这位专家已有席位，或席位号、主任委员已有人，核对席位安排。") from None
    _take_off_own_cases(meeting, actor, at)
    data = {"expert": expert.pk, "number": number, "is_chair": is_chair}
    record(actor=actor, verb="review.seat", subject=subject_of(meeting), data=data, at=at)
    return taken


@transaction.atomic
def unseat(*, seat: Seat, actor: User, at: datetime) -> None:
    """This function will free a seat, for somebody who cannot come or was seated by mistake.

    Only before the meeting opens, and only while its expert has not signed in. What he said about 回避 stays. Raises
    NotAllowed, WrongPhase, or CannotSit when he is here or the seat was freed already.
    """
    meeting = lock_meeting(seat.meeting, Phase.PLANNED)
    _check_office(actor, meeting)
    held = Seat.objects.filter(pk=seat.pk).first()
    if held is None:
        raise CannotSit("这个席位已经取消。")
    if held.signed_in_at is not None:
        raise CannotSit("这位专家已签到，席位不能取消。不能参加表决的，在评审对象处要求回避。")
    held.delete()
    data = {"expert": held.expert_id, "number": held.number, "is_chair": held.is_chair}
    record(actor=actor, verb="review.unseat", subject=subject_of(meeting), data=data, at=at)


@transaction.atomic
def add_items(*, meeting: Meeting, applications: Sequence[Application], actor: User, at: datetime) -> list[Item]:
    """This function will put cases on the agenda in the order given, and return their items.

    Every case must wait for the review of the meeting's call and lie within what the committee was filed
    for, specialty and level. Raises NotEligible naming those that do not (then none is added), NotAllowed
    or WrongPhase.
    """
    meeting = lock_meeting(meeting, Phase.PLANNED, Phase.OPEN)
    _check_office(actor, meeting)
    keys = [application.pk for application in applications]
    cases = Application.objects.select_for_update().order_by("pk").in_bulk(keys)
    waiting = set(items_waiting(meeting.call).filter(pk__in=keys).values_list("pk", flat=True))
    scopes = set(Scope.objects.filter(committee=meeting.call.committee_id).values_list("specialty_id", "level"))
    refused = [
        case.number
        for case in cases.values()
        if case.pk not in waiting or (case.specialty_id, case.level) not in scopes
    ]
    if refused:
        raise NotEligible(f"{'、'.join(sorted(refused))} 不在本次评审范围，或未到评审环节，移出后再添加。")
    last = meeting.items.aggregate(last=Max("order"))["last"] or 0
    items = Item.objects.bulk_create(
        Item(meeting=meeting, application=cases[key], order=order)
        for order, key in enumerate(dict.fromkeys(keys), start=last + 1)
    )
    _take_off_own_cases(meeting, actor, at)
    numbers = [item.application.number for item in items]
    record(actor=actor, verb="review.add_items", subject=subject_of(meeting), data={"cases": numbers}, at=at)
    return items


@transaction.atomic
def sign_in(*, seat: Seat, actor: User, at: datetime) -> Seat:
    """This function will note that the expert of `seat` is here; a second time changes nothing.

    Who signs in late is on the rolls of the items that open after it. Raises NotAllowed for anyone else,
    WrongPhase when the meeting is over.
    """
    meeting = lock_meeting(seat.meeting, Phase.PLANNED, Phase.OPEN)
    seat = Seat.objects.select_related("expert").get(pk=seat.pk)
    if seat.expert.user_id != actor.pk:
        raise NotAllowed("签到由专家本人办理。")
    if seat.signed_in_at is None:
        seat.signed_in_at = at
        seat.save(update_fields=["signed_in_at"])
        record(actor=actor, verb="review.sign_in", subject=subject_of(meeting), at=at)
    return seat


@transaction.atomic
def open_meeting(*, meeting: Meeting, actor: User, at: datetime) -> Meeting:
    """This function will open the meeting: seats are fixed, items can be opened.

    Raises NotAllowed unless `actor` is the chair or of the office; WrongPhase when it is not planned, has
    no chair or no case.
    """
    meeting = lock_meeting(meeting, Phase.PLANNED)
    if not rules.can_run(actor, meeting):
        raise NotAllowed("会议由已签到的主任委员或评委会办公室开始。")
    if not (meeting.seats.filter(is_chair=True).exists() and meeting.items.exists()):
        raise WrongPhase("安排好主任委员和评审对象后，会议才能开始。")
    meeting.phase = Phase.OPEN
    meeting.save(update_fields=["phase"])
    record(actor=actor, verb="review.open_meeting", subject=subject_of(meeting), at=at)
    return meeting


@transaction.atomic
def close_meeting(*, meeting: Meeting, actor: User, at: datetime) -> Meeting:
    """This function will end the meeting and destroy its private key.

    Cases that were not reached leave the agenda and wait for another meeting. Raises NotAllowed as
    `open_meeting` does, and WrongPhase while a vote is open.
    """
    meeting = lock_meeting(meeting, Phase.OPEN)
    if not rules.can_run(actor, meeting):
        raise NotAllowed("会议由主任委员或评委会办公室结束。")
    if meeting.items.filter(phase=Item.Phase.OPEN).exists():
        raise WrongPhase("还有一项正在投票，计票后再结束会议。")
    unreached = meeting.items.filter(phase=Item.Phase.WAITING).order_by("order")
    data = {"unreached": list(unreached.values_list("application__number", flat=True))}
    unreached.delete()
    meeting.phase = Phase.CLOSED
    meeting.private_key = ""
    meeting.save(update_fields=["phase", "private_key"])
    record(actor=actor, verb="review.close_meeting", subject=subject_of(meeting), data=data, at=at)
    return meeting


def _check_office(actor: User, meeting: Meeting) -> None:
    if not rules.can_manage(actor, meeting.call):
        raise NotAllowed("会议的席位和评审对象由评委会办公室安排。")


def _take_off_own_cases(meeting: Meeting, actor: User, at: datetime) -> None:
    """Nobody is applicant and expert of one case, whichever of the two was entered first."""
    own = Item.objects.filter(meeting=meeting, meeting__seats__expert__user=F("application__applicant")).values_list(
        "pk", "application__applicant__expert__pk"
    )
    Recusal.objects.bulk_create(
        [Recusal(item_id=item, expert_id=expert, reason=OWN_CASE, declared_by=actor, at=at) for item, expert in own],
        ignore_conflicts=True,
    )
