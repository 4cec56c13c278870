"""What an expert's pages show, worked out here so that templates only print. Nothing here knows a choice."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from zhicheng.review import rules
from zhicheng.review.models import Item, Meeting, Seat, Turnout
from zhicheng.review.queries import Agenda, AgendaItem, ItemProgress, Progress, Sheet, label_of

Phase = Item.Phase
COLOURS = {Phase.WAITING: "", Phase.OPEN: "green", Phase.CLOSED: "blue"}
MEETING_COLOURS = {Meeting.Phase.PLANNED: "", Meeting.Phase.OPEN: "green", Meeting.Phase.CLOSED: "line"}
TABLE_COLUMNS = 4
NEWS = {
    Phase.WAITING: "这一项还没有开始投票，刷新本页",
    Phase.OPEN: "投票已经开始，刷新本页打开表决票",
    Phase.CLOSED: "投票已经结束，刷新本页",
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A case in the expert's list; `href` is empty for one he has left."""

    order: int
    number: str
    label: str
    about: str
    href: str
    word: str
    is_done: bool
    is_current: bool
    is_recused: bool
    can_recuse: bool

    @property
    def in_roster(self) -> tuple[str, str, str, str, bool, bool]:
        """The line as the roster beside the sheet takes it."""
        return self.number, self.label, self.href, self.word, self.is_done, self.is_current


@dataclass(frozen=True, kw_only=True)
class Votes:
    """How far the expert himself is."""

    cast: int
    of: int


@dataclass(frozen=True, kw_only=True)
class Live:
    """The part of the item's page that is fetched again every few seconds."""

    word: str
    colour: str
    turnout: str
    news: str
    href: str  # the whole page
    poll: str  # this part again; empty when nothing more will happen


@dataclass(frozen=True, kw_only=True)
class Booth:
    """What the expert can do with the case now; `why` says it when there is no ballot."""

    line: str
    can_vote: bool
    why: str
    can_write: bool
    can_open: bool
    can_close: bool
    must_sign_in: bool
    has_result: bool


@dataclass(frozen=True, kw_only=True)
class Row:
    """A case in the list of the meeting's page, with what the chair can do about it."""

    entry: Entry
    turnout: str
    can_open: bool
    can_close: bool


def item_url(number: str, order: int) -> str:
    """This function will return the address of one case's page."""
    return reverse("expert:item", args=[number, order])


def entries_of(agenda: Agenda, *, current: int = 0) -> list[Entry]:
    """This function will return the lines of one meeting; `current` is the order of the case that is shown."""
    base = reverse("expert:meeting", args=[agenda.number])
    return [_entry(item, f"{base}items/{item.order}/", is_current=item.order == current) for item in agenda.items]


def _entry(item: AgendaItem, href: str, *, is_current: bool) -> Entry:
    return Entry(
        order=item.order,
        number=f"{item.order:02d}",
        label=item.label,
        about=" · ".join(filter(None, [item.title, item.specialty])),
        href="" if item.is_recused else href,
        word=word_for(item),
        is_done=item.has_voted,
        is_current=is_current,
        is_recused=item.is_recused,
        can_recuse=item.phase == Phase.WAITING and not item.is_recused,
    )


def word_for(item: AgendaItem) -> str:
    """This function will say in one word how the expert stands to a case."""
    if item.is_recused:
        return "回避"
    if item.has_voted:
        return "已投"
    return "投票中" if item.phase == Phase.OPEN else str(item.phase.label)


def votes_of(agenda: Agenda) -> Votes:
    """This function will count the votes the expert cast, of the cases he has not left."""
    mine = [item for item in agenda.items if not item.is_recused]
    return Votes(cast=sum(item.has_voted for item in mine), of=len(mine))


def rows_of(agenda: Agenda, progress: Progress, *, is_running: bool) -> list[Row]:
    """This function will return the lines of the meeting's page; `is_running`: the chair is here, the meeting open."""
    steps = {step.order: step for step in progress.items}
    is_free = all(step.phase != Phase.OPEN for step in progress.items)
    return [
        _row(entry, steps[entry.order], is_running=is_running, is_free=is_free)
        for entry in entries_of(agenda)
        if entry.order in steps
    ]


def _row(entry: Entry, step: ItemProgress, *, is_running: bool, is_free: bool) -> Row:
    is_open = step.phase == Phase.OPEN
    return Row(
        entry=entry,
        turnout=turnout_words(step.voted, step.on_roll) if is_running and is_open else "",
        can_open=is_running and is_free and step.phase == Phase.WAITING,
        can_close=is_running and is_open,
    )


def turnout_words(voted: int, of: int) -> str:
    """This function will say how many of the roll have voted."""
    return f"已投 {voted} / {of}"


def live_of(seat: Seat, item: Item, *, seen: str) -> Live:
    """This function will say how the vote stands; `seen` is the phase the page was made in. One statement at most.

    How many have voted is told to the chair, who ends the vote by it.
    """
    phase = Phase(item.phase)
    voted = Turnout.objects.filter(item=item).count() if seat.is_chair and phase == Phase.OPEN else None
    known = seen if seen in Phase.values else phase.value
    href = item_url(seat.meeting.number, item.order)
    return Live(
        word=str(phase.label),
        colour=COLOURS[phase],
        turnout="" if voted is None else turnout_words(voted, item.present or 0),
        news=NEWS[phase] if known != phase else "",
        href=href,
        poll="" if phase == Phase.CLOSED else f"{href}?seen={known}",
    )


def booth_of(seat: Seat, item: Item, sheet: Sheet) -> Booth:
    """This function will say what the expert can do with the case now."""
    user = seat.expert.user
    can_vote = rules.can_vote(seat.expert, item)
    return Booth(
        line=f"{-(-item.present * 2 // 3)} 票" if item.present else "开始后确定",
        can_vote=can_vote,
        why="" if can_vote else why_not(seat, item, sheet),
        can_write=rules.can_write_opinion(seat.expert, item),
        can_open=seat.is_chair and rules.can_open(user, item),
        can_close=seat.is_chair and rules.can_close(user, item),
        must_sign_in=must_sign_in(seat),
        has_result=item.phase == Phase.CLOSED and sheet.on_roll,
    )


def tables_of(sheet: Sheet) -> frozenset[str]:
    """This function will return the sections whose records fit a table beside the ballot; others are lists."""
    return frozenset(section.key for section in sheet.sections if 0 < len(section.columns) <= TABLE_COLUMNS)


def must_sign_in(seat: Seat) -> bool:
    """This function will say whether the expert still has to sign in."""
    return seat.signed_in_at is None and seat.meeting.phase != Meeting.Phase.CLOSED


def why_not(seat: Seat, item: Item, sheet: Sheet) -> str:
    """This function will say why there is no ballot, and what comes next."""
    if sheet.has_voted:
        return "您已投票。投票结束后公布合计和全部回执。" if item.phase == Phase.OPEN else "您已投票，投票已经结束。"
    if item.phase == Phase.CLOSED:
        return "投票已经结束。"
    if item.phase == Phase.OPEN:
        return "投票开始时您没有签到，不在这一项的投票名单内。"
    if must_sign_in(seat):
        return "签到后才能评议和投票。"
    return f"{label_of(item)}还没有开始投票，由主任委员开始。"


def agenda_in(agendas: Sequence[Agenda], number: str) -> Agenda:
    """This function will return the agenda of the meeting called `number`."""
    return next(agenda for agenda in agendas if agenda.number == number)
