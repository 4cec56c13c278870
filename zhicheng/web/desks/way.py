"""办理记录 of a case as a desk reads it."""

from dataclasses import dataclass

from django.utils import timezone

from zhicheng.applications.kind import Kind
from zhicheng.applications.models import Gate, Outcome, StageRecord
from zhicheng.applications.queries import filled_in
from zhicheng.web.desks.queue import last_day


@dataclass(frozen=True)
class Happening:
    """One line of the way so far. state: done now back"""

    title: str
    who: str
    state: str
    quote: str
    items: tuple[tuple[str, str], ...]


def happening(one: StageRecord, kind: Kind) -> Happening:
    """This function will tell what happened at one stop."""
    when = timezone.localtime(one.decided_at or one.arrived_at)
    who = f"{one.organization.name} · {when:%Y-%m-%d %H:%M}"
    if one.outcome == Outcome.PENDING:
        until = f" · 到 {last_day(one.notice.ends_at)}" if one.gate == Gate.NOTICE else ""
        return Happening(one.waiting, f"{who} 到达{until}", "now", "", ())
    returned = one.outcome == Outcome.RETURNED
    defects = [(item["title"], item["text"]) for item in one.correction.items] if returned else []
    items = tuple(defects or filled_in(kind, one))
    title = f"{one.title}：{kind.stage(one.key).word(Outcome(one.outcome))}"
    by = f" · {one.decided_by.name}" if one.decided_by else ""
    return Happening(title, f"{who}{by}", "back" if returned else "done", one.opinion, items)
