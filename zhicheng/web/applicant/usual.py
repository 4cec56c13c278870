"""How long a desk usually takes: measured from what it decided, or not said."""

from datetime import datetime, timedelta
from statistics import median

from django.core.cache import cache
from django.utils import timezone

from zhicheng.applications.models import Gate, Outcome, StageRecord
from zhicheng.core.workdays import Calendar, workdays_between

ENOUGH = 20  # cases; fewer say nothing
NEWEST = 200  # cases looked at
SPAN = timedelta(days=730)
HOUR = 3600
DECIDED = (Outcome.PASSED, Outcome.RETURNED, Outcome.REJECTED, Outcome.NOT_PASSED)


def usual_words(stage: StageRecord | None, *, calendar: Calendar, at: datetime) -> str:
    """This function will say how many working days the desk of `stage` took for its newest cases, in the median.

    "" where no desk decides, or where it decided fewer than 20 in two years. One statement an hour for each desk.
    """
    if stage is None or stage.gate != Gate.DESK:
        return ""
    key = f"usual:{stage.organization_id}:{stage.role}:{stage.key}"
    return cache.get_or_set(key, lambda: _measured(stage, calendar, at), HOUR) or ""


def _measured(stage: StageRecord, calendar: Calendar, at: datetime) -> str:
    decided = StageRecord.objects.filter(
        organization=stage.organization_id,
        role=stage.role,
        key=stage.key,
        outcome__in=DECIDED,
        arrived_at__isnull=False,
        decided_at__isnull=False,
        decided_at__gte=at - SPAN,
        decided_at__lte=at,
    )
    spans = decided.order_by("-decided_at", "-id").values_list("arrived_at", "decided_at")[:NEWEST]
    days = [
        workdays_between(timezone.localdate(came), timezone.localdate(went), calendar=calendar)
        for came, went in spans
        if came and went
    ]
    if len(days) < ENOUGH:
        return ""
    middle = median(days)
    took = f"的中位数是 {middle:g} 个工作日" if middle >= 1 else "多在一个工作日内"
    return f"{stage.organization.name}最近 {len(days)} 件“{stage.title}”，用时{took}。"
