"""提交审核 and 撤回."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.deadlines import due_for, is_in_time
from zhicheng.applications.defects import Defect, unanswered
from zhicheng.applications.models import Application, Outcome, Proposal, Status, Submission, SubmitOrder
from zhicheng.applications.operations import route
from zhicheng.applications.operations.common import NotAllowed, lock
from zhicheng.applications.operations.starting import NotOpen
from zhicheng.applications.queries import Task, advice, current_stage, gaps
from zhicheng.applications.reading import Reading, correction_of
from zhicheng.applications.registry import kind_of
from zhicheng.applications.rules import can_edit, can_withdraw
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


class Unanswered(Exception):
    """Points of the 一次性告知书 were neither changed nor explained: `defects`."""

    def __init__(self, defects: list[Defect]) -> None:
        super().__init__(len(defects))
        self.defects = defects


class NotDownloaded(Exception):
    """The form was not downloaded in exactly the content to be submitted (提示12)."""


class FormChanged(Exception):
    """The content is not the one the applicant saw when he pressed 提交审核."""


class HelpNotConfirmed(Exception):
    """Somebody filled in parts for the applicant, and he has not said that they are right."""


class WouldEnd(Exception):
    """Taken back now, the case could not be submitted again: `due` has passed. Who still wants it says so."""

    def __init__(self, due: datetime) -> None:
        super().__init__(due)
        self.due = due


def key_of(application: Application, request_key: str) -> str:
    """This function will return the key as it is stored: of one length, and nobody else's."""
    return sha256(f"{application.number} {request_key}".encode()).hexdigest()


@transaction.atomic
def submit(
    *,
    application: Application,
    request_key: str,
    content_hash: str,
    actor: User,
    at: datetime,
    begun: datetime | None = None,
    order: SubmitOrder | None = None,
    confirms_help: bool = False,
) -> Submission:
    """This function will freeze the case, write its route and bring it to the first desk; it returns the receipt.

    `begun`: when the applicant opened the page with this very content, if that is known; see `deadlines.is_in_time`.
    `order`: the clock submits on the applicant's order, however late it comes to it; the case is read as it was in
    its last moment.
    `confirms_help`: the applicant says that the parts a helper filled in are right.
    A repeated request, with the same key or another, gets the first receipt. It raises NotAllowed, TooLate,
    Incomplete, Unanswered, FormChanged, NotDownloaded, HelpNotConfirmed or NotOpen.
    Source: seed 提示12; 3-house "Submission freezes three things".
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
    reading = Reading(locked, at=at if order is None else _last_moment(locked, at=at))
    snapshot = check(
        reading, content_hash=content_hash, actor=actor, begun=begun, order=order, confirms_help=confirms_help
    )
    _freeze(reading, snapshot, at=at)
    receipt = Submission.objects.create(
        application=locked,
        round=locked.round,
        request_key=request_key,
        content_hash=content_hash,
        snapshot=snapshot,
        at=at,
    )
    route.write_route(locked)
    _record(locked, content_hash, actor=actor, order=order)
    route.advance(locked, at=at)
    how = "已提交" if order is None else "已按您的设置到期自动提交"
    route.tell_applicant(locked, title="申请已提交", body=f"{how}，编号 {locked.number}。", at=at)
    return receipt


def _record(locked: Application, content_hash: str, *, actor: User, order: SubmitOrder | None) -> None:
    """Who submitted: the person, or the clock on his order."""
    by: dict[str, object] = {} if order is None else {"by": "clock", "order": order.pk, "ordered_at": order.at}
    audit.record(
        actor=actor if order is None else None,
        verb="application.submit",
        subject=locked,
        round=locked.round,
        content_hash=content_hash,
        data=by,
    )


def _last_moment(application: Application, *, at: datetime) -> datetime:
    due = due_for(application, at=at)
    return at if due is None else min(at, due - timedelta.resolution)


def check(
    reading: Reading,
    *,
    content_hash: str,
    actor: User,
    begun: datetime | None = None,
    order: SubmitOrder | None = None,
    confirms_help: bool = False,
) -> Snapshot:
    """This function will return what would be frozen, or raise what `submit` raises; the case is locked."""
    locked, at = reading.application, reading.at
    if not can_edit(actor, locked):
        raise NotAllowed
    if locked.period is None and not kind_of(locked).by_call:
        raise NotOpen
    due = due_for(locked, at=at)
    if not is_in_time(locked, at=at, due=due, begun=begun):
        assert due is not None  # noqa: S101 -- no limit is always in time
        raise TooLate(due)
    snapshot = take(reading)
    undone, boxes = gaps(reading), missing(snapshot["sections"])
    if undone or boxes:
        raise Incomplete(undone, boxes)
    if left := unanswered(reading, snapshot):
        raise Unanswered(left)
    if hash_of(snapshot) != content_hash:
        raise FormChanged
    known = order is not None and order.content_hash == content_hash  # downloaded and confirmed when it was ordered
    if kind_of(locked).must_download and not known and locked.content.downloaded_hash != content_hash:
        raise NotDownloaded
    if snapshot.get("helped") and not (known or confirms_help):
        raise HelpNotConfirmed
    return snapshot


def _freeze(reading: Reading, snapshot: Snapshot, *, at: datetime) -> None:
    locked = reading.application
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
    locked.asks = kind_of(locked).asks(locked)
    locked.save(update_fields=["round", "status", "submitted_at", "asks"])


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
    due = due_for(locked, at=at)
    if due is not None and at >= due and not for_good:
        raise WouldEnd(due)
    stage.proposals.filter(answer=Proposal.Answer.OPEN).update(answer=Proposal.Answer.LAPSED, answered_at=at)
    route.leave(stage, outcome=Outcome.WITHDRAWN, actor=actor, opinion="", data={}, at=at)
    route.void_rest(locked)
    locked.status = Status.WITHDRAWN
    locked.save(update_fields=["status"])
    dossier.release(refs=route.refs_of(locked), number=locked.number)
    audit.record(actor=actor, verb="application.withdraw", subject=locked, kind=kind_of(locked).key)
