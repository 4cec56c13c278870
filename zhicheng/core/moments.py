"""Dates and spans as people read them."""

import math
from datetime import date, datetime, timedelta

from django.utils import timezone

DAY = 86400
HOUR = 3600


def day(value: date | datetime) -> str:
    """This function will return 9 月 4 日."""
    local = timezone.localdate(value) if isinstance(value, datetime) else value
    return f"{local.month} 月 {local.day} 日"


def moment(value: datetime) -> str:
    """This function will return 9 月 4 日 16:20; the first moment of a day is 24:00 of the day before."""
    local = timezone.localtime(value)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return f"{day(timezone.localdate(value) - (date.resolution))} 24:00"
    return f"{day(local)} {local:%H:%M}"


def start(value: datetime) -> str:
    """This function will return 9 月 13 日 00:00, from when something runs."""
    return f"{day(value)} {timezone.localtime(value):%H:%M}"


def left(due: datetime, at: datetime) -> str:
    """This function will return how long it is from `at` to `due`: 3 天, under 48 hours 5 小时 20 分钟; "" when over.

    `static/js/app.js` counts on by the same rule.
    """
    seconds = (due - at).total_seconds()
    if seconds <= 0:
        return ""
    if seconds >= 2 * DAY:
        return f"{int(seconds // DAY)} 天"
    if seconds < HOUR:
        return f"{math.ceil(seconds / 60)} 分钟"
    hours, minutes = int(seconds // HOUR), int(seconds % HOUR // 60)
    return f"{hours} 小时 {minutes} 分钟" if minutes else f"{hours} 小时"


def days_left(due: datetime, at: datetime) -> int:
    """This function will return the calendar days from `at` to the last day before `due`; 0 on that day."""
    return (timezone.localdate(due - timedelta.resolution) - timezone.localdate(at)).days
