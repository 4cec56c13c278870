"""到期自动提交: the applicant orders it for one content; at the last moment the clock submits exactly that.

Where it cannot, it says why, and what can still be done.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from zhicheng.accounts.models import User
from zhicheng.applications.deadlines import due_for
from zhicheng.applications.models import Application, Status, SubmitOrder
from zhicheng.applications.operations import route
from zhicheng.applications.operations.common import NotAllowed, lock
from zhicheng.applications.operations.starting import NotOpen
from zhicheng.applications.operations.submission import (
    FormChanged,
    HelpNotConfirmed,
    Incomplete,
    NotDownloaded,
    TooLate,
    Unanswered,
    check,
    submit,
)
from zhicheng.applications.queries import open_order
from zhicheng.applications.reading import Reading
from zhicheng.applications.registry import kind_of
from zhicheng.applications.rules import can_edit
from zhicheng.audit import operations as audit
from zhicheng.core.moments import moment

logger = logging.getLogger(__name__)
BATCH = 200
End = SubmitOrder.End


class NoDeadline(Exception):
    """The case has no last moment, so there is nothing to wait for."""


@transaction.atomic
def order_submission(
    *, application: Application, content_hash: str, actor: User, at: datetime, confirms_help: bool = False
) -> SubmitOrder:
    """This function will have the case submitted at its last moment in exactly this content.

    An older order is replaced. The case must be fit to be submitted now. It raises NoDeadline and what `submit` raises.
    """
    locked = lock(application)
    check(Reading(locked, at=at), content_hash=content_hash, actor=actor, confirms_help=confirms_help)
    if due_for(locked, at=at) is None:
        raise NoDeadline
    standing = open_order(locked)
    if standing is not None and standing.content_hash == content_hash:
        return standing
    if standing is not None:
        _close(standing, End.CANCELLED, at=at)
    order = SubmitOrder.objects.create(application=locked, content_hash=content_hash, at=at)
    audit.record(
        actor=actor, verb="application.order", subject=locked, order=order.pk, content_hash=content_hash, at=at
    )
    return order


@transaction.atomic
def cancel_order(*, application: Application, actor: User, at: datetime) -> None:
    """This function will take the order back, if there is one; it raises NotAllowed for anybody but the applicant."""
    locked = lock(application)
    if not can_edit(actor, locked):
        raise NotAllowed
    standing = open_order(locked)
    if standing is not None:
        _close(standing, End.CANCELLED, at=at)
        audit.record(actor=actor, verb="application.order_cancelled", subject=locked, order=standing.pk, at=at)


def _close(order: SubmitOrder, end: SubmitOrder.End, *, at: datetime, reason: str = "") -> None:
    order.end, order.ended_at, order.reason = end, at, reason
    order.save(update_fields=["end", "ended_at", "reason"])


def submit_ordered(*, at: datetime) -> int:
    """This function will carry out the orders whose last moment came, a page at a time; it returns how many."""
    ends = Coalesce(
        "application__extended_until", "application__call__submit_until", "application__window__submit_until"
    )
    waiting = SubmitOrder.objects.filter(end=End.WAITING).annotate(ends=ends)
    due = waiting.filter(Q(ends__lte=at) | ~Q(application__status=Status.DRAFT))  # of the others `due_for` decides
    done = last = 0
    while found := list(due.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        done += sum(_settle_or_tell(pk, at=at) for pk in found)
        last = found[-1]
    return done


def _settle_or_tell(pk: int, *, at: datetime) -> bool:
    """An order that cannot be carried out holds back no other; the clock tries it again."""
    try:
        return _settle(pk, at=at)
    except Exception:
        logger.exception("submit order %s was not settled", pk)
        return False


@transaction.atomic
def _settle(pk: int, *, at: datetime) -> bool:
    case = lock(SubmitOrder.objects.only("application_id").get(pk=pk).application_id)
    order = SubmitOrder.objects.get(pk=pk)
    if order.end != End.WAITING:
        return False
    if not case.is_editable:  # sent by hand, or given up
        _close(order, End.CANCELLED, at=at)
        return True
    due = due_for(case, at=at)
    if due is None or at < due:
        return False
    refusal = _carry_out(order, case, at=at)
    _close(order, End.REFUSED if refusal else End.SUBMITTED, at=at, reason=refusal)
    if refusal:
        audit.record(actor=None, verb="application.order_refused", subject=case, order=order.pk, reason=refusal, at=at)
        route.tell_applicant(
            case,
            title="到期没有自动提交",
            body=f"到期没有自动提交：{refusal}。个人提交已于 {moment(due)} 截止。填写的内容仍保留，"
            "可联系评委会日常工作部门或人社部门，或申报下一年度。",
            at=at,
        )
    return True


def _carry_out(order: SubmitOrder, case: Application, *, at: datetime) -> str:
    """Submits what was ordered; returns why not, or "". Its key is made of the order, so it is never done twice."""
    try:
        submit(
            application=case,
            request_key=f"order {order.pk}",
            content_hash=order.content_hash,
            actor=case.applicant,
            at=at,
            order=order,
        )
    except Incomplete as lacks:
        names = [*(task.step.title for task in lacks.tasks), *(row["label"] for _, row in lacks.boxes)]
        return f"还差{'、'.join(names[:3])}{f'等 {len(names)} 处' if len(names) > 3 else ''}"
    except Unanswered as left:
        return f"补正要求还有 {len(left.defects)} 处没有答复"
    except FormChanged:
        return "设置自动提交后又改了内容，没有重新设置"
    except NotDownloaded:
        return f"改动后的{kind_of(case).sheet}没有重新下载"
    except (NotAllowed, NotOpen, TooLate, HelpNotConfirmed):
        return "现在不受理这项申请"
    return ""
