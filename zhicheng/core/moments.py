"""Dates and spans as people read them."""

import math
from datetime import date, datetime

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


def left(due: datetime, at: datetime) -> str:
    """This function will return how long it is from `at` to `due`: 3 天 4 小时, 5 小时, 12 分钟; "" when over."""
    seconds = (due - at).total_seconds()
    if seconds <= 0:
        return ""
    days, hours = int(seconds // DAY), int(seconds % DAY // HOUR)
    if days:
        return f"{days} 天 {hours} 小时" if hours else f"{days} 天"
    return f"{hours} 小时" if hours else f"{math.ceil(seconds / 60)} 分钟"
