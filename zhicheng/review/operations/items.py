"""Verbs of one case before a meeting: recusal, opening, opinion, close."""

import secrets
import uuid
from collections import Counter
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.models import Gate, Outcome
from zhicheng.applications.operations import conclude
from zhicheng.audit.operations import record
from zhicheng.review import rules, sealing
from zhicheng.review.models import Ballot, Choice, Expert, Item, Meeting, Opinion, Receipt, Recusal, Roll
from zhicheng.review.operations.common import (
    NotAllowed,
    Refused,
    WrongPhase,
    lock_item,
    lock_meeting,
    subject_of,
)
from zhicheng.review.queries import has_quorum, is_passed, members_of

Phase = Item.Phase


class NoQuorum(Refused):
    """Fewer than two thirds of the members are present."""


class BallotsDiffer(Refused):
    """The ballots are not as many as the people who voted: somebody changed the tables."""


@transaction.atomic
def recuse(*, item: Item, expert: Expert, reason: str, actor: User, at: datetime) -> Recusal:
    """This function will take `expert` off the case, by his own word or the office's order (第二十五条).

    He then sees nothing of it, is not on its roll, and what he wrote on it is removed. A second time
    changes nothing. Raises WrongPhase once the vote has opened, NotAllowed for anybody else.
    """
    item = lock_item(item, Phase.WAITING)
    if not (item.meeting.seats.filter(expert=expert).exists() and rules.can_recuse(actor, expert, item)):
        raise NotAllowed("回避由出席会议的专家本人提出，或由评委会办公室决定。")
    recusal, is_new = Recusal.objects.get_or_create(
        item=item, expert=expert, defaults={"reason": reason, "declared_by": actor, "at": at}
    )
    if is_new:
        item.opinions.filter(expert=expert).delete()
        data = {"expert": expert.pk}
        record(actor=actor, verb="review.recuse", subject=subject_of(item.meeting, item), data=data, at=at)
    return recusal


@transaction.atomic
def open_item(*, item: Item, actor: User, at: datetime) -> Item:
    """This function will freeze the roll of the item and open the vote on it.

    The roll is who signed in and is not recused; the quorum must hold with these alone, counted against
    `queries.members_of(meeting)` (第十九条; recused members leave the denominator, 2-domain §4.1). Raises
    NotAllowed unless `actor` is the chair, NoQuorum, or WrongPhase, also when another item is open.
    """
    meeting = lock_meeting(item.meeting, Meeting.Phase.OPEN)
    item = lock_item(item, Phase.WAITING)
    if not rules.can_open(actor, item):
        raise NotAllowed("投票由已签到的主任委员开始。")
    if meeting.items.filter(phase=Phase.OPEN).exists():
        raise WrongPhase("另一项正在投票，计票后再开始这一项。")
    present = list(
        Expert.objects.filter(seats__meeting=meeting, seats__signed_in_at__isnull=False)
        .exclude(recusals__item=item)
        .order_by("pk")
    )
    members = members_of(meeting)
    if not has_quorum(present=len(present), members=members):
        raise NoQuorum(
            f"评委会 {members} 人，除回避外到会 {len(present)} 人，"
            f"不足三分之二（{-(-members * 2 // 3)} 人），等更多专家签到后再开始。"
        )
    Roll.objects.bulk_create(Roll(item=item, expert=expert) for expert in present)
    item.phase, item.present = Phase.OPEN, len(present)
    item.save(update_fields=["phase", "present"])
    record(
        actor=actor,
        verb="review.open_item",
        subject=subject_of(meeting, item),
        data={"roll": [expert.pk for expert in present]},
        at=at,
    )
    return item


@transaction.atomic
def write_opinion(*, item: Item, expert: Expert, text: str, at: datetime) -> Opinion:
    """This function will keep the expert's opinion on the case, the later in place of the earlier.

    Raises NotAllowed unless he is present and not recused, has not voted yet, and the item is not closed.
    """
    item = lock_item(item, Phase.WAITING, Phase.OPEN)
    if not rules.can_write_opinion(expert, item):
        raise NotAllowed("评议意见由到会且不回避的专家在投票前填写。")
    opinion, _ = Opinion.objects.update_or_create(item=item, expert=expert, defaults={"text": text, "at": at})
    return opinion


@transaction.atomic
def close_item(*, item: Item, actor: User, at: datetime) -> Item:
    """This function will end the vote, count it and hand the result to the case.

    The sealed ballots are opened, and in their place shuffled rows with new keys and without receipts are
    written; the receipts stand apart, sorted. Passed when yes * 3 >= present * 2 (第二十条). The audit
    names who voted, in order of their keys: one event, so that no order of voting is kept.
    Raises NotAllowed unless `actor` is the chair, WrongPhase when the vote is not open, BallotsDiffer.
    """
    item = lock_item(item, Phase.OPEN)
    if not rules.can_close(actor, item):
        raise NotAllowed("投票由主任委员结束。")
    voted = sorted(item.turnout.values_list("expert_id", flat=True))
    counted = _open_ballots(item, expected=len(voted))
    present = item.present or 0
    item.yes, item.no, item.abstain = (counted[choice] for choice in (Choice.YES, Choice.NO, Choice.ABSTAIN))
    item.passed = is_passed(yes=item.yes, present=present)
    item.phase, item.closed_at = Phase.CLOSED, at
    item.save(update_fields=["yes", "no", "abstain", "passed", "phase", "closed_at"])
    subject = subject_of(item.meeting, item)
    record(actor=actor, verb="review.close_item", subject=subject, data={"voted": voted}, at=at)
    tally = {
        "members": members_of(item.meeting),
        "present": present,
        "yes": item.yes,
        "no": item.no,
        "abstain": item.abstain,
    }
    conclude(
        application=item.application,
        gate=Gate.REVIEW,
        outcome=Outcome.PASSED if item.passed else Outcome.NOT_PASSED,
        opinion="评审委员会表决通过。" if item.passed else "评审委员会表决未通过。",
        at=at,
        actor=actor,
        tally=tally,
        decided_on=timezone.localdate(at),
    )
    return item


def _open_ballots(item: Item, *, expected: int) -> Counter[str]:
    sealed = list(item.ballots.all())
    if len(sealed) != expected:
        raise BallotsDiffer("选票数与投票人数不一致，停止计票，通知系统管理员核查。")
    key = item.meeting.private_key
    choices = [sealing.unseal(ballot.sealed, private_key=key, item_id=item.pk) for ballot in sealed]
    secrets.SystemRandom().shuffle(choices)
    item.ballots.all().delete()
    Ballot.objects.bulk_create(Ballot(id=uuid.uuid4(), item=item, choice=choice) for choice in choices)
    Receipt.objects.bulk_create(
        Receipt(item=item, receipt=receipt) for receipt in sorted(ballot.receipt for ballot in sealed)
    )
    return Counter(choices)
