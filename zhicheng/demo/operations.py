"""Moving the clock of case deadlines. Sign-in, sessions, second factor and signatures keep the real time."""

import re
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.audit import operations as audit
from zhicheng.core.workdays import end_of_notice
from zhicheng.demo.models import ClockOffset
from zhicheng.demo.queries import forget_offset
from zhicheng.reference.queries import calendar

RESET = "reset"
_STEP = re.compile(r"\+([0-9]{1,3})(wd|d|h)")


class BadStep(ValueError):
    """Not a step of the clock."""


@transaction.atomic
def move_clock(*, step: str, actor: User | None, at: datetime) -> timedelta:
    """This function will put the case time forward and return how far it is then ahead of the real time.

    `step` is "+5wd" (to 24:00 of the fifth working day, when a 公示 posted today ends), "+1d", "+2h", or "reset";
    `at` is the case time now. Raises BadStep.
    """
    row, _ = ClockOffset.objects.select_for_update().get_or_create(pk=1)
    row.by = timedelta(0) if step == RESET else row.by + _span(step, at)
    row.save(update_fields=["by"])
    forget_offset()
    audit.record(actor=actor, verb="demo.clock", subject="demo.clock", step=step)
    by: timedelta = row.by
    return by


def _span(step: str, at: datetime) -> timedelta:
    found = _STEP.fullmatch(step)
    if found is None:
        raise BadStep("写成 +5wd（工作日）、+1d（天）、+2h（小时）或 reset")
    count, unit = int(found[1]), found[2]
    if unit == "h":
        return timedelta(hours=count)
    if unit == "d":
        return timedelta(days=count)
    return end_of_notice(timezone.localdate(at), count, calendar=calendar()) - at
