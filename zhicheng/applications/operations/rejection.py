"""不予通过 takes two officers of one desk: the first proposes, the second confirms or sends it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from zhicheng.accounts.models import User
from zhicheng.applications.models import Outcome, Proposal, StageRecord, Status
from zhicheng.applications.operations import route
from zhicheng.applications.operations.common import AlreadyDecided, AlreadySettled, NotAllowed, lock, lock_stage
from zhicheng.applications.queries import open_proposal
from zhicheng.applications.registry import kind_of
from zhicheng.applications.rejection import remedy, seconds
from zhicheng.applications.rules import can_decide, can_settle, can_take_back
from zhicheng.audit import operations as audit
from zhicheng.notifications import operations as notifications

Answer = Proposal.Answer


@transaction.atomic
def propose_rejection(
    *, stage: StageRecord, reason: str, article: str, text: str, actor: User, at: datetime
) -> Proposal:
    """This function will put down that an officer wants the case rejected, and ask the others of the desk.

    The case stays where it is, and its applicant learns nothing. `reason` and `article` are the words of the
    catalogue (`rejection.reasons`). It raises AlreadyDecided, AlreadySettled when somebody proposed it already, and
    NotAllowed for anybody but the desk or where the desk cannot reject.
    """
    stage = lock_stage(stage)
    if stage.outcome != Outcome.PENDING:
        raise AlreadyDecided(stage)
    if not (can_decide(actor, stage) and kind_of(stage.application).stage(stage.key).rejects):
        raise NotAllowed
    if standing := open_proposal(stage):
        raise AlreadySettled(standing)
    proposal = Proposal.objects.create(
        stage=stage, reason=reason, article=article, text=text, proposed_by=actor, proposed_at=at
    )
    case = stage.application
    audit.record(actor=actor, verb="stage.rejection_proposed", subject=case, stage=stage.key, proposal=proposal.pk)
    _tell(seconds(stage, besides=actor), proposal, f"{actor.name}提出不予通过，须由另一位经办人复核。", at=at)
    return proposal


@transaction.atomic
def confirm_rejection(*, proposal: Proposal, words: str, actor: User, at: datetime) -> None:
    """This function will end the case by the word of a second officer, and tell its applicant why and what he can do.

    It raises AlreadySettled when the proposal is no longer open, and NotAllowed for the proposer, the applicant and
    anybody of another desk.
    """
    proposal = _lock(proposal)
    if not can_settle(actor, proposal):
        raise NotAllowed
    _answer(proposal, Answer.CONFIRMED, words=words, actor=actor, at=at)
    stage, case = proposal.stage, proposal.stage.application
    rule = kind_of(case).stage(stage.key)
    route.leave(stage, outcome=Outcome.REJECTED, actor=actor, opinion=proposal.said, data={}, at=at)
    audit.record(actor=actor, verb="stage.rejected", subject=case, stage=stage.key, proposal=proposal.pk)
    route.end(case, Status.REJECTED, at=at)
    route.tell_applicant(
        case,
        title=f"{stage.organization.name}{rule.no_label}",
        body=f"{rule.no_label}：{proposal.said} {remedy(case, rule, stage.organization)}",
        at=at,
    )
    rule.rejected(case, at)


@transaction.atomic
def send_back_rejection(*, proposal: Proposal, words: str, actor: User, at: datetime) -> None:
    """This function will send a proposal back to who made it, with words; the case waits for a decision again.

    Refusals as in `confirm_rejection`.
    """
    proposal = _lock(proposal)
    if not can_settle(actor, proposal):
        raise NotAllowed
    _answer(proposal, Answer.SENT_BACK, words=words, actor=actor, at=at)
    case = proposal.stage.application
    audit.record(actor=actor, verb="stage.rejection_sent_back", subject=case, proposal=proposal.pk)
    _tell([proposal.proposed_by], proposal, f"{actor.name}复核退回：{words}", at=at)


@transaction.atomic
def take_back_rejection(*, proposal: Proposal, actor: User, at: datetime) -> None:
    """This function will let an officer take his own proposal back; it raises AlreadySettled or NotAllowed."""
    proposal = _lock(proposal)
    if not can_take_back(actor, proposal):
        raise NotAllowed
    _answer(proposal, Answer.TAKEN_BACK, words="", actor=actor, at=at)
    audit.record(
        actor=actor, verb="stage.rejection_taken_back", subject=proposal.stage.application, proposal=proposal.pk
    )


def _lock(proposal: Proposal) -> Proposal:
    """The proposal as it is now, its case locked."""
    case = lock(proposal.stage.application_id)
    proposal = Proposal.objects.select_related("stage__organization", "proposed_by", "answered_by").get(pk=proposal.pk)
    proposal.stage.application = case
    if proposal.answer != Answer.OPEN:
        raise AlreadySettled(proposal)
    return proposal


def _answer(proposal: Proposal, answer: Proposal.Answer, *, words: str, actor: User, at: datetime) -> None:
    proposal.answer, proposal.words, proposal.answered_by, proposal.answered_at = answer, words, actor, at
    proposal.save(update_fields=["answer", "words", "answered_by", "answered_at"])


def _tell(people: list[User], proposal: Proposal, body: str, *, at: datetime) -> None:
    case = proposal.stage.application
    title = f"不予通过待复核：{case.number}" if proposal.answer == Answer.OPEN else f"不予通过复核退回：{case.number}"
    notifications.notify(recipients=people, title=title, body=body, about=case.number, at=at, channels=())
