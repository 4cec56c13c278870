"""Days as the portal says them. What ends at 0:00 ended on the day before, at 24:00."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from zhicheng.web.jinja import long_date


def last_day(until: datetime) -> date:
    """This function will return the last day that lies before the moment `until`."""
    return (timezone.localtime(until) - timedelta(microseconds=1)).date()


def days_left(until: datetime, *, at: datetime) -> int:
    """This function will return how many days after today the last day comes; 0 is today."""
    return (last_day(until) - timezone.localdate(at)).days


def short(day: date) -> str:
    """9 月 15 日."""
    return f"{day.month} 月 {day.day} 日"


def last_moment(until: datetime) -> str:
    """2026 年 9 月 15 日 24:00, or the very minute when it is not midnight."""
    local = timezone.localtime(until)
    hour = "24:00" if (local.hour, local.minute) == (0, 0) else f"{local:%H:%M}"
    return f"{long_date(last_day(until))} {hour}"


def left(until: datetime, *, at: datetime) -> str:
    """还有 23 天, or 今天截止."""
    days = days_left(until, at=at)
    return f"还有 {days} 天" if days > 0 else "今天截止"
