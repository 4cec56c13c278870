"""Meetings as experts, chair and office see them: counts of people, totals after the close."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from zhicheng.applications.models import Application, Gate, Outcome, StageRecord
from zhicheng.calls.models import Call
from zhicheng.review.models import Expert, Item, Meeting, Opinion, Seat
from zhicheng.review.queries.common import label_of, of_expert


@dataclass(frozen=True, kw_only=True)
class AgendaItem:
    """A case in an expert's list."""

    order: int
    label: str
    title: str
    specialty: str
    phase: Item.Phase
    is_recused: bool
    has_opinion: bool
    has_voted: bool


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """A meeting in an expert's list."""

    number: str
    name: str
    held_on: date
    phase: Meeting.Phase
    seat: int
    is_chair: bool
    has_signed_in: bool
    items: tuple[AgendaItem, ...]


@dataclass(frozen=True, kw_only=True)
class ItemProgress:
    """How far one case is, for the chair and the office. Counts of people, never of choices."""

    order: int
    label: str
    phase: Item.Phase
    recused: int
    on_roll: int
    voted: int


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a meeting is."""

    members: int
    needed: int  # present at least, for a quorum
    signed_in: int
    has_quorum: bool
    items: tuple[ItemProgress, ...]


@dataclass(frozen=True, kw_only=True)
class Published:
    """The result of a closed item; a receipt never stands beside a choice."""

    present: int
    yes: int
    no: int
    abstain: int
    passed: bool
    receipts: tuple[str, ...]


def members_of(meeting: Meeting) -> int:
    """This function will return by how many members the quorum is counted.

    That is the size of the committee as filed, or the number of seats where more sit: whoever seats fewer
    experts than the filing names does not lower the quorum (暂行规定 第十九条; 2-domain §4.1).
    """
    return max(meeting.call.committee.members, meeting.seats.count())


def has_quorum(*, present: int, members: int) -> bool:
    """This function will tell whether at least two thirds of the members are present, in integers."""
    return present > 0 and present * 3 >= members * 2


def is_passed(*, yes: int, present: int) -> bool:
    """This function will tell whether at least two thirds of those present said yes, in integers.

    Abstentions and missing ballots are not yes and stay in the denominator (暂行规定 第二十条).
    """
    return present > 0 and yes * 3 >= present * 2


def agenda_for(expert: Expert) -> tuple[Agenda, ...]:
    """This function will return the meetings `expert` sits in, the latest first, in two statements."""
    seats = list(
        Seat.objects.filter(expert=expert).select_related("meeting").order_by("-meeting__held_on", "-meeting_id")
    )
    items = of_expert(Item.objects.filter(meeting__in=[seat.meeting_id for seat in seats]), expert)
    by_meeting: dict[int, list[AgendaItem]] = {seat.meeting_id: [] for seat in seats}
    for item in items.order_by("order"):
        case = item.application
        entry = AgendaItem(
            order=item.order,
            label=label_of(item),
            title=case.title.name if case.title else "",
            specialty=case.specialty.name if case.specialty else "",
            phase=Item.Phase(item.phase),
            is_recused=item.is_recused,
            has_opinion=bool(item.my_opinion),
            has_voted=item.has_voted,
        )
        by_meeting[item.meeting_id].append(entry)
    return tuple(_agenda(seat, by_meeting[seat.meeting_id]) for seat in seats)


def progress(meeting: Meeting) -> Progress:
    """This function will return who is there and how many voted, never how, in three statements."""
    counts = Seat.objects.filter(meeting=meeting).aggregate(
        seats=Count("pk"), signed_in=Count("pk", filter=Q(signed_in_at__isnull=False))
    )
    meeting = Meeting.objects.select_related("call__committee").get(pk=meeting.pk)
    members = max(meeting.call.committee.members, counts["seats"])
    items = Item.objects.filter(meeting=meeting).annotate(
        recused=Count("recusals", distinct=True),
        on_roll=Count("roll", distinct=True),
        voted=Count("turnout", distinct=True),
    )
    return Progress(
        members=members,
        needed=-(-members * 2 // 3),
        signed_in=counts["signed_in"],
        has_quorum=has_quorum(present=counts["signed_in"], members=members),
        items=tuple(
            ItemProgress(
                order=item.order,
                label=label_of(item),
                phase=Item.Phase(item.phase),
                recused=item.recused,
                on_roll=item.on_roll,
                voted=item.voted,
            )
            for item in items.order_by("order")
        ),
    )


def published(item: Item) -> Published | None:
    """This function will return totals and sorted receipts of a closed item, or None, in two statements.

    Who may see it before the case ends is decided by the caller: office and 人社部门 only (3-house, State).
    """
    item = Item.objects.get(pk=item.pk)
    if item.phase != Item.Phase.CLOSED:
        return None
    return Published(
        present=item.present or 0,
        yes=item.yes or 0,
        no=item.no or 0,
        abstain=item.abstain or 0,
        passed=bool(item.passed),
        receipts=tuple(item.receipts.order_by("receipt").values_list("receipt", flat=True)),
    )


def items_waiting(call: Call) -> QuerySet[Application]:
    """This function will return the cases of `call` that wait for a meeting and stand in none."""
    reached = StageRecord.objects.filter(
        application=OuterRef("pk"), gate=Gate.REVIEW, outcome=Outcome.PENDING, arrived_at__isnull=False
    )
    return (
        Application.objects.filter(Exists(reached), call=call, item=None)
        .select_related("applicant", "title", "specialty", "employer")
        .order_by("number")
    )


def opinions_on(application: Application) -> tuple[str, ...]:
    """This function will return the experts' opinions for the printed form, ordered by their text.

    The order says nothing of who wrote which, and it does not change from one print to the next.
    """
    texts = Opinion.objects.filter(item__application=application).order_by("text")
    return tuple(texts.values_list("text", flat=True))


def _agenda(seat: Seat, items: Sequence[AgendaItem]) -> Agenda:
    return Agenda(
        number=seat.meeting.number,
        name=seat.meeting.name,
        held_on=seat.meeting.held_on,
        phase=Meeting.Phase(seat.meeting.phase),
        seat=seat.number,
        is_chair=seat.is_chair,
        has_signed_in=seat.signed_in_at is not None,
        items=tuple(items),
    )
