"""Every row of data/periods.csv, the table of 2-domain §4.3, with its examples and for any title."""

import csv
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.eligibility.checks import full_years
from zhicheng.eligibility.facts import Facts, Held
from zhicheng.eligibility.models import PeriodRule
from zhicheng.eligibility.operations import DATA
from zhicheng.eligibility.windows import Windows, fits, windows_by
from zhicheng.reference.models import ObtainedBy

DAY = timedelta(days=1)
WORK = date(2010, 7, 1)


def rows() -> list[PeriodRule]:
    with (DATA / "periods.csv").open(encoding="utf-8", newline="") as file:
        return [
            PeriodRule(
                **{
                    name: int(text)
                    if name.endswith("_year") and text
                    else date.fromisoformat(text)
                    if name.startswith("valid") and text
                    else text or (None if name in ("from_year", "to_year", "valid_to") else "")
                    for name, text in row.items()
                }
            )
            for row in csv.DictReader(file)
        ]


RULES = rows()
every_rule = pytest.mark.parametrize(
    "rule", RULES, ids=[f"{r.mode}{r.obtained_by or 'none'}-{r.valid_from:%Y}-{r.to_year}" for r in RULES]
)


def in_force(year: int) -> list[PeriodRule]:
    day = date(year, 12, 31)
    return [rule for rule in RULES if rule.valid_from <= day and (rule.valid_to is None or day <= rule.valid_to)]


def counted(held: Held | None, year: int) -> tuple[Windows, int]:
    """The windows by the one rule that fits, and the years of seniority they give."""
    (rule,) = [rule for rule in in_force(year) if fits(rule, held)]
    found = windows_by(rule, facts=Facts(held=held, work_started_on=WORK), year=year, on=date(year + 1, 2, 1))
    assert found.seniority_from is not None
    return found, full_years(found.seniority_from, found.seniority_until)


def title(review_year: int, by: str = "review", obtained_on: date | None = None) -> Held:
    return Held("assistant", obtained_on or date(review_year, 12, 20), by, review_year)


EXAMPLES: list[tuple[Held | None, int, tuple[date, date], date, int]] = [
    # the examples of the notice
    (title(2018), 2025, (date(2018, 1, 1), date(2025, 12, 31)), date(2018, 9, 1), 8),
    (title(2021), 2025, (date(2022, 1, 1), date(2025, 12, 31)), date(2022, 1, 1), 4),
    # the years on both sides of the change
    (title(2020), 2025, (date(2020, 1, 1), date(2025, 12, 31)), date(2020, 9, 1), 6),
    (title(2024), 2024, (date(2025, 1, 1), date(2024, 12, 31)), date(2025, 1, 1), 0),
    (title(2021, "recognition"), 2025, (date(2022, 1, 1), date(2025, 12, 31)), date(2022, 1, 1), 4),
    (title(2020, "recognition"), 2025, (date(2020, 12, 20), date(2025, 12, 31)), date(2020, 12, 20), 5),
    (title(2019, "exam"), 2025, (date(2019, 12, 20), date(2025, 12, 31)), date(2019, 12, 20), 6),
    (title(2019, "confirmation"), 2025, (date(2019, 12, 20), date(2025, 12, 31)), date(2019, 12, 20), 6),
    (None, 2025, (WORK, date(2025, 12, 31)), WORK, 15),
    # the older rule
    (title(2014), 2019, (date(2014, 9, 1), date(2019, 8, 31)), date(2014, 9, 1), 5),
    (title(2014, "recognition"), 2019, (date(2014, 12, 20), date(2019, 8, 31)), date(2014, 12, 20), 4),
    (title(2014, "exam"), 2019, (date(2014, 12, 20), date(2019, 8, 31)), date(2014, 12, 20), 4),
    (title(2014, "confirmation"), 2019, (date(2014, 12, 20), date(2019, 8, 31)), date(2014, 12, 20), 4),
    (None, 2019, (WORK, date(2019, 8, 31)), WORK, 9),
]


@pytest.mark.parametrize(("held", "year", "seniority", "material", "years"), EXAMPLES)
def test_the_examples_of_the_table(
    held: Held | None, year: int, seniority: tuple[date, date], material: date, years: int
) -> None:
    found, have = counted(held, year)
    assert ((found.seniority_from, found.seniority_until), found.since.starts_on, have) == (seniority, material, years)


def test_every_row_of_the_data_has_an_example() -> None:
    """The table of 2-domain §4.3 has seven rows; the data adds 确认, the year 2019, and 贯通 (test_modes)."""
    shown = {RULES.index(rule) for held, year, *_ in EXAMPLES for rule in in_force(year) if fits(rule, held)}
    assert [rule.source for place, rule in enumerate(RULES) if place not in shown and not rule.mode] == []


@every_rule
def test_every_rule_has_its_source_and_its_years(rule: PeriodRule) -> None:
    assert rule.source
    assert rule.valid_from.month == rule.valid_from.day == 1
    assert rule.valid_to is None or (rule.valid_to.month, rule.valid_to.day) == (12, 31)


review_years = st.sampled_from([2019, 2024, 2025, 2026, 2030])
ways = st.sampled_from([*ObtainedBy.values, ""])


def drawn(way: str, review_year: int, obtained_on: date) -> Held | None:
    return title(review_year, way, obtained_on) if way else None


titles = st.builds(drawn, ways, st.integers(1985, 2030), st.dates(date(1985, 1, 1), date(2030, 12, 31)))


@given(held=titles, year=review_years)
def test_just_one_rule_speaks_of_a_title(held: Held | None, year: int) -> None:
    assert len([rule for rule in in_force(year) if fits(rule, held)]) == 1


@given(held=titles, year=review_years, day=st.dates(date(1980, 1, 1), date(2040, 12, 31)))
def test_the_windows_never_overlap_and_cover_all_time_up_to_the_end(held: Held | None, year: int, day: date) -> None:
    found, _ = counted(held, year)
    places = [window.covers(day) for window in (found.before, found.since) if window is not None]
    assert found.since.ends_on is not None
    if held is not None:
        assert sum(places) == (day <= found.since.ends_on)
    else:  # nothing is asked of the time before work
        assert sum(places) == (WORK <= day <= found.since.ends_on)


@given(held=titles, year=review_years)
def test_the_days_at_the_borders_fall_on_their_side(held: Held | None, year: int) -> None:
    found, _ = counted(held, year)
    first, last = found.since.starts_on, found.since.ends_on
    assert first is not None
    assert last is not None
    assert [found.since.covers(day) for day in (first - DAY, last + DAY)] == [False, False]
    assert [found.since.covers(day) for day in (first, last)] == [first <= last] * 2
    if found.before is not None:
        assert [found.before.covers(day) for day in (first - DAY, first)] == [first - DAY <= last, False]
        assert found.since.crosses(first - DAY, first)
        assert not found.since.crosses(first, first)
        assert not found.since.crosses(first - DAY, first - DAY)


@given(held=titles, year=review_years)
def test_seniority_is_never_negative(held: Held | None, year: int) -> None:
    assert counted(held, year)[1] >= 0


@given(held=titles)
def test_a_later_application_never_has_less_seniority(held: Held | None) -> None:
    years = [counted(held, year)[1] for year in (2024, 2025, 2026, 2030)]
    assert all(earlier <= later for earlier, later in pairwise(years))


@given(way=ways, years=st.lists(st.integers(1985, 2030), min_size=2, max_size=2).map(sorted), year=review_years)
def test_a_later_title_never_has_more_seniority(way: str, years: Sequence[int], year: int) -> None:
    early, late = (counted(drawn(way, one, date(one, 12, 20)), year)[1] for one in years)
    assert late <= early


@given(held=titles, year=review_years)
def test_the_page_names_both_dates_and_the_source(held: Held | None, year: int) -> None:
    found, _ = counted(held, year)
    assert found.seniority_from is not None
    assert (
        f"{found.seniority_from.year} 年 {found.seniority_from.month} 月 {found.seniority_from.day} 日" in found.because
    )
    assert f"{year} 年 12 月 31 日" in found.because
    assert any(f"（{rule.source}）" in found.because for rule in in_force(year))
