from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.core.workdays import Calendar, add_workdays, end_of_notice, is_known, is_workday, workdays_between

OCTOBER = {
    date(2026, 1, 1): False,
    **{date(2026, 10, day): False for day in range(1, 8)},
    date(2026, 9, 20): True,  # a Sunday worked for the holiday
    date(2026, 10, 10): True,
}
SILENT: Calendar = {}
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def test_the_calendar_wins_over_the_weekday() -> None:
    days = [date(2026, 9, 20), date(2026, 10, 1), date(2026, 9, 21), date(2026, 9, 19)]
    assert [is_workday(day, calendar=OCTOBER) for day in days] == [True, False, True, False]


def test_a_callable_is_a_calendar_too() -> None:
    assert add_workdays(date(2026, 9, 30), 1, calendar=OCTOBER.get) == date(2026, 10, 8)


@pytest.mark.parametrize(("year", "known"), [(2026, True), (2027, False)])
def test_a_year_is_known_by_its_first_day(year: int, known: bool) -> None:
    assert is_known(year, calendar=OCTOBER) is known
    assert is_known(year, calendar=OCTOBER.get) is known


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 10, 3), 0, date(2026, 10, 3)),
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
    ],
)
def test_holidays_are_jumped_over(start: date, n: int, end: date) -> None:
    assert add_workdays(start, n, calendar=OCTOBER) == end


def test_five_days_of_notice_end_at_midnight_after_the_fifth() -> None:
    end = end_of_notice(date(2026, 9, 28), 5, calendar=OCTOBER)
    assert end == datetime(2026, 10, 10, 16, tzinfo=UTC)
    assert end.isoformat() == "2026-10-11T00:00:00+08:00"


def test_an_unknown_year_falls_back_to_monday_to_friday() -> None:
    assert end_of_notice(date(2031, 1, 3), 5, calendar=SILENT).isoformat() == "2031-01-11T00:00:00+08:00"


@given(DAYS, st.integers(1, 60))
def test_adding_and_counting_agree(start: date, n: int) -> None:
    end = add_workdays(start, n, calendar=OCTOBER)
    assert is_workday(end, calendar=OCTOBER)
    assert workdays_between(start, end, calendar=OCTOBER) == n


@given(DAYS, DAYS, DAYS)
def test_counting_adds_up(one: date, two: date, three: date) -> None:
    def between(a: date, b: date) -> int:
        return workdays_between(a, b, calendar=OCTOBER)

    assert between(one, two) + between(two, three) == between(one, three)
