"""Desks decide; meetings and clocks conclude; applicants hand in what a stage waits for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, CorrectionNotice, Gate, Outcome, StageRecord, Status
from zhicheng.applications.operations import route
from zhicheng.applications.operations.common import AlreadyDecided, AlreadySettled, NotAllowed, lock, lock_stage
from zhicheng.applications.queries import current_stage, open_proposal
from zhicheng.applications.registry import kind_of
from zhicheng.applications.rules import can_decide
from zhicheng.audit import operations as audit
from zhicheng.dossier import operations as dossier
from zhicheng.files.models import StoredFile

Items = list[dict[str, str]]


@transaction.atomic
def decide(
    *,
    stage: StageRecord,
    actor: User,
    outcome: Outcome,
    opinion: str,
    at: datetime,
    data: dict[str, object] | None = None,
    items: Items | None = None,
    due_on: date | None = None,
) -> None:
    """This function will let a desk pass, assess, decline or return the case; rejecting takes two officers.

    A return needs `items` ({"section", "title", "text"}, all defects at once) and the day by which the applicant
    answers. It raises AlreadyDecided when the stage is no longer open, NotAllowed for anybody but its desk,
    AlreadySettled while a proposal to reject waits for the second officer.
    """
    stage = lock_stage(stage)
    if stage.outcome != Outcome.PENDING:
        raise AlreadyDecided(stage)
    if not can_decide(actor, stage):
        raise NotAllowed
    if standing := open_proposal(stage):
        raise AlreadySettled(standing)
    rule = kind_of(stage.application).stage(stage.key)
    if outcome == Outcome.RETURNED:
        if not rule.returns or not items or due_on is None:
            raise NotAllowed
        _return(stage, actor=actor, opinion=opinion, items=items, due_on=due_on, at=at)
    elif outcome == Outcome.NOT_PASSED and rule.declines:
        _decline(stage, rule.fail_label, actor=actor, opinion=opinion, at=at)
    elif outcome == Outcome.PASSED or (outcome == Outcome.NOT_PASSED and rule.assesses):
        if rule.assesses:
            _judge(stage.application, outcome, decided_on=timezone.localdate(at))
        _close(stage, outcome=outcome, actor=actor, opinion=opinion, data=data or {}, at=at)
    else:
        raise NotAllowed


def _judge(
    case: Application, outcome: Outcome, *, decided_on: date | None, tally: dict[str, int] | None = None
) -> None:
    """The result of the review or the assessment; the applicant learns it at 办结."""
    case.outcome = outcome
    case.decided_on = decided_on or case.decided_on
    case.tally = tally or case.tally
    case.save(update_fields=["outcome", "decided_on", "tally"])


def _return(stage: StageRecord, *, actor: User, opinion: str, items: Items, due_on: date, at: datetime) -> None:
    application = stage.application
    route.leave(stage, outcome=Outcome.RETURNED, actor=actor, opinion=opinion, data={}, at=at)
    route.void_rest(application)
    CorrectionNotice.objects.create(stage=stage, items=items, due_on=due_on, issued_at=at)
    application.status = Status.RETURNED
    application.save(update_fields=["status"])
    dossier.release(refs=route.refs_of(application), number=application.number)
    audit.record(actor=actor, verb="stage.returned", subject=application, stage=stage.key, items=len(items))
    route.tell_applicant(
        application,
        title=f"{stage.organization.name}退回补正",
        body=f"被退回补正，共 {len(items)} 处，{due_on.month} 月 {due_on.day} 日前改好重新提交。登录系统查看。",
        at=at,
    )


def _decline(stage: StageRecord, word: str, *, actor: User, opinion: str, at: datetime) -> None:
    """The desk says no, and the case ends: 未通过, with the reason."""
    case, outcome = stage.application, Outcome.NOT_PASSED
    route.leave(stage, outcome=outcome, actor=actor, opinion=opinion, data={}, at=at)
    audit.record(actor=actor, verb="stage.declined", subject=case, stage=stage.key)
    _judge(case, outcome, decided_on=timezone.localdate(at))
    route.end(case, Status.NOT_PASSED, at=at)
    title, body = f"{stage.organization.name}{word}", f"已办结，{stage.organization.name}{word}：{opinion}"
    route.tell_applicant(case, title=title, body=body, at=at)


def _close(
    stage: StageRecord,
    *,
    outcome: Outcome,
    actor: User | None,
    opinion: str,
    data: dict[str, object],
    at: datetime,
) -> None:
    application = stage.application
    route.leave(stage, outcome=outcome, actor=actor, opinion=opinion, data=data, at=at)
    audit.record(actor=actor, verb=f"stage.{outcome}", subject=application, stage=stage.key)
    if outcome == Outcome.REJECTED:
        route.end(application, Status.REJECTED, at=at)
        route.tell_applicant(
            application, title=f"{stage.organization.name}不予通过", body=f"不予通过：{opinion}", at=at
        )
        return
    kind_of(application).stage(stage.key).then(application, at)
    route.advance(application, at=at)


@transaction.atomic
def conclude(
    *,
    application: Application,
    gate: Gate,
    outcome: Outcome,
    opinion: str,
    at: datetime,
    actor: User | None = None,
    tally: dict[str, int] | None = None,
    decided_on: date | None = None,
) -> None:
    """This function will settle the stage that waits at `gate`: a meeting's result or the end of a 公示.

    A meeting's result (PASSED or NOT_PASSED) is kept on the case for office and HRSS; the route goes on either way.
    It raises NotAllowed when the case does not wait at `gate`.
    """
    locked = lock(application)
    stage = current_stage(locked)
    if stage is None or stage.gate != gate:
        raise NotAllowed
    stage.application = locked
    if gate == Gate.REVIEW or outcome == Outcome.NOT_PASSED:
        _judge(stage.application, outcome, decided_on=decided_on, tally=tally)
    _close(stage, outcome=outcome, actor=actor, opinion=opinion, data={}, at=at)


class ProofMissing(Exception):
    """The stage asks for papers, and none came."""


@transaction.atomic
def respond(
    *,
    application: Application,
    actor: User,
    data: dict[str, object],
    files: Sequence[StoredFile] = (),
    at: datetime,
) -> None:
    """This function will hand in what a stage in mid-route waits for from the applicant.

    It raises NotAllowed, also after the last day of a stage that lapses, or ProofMissing where the stage asks for
    papers and there are none.
    """
    locked = lock(application)
    stage = current_stage(locked)
    if stage is None or stage.gate != Gate.APPLICANT or actor.pk != locked.applicant_id:
        raise NotAllowed
    rule = kind_of(locked).stage(stage.key)
    if rule.lapses and stage.due_on is not None and timezone.localdate(at) > stage.due_on:
        raise NotAllowed
    own = [file for file in files if file.owner_id == actor.pk]
    if rule.proof and not own:
        raise ProofMissing
    stage.application = locked
    stage.files.set(own)
    _close(stage, outcome=Outcome.PASSED, actor=actor, opinion="", data=data, at=at)
