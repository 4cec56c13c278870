"""提交审核 and 撤回."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, Outcome, Proposal, Status, Submission
from zhicheng.applications.operations import route
from zhicheng.applications.operations.common import NotAllowed, lock
from zhicheng.applications.operations.starting import NotOpen
from zhicheng.applications.queries import Task, advice, current_stage, gaps
from zhicheng.applications.reading import Reading, correction_of
from zhicheng.applications.registry import kind_of
from zhicheng.applications.rules import can_edit, can_withdraw, is_in_time
from zhicheng.applications.sections import Row, Section, missing
from zhicheng.applications.snapshot import Snapshot, hash_of, take
from zhicheng.audit import operations as audit
from zhicheng.dossier import operations as dossier


class TooLate(Exception):
    """The last moment to submit has passed."""

    def __init__(self, due: datetime) -> None:
        super().__init__(f"个人提交已于 {timezone.localtime(due):%Y-%m-%d %H:%M} 截止")
        self.due = due


class Incomplete(Exception):
    """Parts are missing: tasks that are not done, red boxes without a value."""

    def __init__(self, tasks: list[Task], boxes: list[tuple[Section, Row]]) -> None:
        super().__init__(len(tasks) + len(boxes))
        self.tasks, self.boxes = tasks, boxes


class NotDownloaded(Exception):
    """The form was not downloaded in exactly the content to be submitted (提示12)."""


class FormChanged(Exception):
    """The content is not the one the applicant saw when he pressed 提交审核."""


class WouldEnd(Exception):
    """Taken back now, the case could not be submitted again: `due` has passed. Who still wants it says so."""

    def __init__(self, due: datetime) -> None:
        super().__init__(due)
        self.due = due


def due_for(application: Application) -> datetime | None:
    """This function will return the last moment to submit; None: no limit.

    Of a draft it is the period's; of a returned case the correction's 24:00; of one that is or would be withdrawn the
    later of both, for what was asked for may still be handed in.
    """
    by_period = application.period.submit_until if application.period else None
    notice = correction_of(application) if application.round else None
    if notice is None:
        return by_period
    by_notice = timezone.make_aware(datetime.combine(notice.due_on + timedelta(days=1), time.min))
    if application.status == Status.RETURNED or by_period is None:
        return by_notice if application.status == Status.RETURNED else None
    return max(by_period, by_notice)


def key_of(application: Application, request_key: str) -> str:
    """This function will return the key as it is stored: of one length, and nobody else's."""
    return sha256(f"{application.number} {request_key}".encode()).hexdigest()


@transaction.atomic
def submit(*, application: Application, request_key: str, content_hash: str, actor: User, at: datetime) -> Submission:
    """This function will freeze the case, write its route and bring it to the first desk; it returns the receipt.

    A repeated request, with the same key or another, gets the first receipt. It raises NotAllowed, TooLate,
    Incomplete, FormChanged, NotDownloaded or NotOpen. Source: seed 提示12; 3-house "Submission freezes three things".
    """
    locked = lock(application)
    if locked.applicant_id != actor.pk:
        raise NotAllowed
    request_key = key_of(locked, request_key)
    repeated = locked.submissions.filter(request_key=request_key).first()
    if repeated is None and locked.status == Status.IN_PROGRESS:
        repeated = locked.submissions.order_by("-round").first()
    if repeated is not None:
        return repeated
    reading = Reading(locked, at=at)
    snapshot = _check(reading, content_hash=content_hash, actor=actor)
    _freeze(reading, snapshot)
    receipt = Submission.objects.create(
        application=locked,
        round=locked.round,
        request_key=request_key,
        content_hash=content_hash,
        snapshot=snapshot,
        at=at,
    )
    route.write_route(locked)
    audit.record(actor=actor, verb="application.submit", subject=locked, round=locked.round, content_hash=content_hash)
    route.advance(locked, at=at)
    route.tell_applicant(locked, title="申请已提交", body=f"已提交，编号 {locked.number}。", at=at)
    return receipt


def _check(reading: Reading, *, content_hash: str, actor: User) -> Snapshot:
    locked, at = reading.application, reading.at
    if not can_edit(actor, locked):
        raise NotAllowed
    if locked.period is None and not kind_of(locked).by_call:
        raise NotOpen
    due = due_for(locked)
    if not is_in_time(locked, at, due):
        assert due is not None  # noqa: S101 -- no limit is always in time
        raise TooLate(due)
    snapshot = take(reading)
    undone, boxes = gaps(reading), missing(snapshot["sections"])
    if undone or boxes:
        raise Incomplete(undone, boxes)
    if hash_of(snapshot) != content_hash:
        raise FormChanged
    if kind_of(locked).must_download and locked.content.downloaded_hash != content_hash:
        raise NotDownloaded
    return snapshot


def _freeze(reading: Reading, snapshot: Snapshot) -> None:
    locked, at = reading.application, reading.at
    found = advice(reading)
    notice = correction_of(locked)
    if notice is not None and notice.answered_at is None:
        notice.answered_at = at
        notice.save(update_fields=["answered_at"])
    locked.content.snapshot = snapshot
    locked.content.findings = [finding.as_json() for finding in found]
    locked.content.save(update_fields=["snapshot", "findings"])
    dossier.hold(owner=locked.applicant, refs=snapshot["refs"], number=locked.number)
    locked.round += 1
    locked.status, locked.submitted_at = Status.IN_PROGRESS, at
    locked.save(update_fields=["round", "status", "submitted_at"])


@transaction.atomic
def withdraw(*, application: Application, actor: User, at: datetime, for_good: bool = False) -> None:
    """This function will take the case back (撤回) while the unit has not decided; it raises NotAllowed.

    The case becomes editable; its route begins anew when it is submitted again. After the last moment to submit it
    raises WouldEnd unless the applicant wants it `for_good`.
    """
    locked = lock(application)
    stage = current_stage(locked)
    if stage is None or not can_withdraw(actor, locked, stage):
        raise NotAllowed
    due = due_for(locked)
    if due is not None and not is_in_time(locked, at, due) and not for_good:
        raise WouldEnd(due)
    stage.proposals.filter(answer=Proposal.Answer.OPEN).update(answer=Proposal.Answer.LAPSED, answered_at=at)
    route.leave(stage, outcome=Outcome.WITHDRAWN, actor=actor, opinion="", data={}, at=at)
    route.void_rest(locked)
    locked.status = Status.WITHDRAWN
    locked.save(update_fields=["status"])
    dossier.release(refs=route.refs_of(locked), number=locked.number)
    audit.record(actor=actor, verb="application.withdraw", subject=locked, kind=kind_of(locked).key)
