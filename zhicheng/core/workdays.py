"""Counting working days. The calendar is handed in; Monday to Friday where it is silent."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Calendar = Mapping[date, bool] | Callable[[date], bool | None]  # is it a working day? None: not said
SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)


def _said(day: date, calendar: Calendar) -> bool | None:
    return calendar.get(day) if isinstance(calendar, Mapping) else calendar(day)


def is_workday(day: date, *, calendar: Calendar) -> bool:
    """This function will say whether people work on `day`."""
    said = _said(day, calendar)
    return day.weekday() < 5 if said is None else said


def is_known(year: int, *, calendar: Calendar) -> bool:
    """This function will say whether the calendar knows `year`, which its 1 January shows."""
    return _said(date(year, 1, 1), calendar) is not None


def add_workdays(start: date, n: int, *, calendar: Calendar) -> date:
    """This function will return the n-th working day after `start` (before it, when n is negative).

    `start` itself is not counted; n = 0 gives `start`, working day or not.
    """
    day, left, step = start, abs(n), DAY if n > 0 else -DAY
    while left:
        day += step
        left -= is_workday(day, calendar=calendar)
    return day


def workdays_between(start: date, end: date, *, calendar: Calendar) -> int:
    """This function will count the working days after `start` up to and with `end`; negative backwards."""
    if end < start:
        return -workdays_between(end, start, calendar=calendar)
    days = (start + i * DAY for i in range(1, (end - start).days + 1))
    return sum(is_workday(day, calendar=calendar) for day in days)


def end_of_notice(posted_on: date, days: int, *, calendar: Calendar) -> datetime:
    """This function will return when a 公示 of `days` working days ends, aware, Asia/Shanghai.

    That is 24:00 of the last day, 00:00 of the next. The day of posting does not count (民法典 第二百零一条).
    """
    last = add_workdays(posted_on, days, calendar=calendar)
    return datetime.combine(last + DAY, time(), SHANGHAI)
