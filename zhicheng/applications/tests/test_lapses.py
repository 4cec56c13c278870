"""At the end: an unsent draft is kept and can begin another; a correction that was told and not answered is ended."""

from datetime import datetime, timedelta

import pytest

from tests import answers
from tests.factories import START, call
from tests.world import World, fresh
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Outcome, Status, SubmitOrder
from zhicheng.applications.steps import answer
from zhicheng.audit.models import Event
from zhicheng.calls.models import Call
from zhicheng.dossier.models import RECORDS
from zhicheng.notifications.models import Delivery, Message
from zhicheng.notifications.operations import mark_read

SECOND, GRACE = timedelta(seconds=1), timedelta(minutes=15)
END = START.replace(month=11, day=1, hour=0)
DUE = START.replace(day=26, hour=0)  # 24:00 of 25 September, a holiday: the last day is what the notice says
RUN = operations.end_overdue_corrections


def returned(world: World) -> Application:
    case = world.submitted()
    world.decide(case, Outcome.RETURNED)
    return fresh(case)


def reads(world: World) -> None:
    for message in Message.objects.filter(recipient=world.li):
        mark_read(message=message, at=world.at)


def test_a_correction_is_ended_after_its_grace_and_not_a_second_before(world: World) -> None:
    case = returned(world)
    reads(world)
    moments = (DUE - SECOND, DUE, DUE + GRACE - SECOND, DUE + GRACE, DUE + GRACE + SECOND)
    assert [RUN(at=at) for at in moments] == [0, 0, 0, 1, 0]
    case = fresh(case)
    assert (case.status, case.closed_at) == (Status.ABANDONED, DUE + GRACE)
    assert "视为放弃" in Message.objects.filter(recipient=world.li).latest("pk").title
    assert Event.objects.get(verb="application.lapsed").actor_id is None
    assert {row.held_by for model in RECORDS for row in model.objects.all()} == {""}


@pytest.mark.parametrize(
    ("outcome", "ended"),
    [(Delivery.Outcome.KEPT, 0), (Delivery.Outcome.FAILED, 0), (Delivery.Outcome.SENT, 1)],
)
def test_whom_the_notice_did_not_reach_is_not_ended(world: World, outcome: str, ended: int) -> None:
    returned(world)
    Delivery.objects.update(outcome=outcome)
    assert RUN(at=DUE + timedelta(days=30)) == ended


def test_who_has_worked_on_the_case_since_was_reached(world: World) -> None:
    """The save before the return tells nothing; one after it does, though no message was opened."""
    case = returned(world)
    assert RUN(at=DUE + GRACE) == 0
    world.later()
    world.save(case, "basic", {**answers.BASIC, "duty": "室副主任"})
    assert RUN(at=DUE + GRACE) == 1


def test_more_time_and_an_answer_keep_a_case_alive(world: World) -> None:
    case = returned(world)
    reads(world)
    until = DUE + timedelta(days=3)
    officer = world.officer(case.stages.get(outcome=Outcome.RETURNED))
    assert officer == world.wang
    operations.extend(application=case, until=until, reason="住院", actor=world.feng, at=world.at)
    assert [RUN(at=DUE + GRACE), RUN(at=until + GRACE - SECOND)] == [0, 0]
    world.at = until - SECOND
    world.submit(fresh(case))
    assert RUN(at=until + GRACE) == 0
    assert fresh(case).status == Status.IN_PROGRESS


def test_a_correction_to_be_submitted_by_the_clock_waits_for_it(world: World) -> None:
    case = returned(world)
    reads(world)
    world.answer(case)
    digest = world.download(case)
    operations.order_submission(application=case, content_hash=digest, actor=world.li, at=world.at)
    assert [RUN(at=DUE + GRACE), operations.submit_ordered(at=DUE + GRACE)] == [0, 1]
    assert fresh(case).status == Status.IN_PROGRESS
    assert SubmitOrder.objects.get().end == SubmitOrder.End.SUBMITTED


def test_the_warning_says_what_happens_to_a_correction(world: World) -> None:
    returned(world)
    operations.warn_of_deadlines(at=DUE - timedelta(days=1))
    assert "逾期视为放弃" in Message.objects.filter(recipient=world.li).latest("pk").body


# ── 申报下一年度 ──


@pytest.fixture
def next_call(world: World) -> Call:
    return call(world.committee, year=2027, actor=world.feng)


@pytest.mark.parametrize("at", [END - SECOND, END, END + GRACE - SECOND])
def test_what_can_still_be_sent_is_not_carried_over(world: World, next_call: Call, at: datetime) -> None:
    case = world.filled()
    with pytest.raises(operations.NotAllowed):
        operations.carry_over(application=case, year=2027, actor=world.li, at=at)


def test_an_unsent_draft_is_kept_and_its_answers_begin_the_next_year(world: World, next_call: Call) -> None:
    case = world.filled()
    world.at = next_call.opens_at + timedelta(days=1)
    with pytest.raises(operations.NotAllowed):
        operations.carry_over(application=case, year=2027, actor=world.wu, at=world.at)
    new = operations.carry_over(application=case, year=2027, actor=world.li, at=world.at)
    old, new = fresh(case), fresh(new)
    assert (old.status, new.status, new.year, new.call, new.level) == (
        Status.DRAFT,
        Status.DRAFT,
        2027,
        None,
        old.level,
    )
    for key in ("basic", "education", "work", "training"):
        assert answer(new, key) == answer(old, key)
    assert not answer(new, "request").raw
    assert new.content.supplements == old.content.supplements
    with pytest.raises(operations.AlreadyOpen):
        operations.carry_over(application=case, year=2027, actor=world.li, at=world.at)
