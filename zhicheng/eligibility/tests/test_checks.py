from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.eligibility.checks import full_years


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (date(2018, 1, 1), date(2025, 12, 31), 8),
        (date(2022, 1, 1), date(2025, 12, 31), 4),
        (date(2019, 5, 20), date(2025, 12, 31), 6),
        (date(2025, 1, 1), date(2025, 12, 30), 0),
        (date(2020, 2, 29), date(2021, 2, 28), 1),
        (date(2026, 1, 1), date(2025, 12, 31), 0),
    ],
)
def test_whole_years_include_both_ends(first: date, last: date, years: int) -> None:
    assert full_years(first, last) == years


@given(st.dates(date(1980, 1, 1), date(2030, 12, 31)), st.integers(0, 40))
def test_a_year_more_is_a_year_more(first: date, years: int) -> None:
    last = date(first.year + years, 12, 31)
    assert full_years(first, last.replace(year=last.year + 1)) == full_years(first, last) + 1
