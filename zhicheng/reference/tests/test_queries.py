from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

import pytest

from zhicheng.core.workdays import add_workdays, is_workday
from zhicheng.reference.models import Code
from zhicheng.reference.operations import load_reference
from zhicheng.reference.queries import calendar, codes, region_line, unknown_years, valid_on

AT = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)
Statements = Callable[[int], AbstractContextManager[object]]

pytestmark = pytest.mark.django_db


def test_the_calendar_knows_national_day_2026_and_the_saturday_worked_for_it(
    django_assert_num_queries: Statements,
) -> None:
    load_reference(at=AT)
    with django_assert_num_queries(1):
        days = calendar()

    assert is_workday(date(2026, 10, 1), calendar=days) is False  # Thursday, 国庆节
    assert is_workday(date(2026, 10, 10), calendar=days) is True  # Saturday, 调休
    assert is_workday(date(2026, 10, 12), calendar=days) is True  # a Monday as any other
    assert is_workday(date(2026, 10, 11), calendar=days) is False  # a Sunday as any other
    assert add_workdays(date(2026, 9, 30), 2, calendar=days) == date(2026, 10, 9)


def test_years_without_public_holidays_are_named(django_assert_num_queries: Statements) -> None:
    load_reference(at=AT)

    with django_assert_num_queries(1):
        assert unknown_years(date(2026, 12, 31), date(2101, 1, 1))[-2:] == [2100, 2101]
    assert unknown_years(date(2019, 1, 1), date(2026, 12, 31)) == []
    assert unknown_years(date(2018, 12, 31), date(2019, 1, 2)) == [2018]


def test_an_empty_calendar_knows_nothing() -> None:
    assert calendar() == {}
    assert unknown_years(date(2026, 1, 1), date(2026, 12, 31)) == [2026]


def test_a_row_is_true_on_its_first_and_its_last_day_and_not_outside() -> None:
    Code.objects.create(
        list="x", code="1", name="甲", valid_from=date(2020, 2, 1), valid_to=date(2025, 1, 31), source="例"
    )
    days = [date(2020, 1, 31), date(2020, 2, 1), date(2025, 1, 31), date(2025, 2, 1)]

    assert [Code.objects.filter(valid_on(day)).exists() for day in days] == [False, True, True, False]


def test_a_code_list_comes_in_the_order_of_its_codes() -> None:
    load_reference(at=AT)

    names = [code.name for code in codes("political_status", on=date(2026, 9, 1))]
    assert (names[0], names[-1], len(names)) == ("中共党员", "群众", 13)
    assert list(codes("ethnicity", on=date(1990, 1, 1))) == []


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("441802", ["441802", "441800", "440000"]),
        ("441800", ["441800", "440000"]),
        ("440000", ["440000"]),
    ],
)
def test_a_region_lies_in_its_city_and_province(code: str, line: list[str]) -> None:
    assert region_line(code) == line
