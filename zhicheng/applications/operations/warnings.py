"""Warning those who hold an unsent case that its last moment comes near: in the site and by SMS, once per time.

How long before stands in the code lists `warn_draft` and `warn_correction` (minutes). A run of the clock takes at
most BATCH cases; what it does not come to, the next one takes.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from zhicheng.applications.deadlines import due_for
from zhicheng.applications.models import Application, DeadlineWarning, Status
from zhicheng.applications.operations import route
from zhicheng.applications.operations.common import lock
from zhicheng.applications.operations.printing import digest_of
from zhicheng.applications.queries import gaps, open_order
from zhicheng.applications.reading import Reading
from zhicheng.applications.sections import missing, sections
from zhicheng.core.moments import left, moment
from zhicheng.reference.queries import codes

logger = logging.getLogger(__name__)
BATCH = 200
NAMED = 3  # of what is missing
Span = tuple[timedelta, timedelta]  # nearer than which the next time is, and this time
HELD = (Status.DRAFT, Status.WITHDRAWN)


def warn_of_deadlines(*, at: datetime) -> int:
    """This function will warn everybody whose time came and who was not warned for it yet; it returns how many.

    Who comes late to several times at once (a clock that stood still) is told the nearest alone; who began a draft
    after a time had passed is not told it.
    """
    done = 0
    for name, find in (("warn_draft", _drafts), ("warn_correction", _corrections)):
        times = [int(code) for code in codes(name, on=timezone.localdate(at)).values_list("code", flat=True)]
        for span in pairwise(timedelta(minutes=each) for each in (0, *times)):
            for pk in _unwarned(find(at + span[0], at + span[1], span[1]), at=at, span=span):
                if done >= BATCH:
                    return done
                done += _warn_or_tell(pk, at=at, span=span)
    return done


def _drafts(after: datetime, until: datetime, before: timedelta) -> QuerySet[Application]:
    ends = Coalesce("extended_until", "call__submit_until", "window__submit_until")
    cases = Application.objects.filter(status__in=HELD).annotate(ends=ends)
    return cases.filter(ends__gt=after, ends__lte=until, created_at__lte=F("ends") - before)


def _corrections(after: datetime, until: datetime, before: timedelta) -> QuerySet[Application]:
    """By whole days; `due_for` decides to the second."""
    first, last = (timezone.localdate(each) - timedelta(days=1) for each in (after, until))
    by_day = Q(stages__correction__answered_at=None, stages__correction__due_on__range=(first, last))
    extended = Q(extended_until__gt=after, extended_until__lte=until)
    return Application.objects.filter(by_day | extended, status=Status.RETURNED).distinct()


def _unwarned(cases: QuerySet[Application], *, at: datetime, span: Span) -> Iterator[int]:
    """The keys of those that have no warning of this time, a page at a time."""
    told = DeadlineWarning.objects.filter(
        application=OuterRef("pk"), minutes=_minutes(span), due__gt=at + span[0], due__lte=at + span[1]
    )
    last = 0
    while found := list(cases.filter(~Exists(told), pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield from found
        last = found[-1]


def _minutes(span: Span) -> int:
    return int(span[1] / timedelta(minutes=1))


def _warn_or_tell(pk: int, *, at: datetime, span: Span) -> bool:
    """A case that cannot be read holds back no other; the clock tries it again."""
    try:
        return _warn_one(pk, at=at, span=span)
    except Exception:
        logger.exception("case %s was not warned", pk)
        return False


@transaction.atomic
def _warn_one(pk: int, *, at: datetime, span: Span) -> bool:
    case = lock(pk)
    due = due_for(case, at=at)
    if not case.is_editable or due is None or not at + span[0] < due <= at + span[1]:
        return False
    _, is_new = DeadlineWarning.objects.get_or_create(
        application=case, due=due, minutes=_minutes(span), defaults={"at": at}
    )
    if is_new:
        title, body = words(Reading(case, at=at), due)
        route.tell_applicant(case, title=title, body=body, at=at)
    return is_new


def words(reading: Reading, due: datetime) -> tuple[str, str]:
    """This function will return title and text of a warning: different where something is missing, with what."""
    until, rest = moment(due), left(due, reading.at)
    is_return = reading.application.status == Status.RETURNED
    ends = f"{until} 截止，还有 {rest}。{'逾期视为放弃。' if is_return else ''}"
    what = "补正后还没有重新提交" if is_return else "还没有提交"
    lacks = lacking(reading)
    order = open_order(reading.application)
    if order is not None and not lacks and order.content_hash == digest_of(reading):
        return f"{until} 自动提交", f"资料已齐，已设置到期自动提交。{ends}也可以随时自己提交，或取消自动提交。"
    if order is not None:
        what += "，设置自动提交后内容改过或有缺项，到期不会自动提交"
    if not lacks:
        return f"资料已齐，还没有提交，{until} 截止", f"资料已齐，{what}。{ends}登录系统提交审核。"
    more = f"等 {len(lacks)} 处" if len(lacks) > NAMED else ""
    named = "、".join(lacks[:NAMED])
    return (
        f"还没有提交，{until} 截止",
        f"{what}，还差{named}{more}。{until} 截止，还有 {rest}。登录系统补齐后提交审核。",
    )


def lacking(reading: Reading) -> list[str]:
    """This function will name what is missing before the case can be submitted: parts, then red boxes."""
    boxes = missing(sections(reading))
    return [*(task.step.title for task in gaps(reading)), *(row["label"] for _, row in boxes)]
