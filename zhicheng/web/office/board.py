"""What the office sees of a meeting: seats, arithmetic, how far each case is. Never a ballot, never who voted how."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from zhicheng.review.models import Item, Meeting, Recusal, Seat
from zhicheng.review.queries import ItemProgress, Progress, label_of, progress

Phase = Item.Phase
COLOURS = {Phase.WAITING: "", Phase.OPEN: "green", Phase.CLOSED: "blue"}
MEETING_COLOURS = {Meeting.Phase.PLANNED: "", Meeting.Phase.OPEN: "green", Meeting.Phase.CLOSED: "line"}


@dataclass(frozen=True, kw_only=True)
class SeatLine:
    """A seat, and whether its expert is here."""

    number: int
    name: str
    about: str
    is_chair: bool
    signed_in_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """A case on the agenda. `turnout` stands while the vote is open, `totals` and `verdict` after it."""

    order: int
    label: str
    name: str
    number: str
    about: str
    word: str
    colour: str
    turnout: str
    recused: str
    totals: str
    verdict: str
    verdict_colour: str
    can_recuse: bool


@dataclass(frozen=True, kw_only=True)
class Board:
    """One meeting as the office sees it."""

    word: str
    colour: str
    progress: Progress
    quorum: str
    seats: tuple[SeatLine, ...]
    items: tuple[ItemLine, ...]
    missing: tuple[str, ...]  # what must be arranged before the meeting can be opened
    is_planned: bool
    is_open: bool
    can_add: bool


def board_of(meeting: Meeting) -> Board:
    """This function will compose the page of one meeting; the number of statements does not grow with it."""
    state = progress(meeting)
    steps = {step.order: step for step in state.items}
    recusals = Prefetch("recusals", Recusal.objects.select_related("expert__user").order_by("expert__user__name"))
    items = meeting.items.select_related("application__applicant", "application__title").prefetch_related(recusals)
    seats = meeting.seats.select_related("expert__user").order_by("number")
    lines = tuple(map(_seat, seats))
    phase = Meeting.Phase(meeting.phase)
    return Board(
        word=str(phase.label),
        colour=MEETING_COLOURS[phase],
        progress=state,
        quorum=quorum_words(state),
        seats=lines,
        items=tuple(_item(item, steps[item.order]) for item in items.order_by("order") if item.order in steps),
        missing=tuple(_missing(lines, has_items=bool(steps))) if phase == Meeting.Phase.PLANNED else (),
        is_planned=phase == Meeting.Phase.PLANNED,
        is_open=phase == Meeting.Phase.OPEN,
        can_add=phase != Meeting.Phase.CLOSED,
    )


def quorum_words(state: Progress) -> str:
    """This function will say in words whether two thirds of the members are here, and how that is counted."""
    here, members = state.signed_in, state.members
    counted = f"评委会 {members} 人，已签到 {here} 人：{here} × 3 = {here * 3}"
    if state.has_quorum:
        return f"{counted}，达到 {members} × 2 = {members * 2}，到会人数符合三分之二的要求。"
    return f"{counted}，不到 {members} × 2 = {members * 2}，还差 {state.needed - here} 人。"


def totals_of(item: Item) -> str:
    """This function will return the totals of a closed item in words."""
    return f"实到 {item.present}，同意 {item.yes}，不同意 {item.no}，弃权 {item.abstain}"


def _missing(seats: Iterable[SeatLine], *, has_items: bool) -> Iterable[str]:
    if not any(seat.is_chair for seat in seats):
        yield "还没有主任委员"
    if not has_items:
        yield "还没有评审对象"


def _seat(seat: Seat) -> SeatLine:
    return SeatLine(
        number=seat.number,
        name=seat.expert.user.name,
        about=f"{seat.expert.employer} · {seat.expert.title}",
        is_chair=seat.is_chair,
        signed_in_at=seat.signed_in_at,
    )


def _item(item: Item, step: ItemProgress) -> ItemLine:
    case, phase = item.application, Phase(item.phase)
    is_closed = phase == Phase.CLOSED
    return ItemLine(
        order=item.order,
        label=label_of(item),
        name=case.applicant.name,
        number=case.number,
        about=case.title.name if case.title else "",
        word=str(phase.label),
        colour=COLOURS[phase],
        turnout=f"已投 {step.voted} / {step.on_roll}" if phase == Phase.OPEN else "",
        recused="、".join(recusal.expert.user.name for recusal in item.recusals.all()),
        totals=totals_of(item) if is_closed else "",
        verdict=("通过" if item.passed else "未通过") if is_closed else "",
        verdict_colour="green" if item.passed else "red",
        can_recuse=phase == Phase.WAITING,
    )
