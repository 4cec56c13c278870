"""补正逾期: the clock ends a correction that was not answered, as 视为放弃, once nothing would be taken any more."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from zhicheng.applications.deadlines import due_for, grace_of
from zhicheng.applications.models import Application, CorrectionNotice, Status
from zhicheng.applications.operations import route
from zhicheng.applications.operations.common import lock
from zhicheng.applications.queries import open_order
from zhicheng.applications.reading import correction_of
from zhicheng.audit import operations as audit
from zhicheng.core.moments import moment
from zhicheng.notifications.queries import was_reached

logger = logging.getLogger(__name__)
BATCH = 200


def end_overdue_corrections(*, at: datetime) -> int:
    """This function will end the returned cases whose correction ran out, grace included; it returns how many.

    Never one whose 一次性告知书 did not reach its applicant: that waits for an officer, who may give more time (延期).
    """
    today = timezone.localdate(at)
    overdue = Application.objects.filter(
        status=Status.RETURNED, stages__correction__answered_at=None, stages__correction__due_on__lt=today
    )
    done = last = 0
    while found := list(overdue.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True).distinct()[:BATCH]):
        done += sum(_end_or_tell(pk, at=at) for pk in found)
        last = found[-1]
    return done


def _end_or_tell(pk: int, *, at: datetime) -> bool:
    """A case that cannot be ended holds back no other; the clock tries it again."""
    try:
        return _end_one(pk, at=at)
    except Exception:
        logger.exception("case %s was not ended", pk)
        return False


def _knows(case: Application, notice: CorrectionNotice) -> bool:
    """Whether the 一次性告知书 reached its applicant. No text at hand says when it is 送达; what it asks was seen by
    whoever opened the message, got its text, or has worked on the case since."""
    saved = case.content.saved_at
    has_worked = saved is not None and saved > notice.issued_at
    return has_worked or was_reached(case.applicant, about=case.number, since=notice.issued_at)


@transaction.atomic
def _end_one(pk: int, *, at: datetime) -> bool:
    case = lock(pk)
    due, notice = due_for(case, at=at), correction_of(case)
    if case.status != Status.RETURNED or notice is None or due is None or at < due + grace_of(case):
        return False
    if open_order(case) is not None:  # to be submitted by the clock, which has not come to it yet
        return False
    if not _knows(case, notice):
        return False
    route.end(case, Status.ABANDONED, at=at)
    audit.record(actor=None, verb="application.lapsed", subject=case, due=due, at=at)
    route.tell_applicant(
        case,
        title="补正逾期，视为放弃",
        body=f"补正期限已于 {moment(due)} 截止，没有重新提交，视为放弃这次申请。填写的内容仍保留，"
        "可联系发出一次性告知书的单位，或申报下一年度。",
        at=at,
    )
    return True
