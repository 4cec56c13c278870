from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zhicheng.eligibility.facts import Claim, Facts, Held
from zhicheng.eligibility.models import PeriodRule
from zhicheng.eligibility.windows import End, Start, end_of, fits, windows_by
from zhicheng.reference.models import ObtainedBy

days = st.dates(date(1980, 1, 1), date(2030, 12, 31))
held = st.builds(
    Held,
    level=st.just("assistant"),
    obtained_on=days,
    obtained_by=st.sampled_from(ObtainedBy.values),
    review_year=st.integers(1980, 2030),
)
title_rules = st.builds(
    PeriodRule,
    obtained_by=st.just(""),
    seniority_from=st.sampled_from(Start.values),
    material_from=st.sampled_from([start for start in Start.values if start != Start.WORK]),
    seniority_until=st.sampled_from(End.values),
    material_until=st.sampled_from(End.values),
    source=st.just("规则"),
)


def person(title: Held) -> Facts:
    return Facts(held=title, work_started_on=date(1985, 7, 1), claim=Claim(skill="3", skill_on=date(2010, 5, 1)))


@given(rule=title_rules, title=held, year=st.integers(2016, 2030), on=days, day=days)
def test_before_and_since_never_overlap_and_cover_every_day_to_the_end(
    rule: PeriodRule, title: Held, year: int, on: date, day: date
) -> None:
    found = windows_by(rule, facts=person(title), year=year, on=on)
    assert found.before is not None
    places = [window.covers(day) for window in (found.before, found.since)]
    assert places.count(True) == (day <= end_of(rule.material_until, year))


@given(rule=title_rules, title=held, year=st.integers(2016, 2030), on=days)
def test_appraised_years_are_over_and_lie_in_the_years_of_seniority(
    rule: PeriodRule, title: Held, year: int, on: date
) -> None:
    found = windows_by(rule, facts=person(title), year=year, on=on)
    first = found.seniority_from.year if found.seniority_from else year
    whole = year if rule.seniority_until == End.YEAR_END else year - 1
    assert list(found.appraisal_years) == [one for one in range(first, whole + 1) if one < on.year]


@given(held)
def test_the_day_before_the_window_is_before_it(title: Held) -> None:
    rule = PeriodRule(seniority_from=Start.SAME_YEAR, material_from=Start.SEPTEMBER, source="规则")
    found = windows_by(rule, facts=Facts(held=title), year=2030, on=date(2031, 1, 1))
    assert found.since.starts_on == date(title.review_year, 9, 1)
    assert found.before is not None
    assert found.before.ends_on == date(title.review_year, 8, 31)


def test_a_rule_speaks_only_of_its_way_and_years() -> None:
    rule = PeriodRule(obtained_by="review", from_year=2019, to_year=2020)
    titles = [
        Held("assistant", date(2018, 1, 1), way, year) for way in ("review", "exam") for year in range(2018, 2022)
    ]
    assert [(one.obtained_by, one.review_year) for one in titles if fits(rule, one)] == [
        ("review", 2019),
        ("review", 2020),
    ]
    assert (fits(rule, None), fits(PeriodRule(obtained_by=""), None)) == (False, True)
    assert fits(PeriodRule(obtained_by=""), titles[0]) is False


def test_without_a_rule_the_beginning_is_for_a_person_to_say() -> None:
    title = Held("assistant", date(2018, 12, 20), "review", 2018)
    found = windows_by(None, facts=Facts(held=title), year=2025, on=date(2026, 2, 1))
    assert (found.before, found.since.starts_on, found.since.ends_on) == (None, None, date(2025, 12, 31))
    assert found.because == "没有查到适用的起算规则，起算时间由审核人员认定"


def test_a_title_of_a_later_year_leaves_nothing_since() -> None:
    title = Held("assistant", date(2025, 12, 20), "review", 2025)
    rule = PeriodRule(seniority_from=Start.NEXT_YEAR, material_from=Start.NEXT_YEAR, source="规则")
    found = windows_by(rule, facts=Facts(held=title), year=2025, on=date(2026, 2, 1))
    last = date(2025, 12, 31)
    assert [found.since.covers(last), found.since.covers(last + timedelta(days=1))] == [False, False]
