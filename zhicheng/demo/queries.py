"""The demo's offset, and whom one may sign in as."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db.models import Prefetch

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, Outcome, StageRecord, Status
from zhicheng.demo.cast import CAST, secret_of
from zhicheng.demo.models import ClockOffset

KEPT = 1.0  # seconds: other processes follow a moved clock after that
PERIOD = 30  # seconds a dynamic code lives (RFC 6238)

_kept: tuple[float, timedelta] | None = None


def offset() -> timedelta:
    """This function will return how far the case time is ahead, read at most once a second."""
    global _kept
    if _kept is None or time.monotonic() - _kept[0] >= KEPT:
        row = ClockOffset.objects.filter(pk=1).first()
        _kept = time.monotonic(), row.by if row else timedelta(0)
    return _kept[1]


def forget_offset() -> None:
    """This function will have the offset read again."""
    global _kept
    _kept = None


@dataclass(frozen=True)
class Player:
    """One of the cast; `does` says who he is or where his case stands, `code` is his dynamic code now."""

    username: str
    name: str
    does: str
    code: str


@dataclass(frozen=True)
class Group:
    """A card of the cast."""

    title: str
    players: tuple[Player, ...]


def players(*, at: datetime) -> tuple[Group, ...]:
    """This function will return the cast by role, in three statements; `at` is the real time, for the codes.

    Who was not loaded is left out.
    """
    names = [role.username for group in CAST for role in group.roles]
    people = {user.username: user for user in _with_cases(names)}
    return tuple(
        Group(
            group.title,
            tuple(
                Player(
                    role.username,
                    role.name,
                    role.does or _standing(people[role.username]),
                    code_of(role.username, at=at) if group.is_official else "",
                )
                for role in group.roles
                if role.username in people
            ),
        )
        for group in CAST
    )


def _with_cases(names: Iterable[str]) -> Iterable[User]:
    arrived = StageRecord.objects.filter(outcome=Outcome.PENDING, arrived_at__isnull=False)
    cases = Application.objects.order_by("-pk").prefetch_related(Prefetch("stages", arrived, "here"))
    return User.objects.filter(is_demo=True, username__in=names).prefetch_related(
        Prefetch("applications", cases, "cases")
    )


def _standing(person: User) -> str:
    """Where the newest case is: its stage as people read it, or its last word."""
    cases: list[Application] = getattr(person, "cases", [])
    if not cases:
        return ""
    stages: list[StageRecord] = getattr(cases[0], "here", [])
    return stages[0].waiting if stages else Status(cases[0].status).label


def code_of(username: str, *, at: datetime) -> str:
    """This function will return the dynamic code that the person's authenticator shows at the real time `at`."""
    return str(format_hotp_value(hotp_value(secret_of(username), int(at.timestamp()) // PERIOD)))
