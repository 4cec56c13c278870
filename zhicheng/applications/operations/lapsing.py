"""What the applicant does not hand in in time ends his case; he is reminded before."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, Gate, Outcome, StageRecord, Status
from zhicheng.applications.operations import route
from zhicheng.applications.operations.common import NotAllowed, lock, lock_stage
from zhicheng.applications.queries import current_stage
from zhicheng.applications.registry import kind_of
from zhicheng.audit import operations as audit

logger = logging.getLogger(__name__)
REMINDED = timedelta(days=30)  # before the last day


@transaction.atomic
def lapse(*, application: Application, words: str, actor: User | None, at: datetime) -> None:
    """This function will end a case that waits for its applicant in mid-route, and tell him why (`words`).

    It raises NotAllowed when the case does not wait for him.
    """
    case = lock(application)
    stage = current_stage(case)
    if stage is None or stage.gate != Gate.APPLICANT:
        raise NotAllowed
    route.leave(stage, outcome=Outcome.LAPSED, actor=actor, opinion=words, data={}, at=at)
    audit.record(actor=actor, verb="stage.lapsed", subject=case, stage=stage.key)
    route.end(case, Status.ABANDONED, at=at)
    route.tell_applicant(case, title=f"{kind_of(case).title}已终止", body=f"已终止：{words}", at=at)


def watch_applicants(*, at: datetime) -> int:
    """This function will remind those whose last day comes, and end the cases whose last day has passed.

    It returns how many cases it ended. One that cannot be ended holds back no other.
    """
    today = timezone.localdate(at)
    for stage in _waiting().filter(reminded_at=None, due_on__range=(today, today + REMINDED)):
        _remind(stage, at=at)
    return sum(_end(stage, at=at) for stage in _waiting().filter(due_on__lt=today))


def _waiting() -> QuerySet[StageRecord]:
    stages = StageRecord.objects.filter(gate=Gate.APPLICANT, outcome=Outcome.PENDING, arrived_at__isnull=False)
    return stages.select_related("application").order_by("pk")


@transaction.atomic
def _remind(stage: StageRecord, *, at: datetime) -> None:
    if not kind_of(stage.application).stage(stage.key).lapses:
        return
    stage = lock_stage(stage)
    if stage.outcome != Outcome.PENDING or stage.reminded_at or stage.due_on is None:
        return
    stage.reminded_at = at
    stage.save(update_fields=["reminded_at"])
    day = f"{stage.due_on.month} 月 {stage.due_on.day} 日"
    words = f"等您{stage.title}，{day} 24:00 截止，过期后申请终止。登录系统提交。"
    route.tell_applicant(stage.application, title=f"{stage.title}将于 {day}截止", body=words, at=at)


def _end(stage: StageRecord, *, at: datetime) -> bool:
    words = kind_of(stage.application).stage(stage.key).lapses
    if not words:
        return False
    try:
        lapse(application=stage.application, words=words, actor=None, at=at)
    except NotAllowed:  # handed in a moment ago
        return False
    except Exception:
        logger.exception("stage %s was not ended", stage.pk)
        return False
    return True
