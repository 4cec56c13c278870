from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from zhicheng.web.applicant.words import day, left, moment

AT = datetime(2026, 9, 4, 16, 20, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_a_day_and_a_moment_are_said_as_people_say_them() -> None:
    assert (day(date(2026, 9, 4)), day(AT), moment(AT)) == ("9 月 4 日", "9 月 4 日", "9 月 4 日 16:20")


def test_the_first_moment_of_a_day_is_the_end_of_the_day_before() -> None:
    assert moment(AT.replace(day=1, hour=0, minute=0)) == "8 月 31 日 24:00"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(days=3, hours=4), "3 天"),
        (timedelta(days=2), "2 天"),
        (timedelta(days=2, seconds=-1), "47 小时 59 分钟"),
        (timedelta(hours=5, minutes=59), "5 小时 59 分钟"),
        (timedelta(hours=2), "2 小时"),
        (timedelta(hours=1, seconds=-1), "60 分钟"),
        (timedelta(minutes=12), "12 分钟"),
        (timedelta(seconds=1), "1 分钟"),
        (timedelta(0), ""),
        (timedelta(days=-1), ""),
    ],
)
def test_what_is_left_is_said_in_days_and_under_48_hours_to_the_minute(span: timedelta, words: str) -> None:
    assert left(AT + span, AT) == words
