"""公示: opened on arrival, closed by the clock, held by an open objection."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, Gate, Notice, Objection, Outcome
from zhicheng.applications.operations.common import NotAllowed, lock
from zhicheng.applications.operations.desks import conclude
from zhicheng.applications.queries import current_stage
from zhicheng.applications.rules import can_resolve
from zhicheng.audit import operations as audit
from zhicheng.core.workdays import end_of_notice
from zhicheng.reference.queries import calendar

logger = logging.getLogger(__name__)


@transaction.atomic
def open_notice(
    *, application: Application, phase: Notice.Phase, days: int, place: str, phone: str, at: datetime
) -> Notice:
    """This function will post the case for `days` working days.

    The day of posting is not counted; it ends at 24:00 of the last day (2-domain §4.3).
    """
    stage = current_stage(application)
    if stage is None or stage.gate != Gate.NOTICE:
        raise NotAllowed
    posted_on = timezone.localdate(at)
    return Notice.objects.create(
        stage=stage,
        phase=phase,
        place=place,
        phone=phone,
        starts_on=posted_on,
        ends_at=end_of_notice(posted_on, days, calendar=calendar()),
    )


@transaction.atomic
def object_to(*, notice: Notice, text: str, objector: str, actor: User | None, at: datetime) -> Objection:
    """This function will lodge an objection; the case stays where it is until somebody has looked into it.

    It raises NotAllowed when the 公示 is over.
    """
    lock(notice.stage.application_id)
    notice.refresh_from_db()
    if notice.closed_at is not None or at >= notice.ends_at:
        raise NotAllowed
    objection = Objection.objects.create(notice=notice, text=text, objector=objector, at=at)
    audit.record(actor=actor, verb="notice.objection", subject=notice.stage.application, objection=objection.pk)
    return objection


@transaction.atomic
def resolve_objection(*, objection: Objection, upheld: bool, finding: str, actor: User, at: datetime) -> None:
    """This function will settle an objection by the organization that posted the notice; it raises NotAllowed.

    An upheld one ends the 公示: before the review the case is rejected, after it the result becomes 未通过.
    """
    stage = objection.notice.stage
    application = lock(stage.application_id)
    objection.refresh_from_db()
    if objection.resolved_at is not None or not can_resolve(actor, stage):
        raise NotAllowed
    objection.resolved_at, objection.resolved_by = at, actor
    objection.upheld, objection.finding = upheld, finding
    objection.save(update_fields=["resolved_at", "resolved_by", "upheld", "finding"])
    audit.record(actor=actor, verb="notice.resolved", subject=application, upheld=upheld)
    if upheld and objection.notice.closed_at is None:
        before = objection.notice.phase == Notice.Phase.BEFORE
        _shut(objection.notice, Outcome.REJECTED if before else Outcome.NOT_PASSED, finding, at=at)


def _shut(notice: Notice, outcome: Outcome, opinion: str, *, at: datetime) -> None:
    notice.closed_at = at
    notice.save(update_fields=["closed_at"])
    conclude(application=notice.stage.application, gate=Gate.NOTICE, outcome=outcome, opinion=opinion, at=at)


def close_notices(*, at: datetime) -> int:
    """This function will let every case go on whose 公示 ended and has no open objection; it returns how many."""
    unresolved = Objection.objects.filter(notice=OuterRef("pk"), resolved_at=None)
    due = Notice.objects.filter(closed_at=None, ends_at__lte=at).exclude(Exists(unresolved))
    return sum(_close_or_tell(pk, at=at) for pk in due.values_list("pk", flat=True))


def _close_or_tell(pk: int, *, at: datetime) -> bool:
    """A case that cannot go on holds back no other; the clock tries it again."""
    try:
        return _close_one(pk, at=at)
    except Exception:
        logger.exception("notice %s was not closed", pk)
        return False


@transaction.atomic
def _close_one(pk: int, *, at: datetime) -> bool:
    notice = Notice.objects.select_related("stage").get(pk=pk)
    application = lock(notice.stage.application_id)
    notice = Notice.objects.select_related("stage__application").get(pk=pk)
    stage = current_stage(application)
    objections = list(notice.objections.all())
    is_held = any(objection.resolved_at is None for objection in objections)
    if notice.closed_at is not None or is_held or stage is None or stage.pk != notice.stage_id:
        return False
    words = "公示期满，异议经核查不成立。" if objections else "公示期满，无异议。"
    _shut(notice, Outcome.PASSED, words, at=at)
    return True
