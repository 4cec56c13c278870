"""The demo's offset, and whom one may sign in as."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db.models import Prefetch, QuerySet

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, Gate, Outcome, StageRecord, Status
from zhicheng.applications.registry import all_kinds, kind_of
from zhicheng.demo.cast import CAST, PLAYED, secret_of
from zhicheng.demo.models import ClockOffset
from zhicheng.organizations.models import Membership
from zhicheng.reference.models import Mode

KEPT = 1.0  # seconds: other processes follow a moved clock after that
PERIOD = 30  # seconds a dynamic code lives (RFC 6238)
Officers = dict[tuple[int | None, str], User]

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
                    role.does or _newest(people[role.username]),
                    code_of(role.username, at=at) if group.is_official else "",
                )
                for role in group.roles
                if role.username in people
            ),
        )
        for group in CAST
    )


@dataclass(frozen=True)
class Errand:
    """A case the cast does not play: whose it is, where it stands, and whose turn it is (`officer`: he acts)."""

    kind: str
    standing: str
    applicant: User
    turn: str
    officer: User | None


def errands() -> tuple[Errand, ...]:
    """This function will return one case of each kind and 申报方式 not played by the cast, at each stage and end.

    It takes three statements; the kinds come in the order of the menus.
    """
    cases = Application.objects.filter(applicant__is_demo=True, applicant__is_active=True)
    found = _with_stage(cases.exclude(kind=PLAYED, mode=Mode.NORMAL).select_related("applicant")).order_by("pk")
    first: dict[tuple[str, str, str], Application] = {}
    for case in found:
        first.setdefault((case.kind, case.mode, _standing(case)), case)
    officers = _officers([*first.values()])
    ranks = [kind.key for kind in all_kinds()]
    return tuple(_errand(case, officers) for case in sorted(first.values(), key=lambda case: ranks.index(case.kind)))


def _errand(case: Application, officers: Officers) -> Errand:
    stage = _stage(case)
    officer = officers.get((stage.organization_id, stage.role)) if stage and stage.gate == Gate.DESK else None
    if officer is not None:
        turn = officer.name
    elif stage is not None and stage.gate == Gate.NOTICE:
        turn = "公示期满后自动往下走"
    else:
        turn = "申请人" if stage or case.status in (Status.DRAFT, Status.RETURNED) else "已经办完"
    way = "" if case.mode == Mode.NORMAL else f"（{case.get_mode_display()}）"
    return Errand(f"{kind_of(case).title}{way}", _standing(case), case.applicant, turn, officer)


def _officers(cases: Iterable[Application]) -> Officers:
    """Who sits at the desks where the cases are, the first of each."""
    at = {stage.organization_id for case in cases if (stage := _stage(case))}
    seats = Membership.objects.filter(organization__in=at, user__is_demo=True) if at else Membership.objects.none()
    return {(seat.organization_id, seat.role): seat.user for seat in seats.select_related("user").order_by("-pk")}


def _with_stage(cases: QuerySet[Application]) -> QuerySet[Application]:
    arrived = StageRecord.objects.filter(outcome=Outcome.PENDING, arrived_at__isnull=False)
    return cases.prefetch_related(Prefetch("stages", arrived, "here"))


def _with_cases(names: Iterable[str]) -> Iterable[User]:
    cases = _with_stage(Application.objects.order_by("-pk"))
    return User.objects.filter(is_demo=True, username__in=names).prefetch_related(
        Prefetch("applications", cases, "cases")
    )


def _newest(person: User) -> str:
    """Where the newest case is."""
    cases: list[Application] = getattr(person, "cases", [])
    return _standing(cases[0]) if cases else ""


def _standing(case: Application) -> str:
    """Its stage as people read it, or its last word."""
    stage = _stage(case)
    return stage.waiting if stage else Status(case.status).label


def _stage(case: Application) -> StageRecord | None:
    stages: list[StageRecord] = getattr(case, "here", [])
    return stages[0] if stages else None


def code_of(username: str, *, at: datetime) -> str:
    """This function will return the dynamic code that the person's authenticator shows at the real time `at`."""
    return str(format_hotp_value(hotp_value(secret_of(username), int(at.timestamp()) // PERIOD)))
