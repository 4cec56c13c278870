"""What each 申报方式 asks: by the rules as shipped, and for anybody."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from zhicheng.eligibility import modes, queries
from zhicheng.eligibility.checks import Finding
from zhicheng.eligibility.facts import Claim, Facts, Held
from zhicheng.eligibility.models import CrossoverRule, ModeRule
from zhicheng.eligibility.tests.test_queries import FEBRUARY, judged, li, title
from zhicheng.reference.models import Level, Mode, Series, Skill

HERE, THERE = "工程技术人员", "农业技术人员"
DAY = timedelta(days=1)


def held(series: str, level: str = "assistant") -> Held:
    return replace(title(2021, level=level), series=series)


def facts(mode: str, **claim: object) -> Facts:
    return replace(li(), claim=replace(Claim(mode), **claim))  # type: ignore[arg-type]


# ── 破格 ──


def test_what_is_lacking_is_for_the_committee_to_weigh_in_破格(engineering: Series) -> None:
    short = replace(facts(Mode.EXCEPTIONAL), held=title(2023))
    found = judged(short, engineering)
    assert (found["education"].ok, found["education"].because) == (
        None,
        "大学本科，取得助理级职称满 4 年，现有 2 年，还差 2 年。破格申报，由评审委员会答辩后判断",
    )
    assert found["mode.defence"].because == "破格申报须经专门推荐，参加面试答辩"
    assert judged(replace(short, claim=Claim()), engineering)["education"].ok is False


def test_what_is_met_stays_met_in_破格(engineering: Series) -> None:
    assert judged(facts(Mode.EXCEPTIONAL), engineering)["education"].ok is True


# ── 转系列 ──


def test_转系列_asks_another_series_the_same_level_and_a_year_in_the_post(engineering: Series) -> None:
    mover = replace(facts(Mode.TRANSFER, since=date(2025, 2, 3)), held=held(THERE))
    found = judged(mover, engineering, level="assistant")
    assert [found[rule].ok for rule in ("mode.title", "mode.series", "mode.post", "education")] == [
        True,
        True,
        False,
        None,
    ]
    assert found["mode.post"].because == "2025 年 2 月转到新岗位，要求满 1 年，现有 0 年"
    assert judged(mover, engineering, level="assistant", on=FEBRUARY + DAY)["mode.post"].ok is True


def test_转系列_within_a_series_or_to_a_higher_level_is_said(engineering: Series) -> None:
    same = judged(replace(facts(Mode.TRANSFER, since=date(2020, 1, 1)), held=held(HERE)), engineering)
    assert (same["mode.series"].ok, same["mode.title"].ok) == (False, False)
    assert same["mode.title"].because == "现职称是助理级，申报中级；要求与现职称同级"


def test_转系列_without_a_title_says_what_to_do(engineering: Series) -> None:
    found = judged(replace(facts(Mode.TRANSFER), held=None), engineering, level="assistant")
    assert found["mode.title"].because == "没有选现职称；在“现职称”里选择原系列的职称，才能转系列"
    assert "mode.series" not in found
    assert found["mode.post"].ok is None


def test_a_series_that_is_not_written_down_is_for_a_person_to_judge(engineering: Series) -> None:
    found = judged(replace(facts(Mode.TRANSFER), held=held("")), engineering, level="assistant")
    assert found["mode.series"].ok is None


def test_who_has_a_title_of_another_series_transfers_first(engineering: Series) -> None:
    stray = replace(li(), held=held(THERE))
    up, level = (judged(stray, engineering, level=one)["mode.series"] for one in ("intermediate", "assistant"))
    assert (up.ok, level.ok) == (False, False)
    assert up.because.endswith("先转系列取得助理级职称，再申报高一级")
    assert level.because.endswith("申报同级的，申报方式选“转系列申报”")
    assert "mode.series" not in judged(replace(li(), held=held(HERE)), engineering)


# ── 重新评审 ──


def test_重新评审_is_at_the_level_that_is_held(engineering: Series) -> None:
    mover = facts(Mode.RE_REVIEW, since=date(2025, 9, 1))
    same, up = (judged(mover, engineering, level=one) for one in ("assistant", "intermediate"))
    assert (same["mode.title"].ok, up["mode.title"].ok) == (True, False)
    assert same["mode.moved"].because == "2025 年 9 月调入，原职称证书和调入证明由审核人员核对"
    assert (same["education"].ok, same["appraisals"].ok) == (None, None)


# ── 贯通 ──


@pytest.mark.parametrize(
    ("skill", "level", "since", "ok"),
    [
        ("3", "assistant", date(2024, 1, 1), True),
        ("3", "assistant", date(2024, 1, 2), False),
        ("3", "intermediate", date(2010, 1, 1), False),
        ("2", "intermediate", date(2023, 1, 1), True),
        ("2", "intermediate", date(2023, 1, 2), False),
        ("2", "assistant", date(2024, 1, 1), True),
        ("1", "deputy_senior", date(2010, 1, 1), None),
        ("1", "senior", date(2010, 1, 1), None),
        ("", "assistant", None, False),
        ("3", "assistant", None, None),
    ],
)
def test_the_table_of_贯通(engineering: Series, skill: str, level: str, since: date | None, ok: bool | None) -> None:
    person = replace(facts(Mode.CROSSOVER, skill=skill, skill_on=since), held=None)
    found = judged(person, engineering, level=level)
    assert found["mode.skill"].ok is ok
    assert "education" not in found


def test_贯通_counts_from_the_day_of_the_skill(engineering: Series) -> None:
    day = date(2023, 3, 15)
    for person in (
        facts(Mode.CROSSOVER, skill="2", skill_on=day),
        replace(facts(Mode.CROSSOVER, skill_on=day), held=None),
    ):
        found = queries.window(facts=person, year=2025, on=FEBRUARY)
        assert (found.seniority_from, found.since.starts_on, found.seniority_until) == (day, day, date(2025, 12, 31))
        assert found.before is not None
        assert found.before.ends_on == day - DAY
        assert found.appraisal_years == (2023, 2024, 2025)
        assert found.because.startswith(
            "贯通申报的获现资格日期是取得职业技能等级之日，资历和业绩材料都从 2023 年 3 月 15 日起算"
        )
    unknown = queries.window(facts=facts(Mode.CROSSOVER), year=2025, on=FEBRUARY)
    assert "从取得职业技能等级之日起算，填写取得职业技能等级时间后显示" in unknown.because


@pytest.mark.parametrize("mode", [Mode.EXCEPTIONAL, Mode.TRANSFER, Mode.RE_REVIEW])
def test_the_other_ways_count_from_the_title_as_usual(engineering: Series, mode: str) -> None:
    usual, found = (queries.window(facts=one, year=2025, on=FEBRUARY) for one in (li(), facts(mode)))
    assert found == usual


# ── all of them ──


@pytest.mark.parametrize(
    ("mode", "statements"),
    [(Mode.NORMAL, 1), (Mode.EXCEPTIONAL, 2), (Mode.TRANSFER, 2), (Mode.RE_REVIEW, 2), (Mode.CROSSOVER, 3)],
)
def test_every_way_has_its_rule_its_source_and_its_statements(
    engineering: Series, mode: str, statements: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rule = queries.mode_rules(year=2025)[mode]
    assert all([rule.who, rule.asks, rule.source])
    with django_assert_num_queries(statements):
        found = judged(facts(mode), engineering)
    assert [one.rule for one in found.values() if one.rule.startswith("mode.") and not one.article] == []
    assert {"appraisals", "training.public", "achievements", "in_service"} <= {*found}


def test_without_a_rule_the_usual_conditions_hold(engineering: Series) -> None:
    ModeRule.objects.all().delete()
    assert judged(facts(Mode.TRANSFER), engineering)["education"].ok is True
    assert judged(replace(li(), held=held(THERE)), engineering)["education"].ok is True


levels = st.sampled_from(Level.values)
days = st.dates(date(2000, 1, 1), date(2026, 12, 31))
UNTIL = date(2026, 12, 31)


def asked(mode: Mode, person: Facts, *, level: str, rules: list[CrossoverRule] | None = None) -> modes.Asked:
    return modes.Asked(
        rule=ModeRule(mode=mode, same_level=True, post_years=2, defends=True, source="规则"),
        crossovers=rules or [],
        education=Finding("education", False, "还差 1 年", "规则"),
        years=4,
        facts=person,
        series=HERE,
        level=level,
        on=UNTIL,
        until=UNTIL,
    )


def result(mode: Mode, person: Facts, rule: str, **more: object) -> bool | None:
    found, _ = modes.judged(asked(mode, person, **more))  # type: ignore[arg-type]
    return next(one.ok for one in found if one.rule == rule)


@given(mode=st.sampled_from([Mode.TRANSFER, Mode.RE_REVIEW]), own=levels, level=levels)
def test_only_the_level_that_is_held_will_do(mode: Mode, own: str, level: str) -> None:
    assert result(mode, Facts(held=held(THERE, own)), "mode.title", level=level) is (own == level)


@given(days=st.lists(days, min_size=2, max_size=2).map(sorted))
def test_who_came_earlier_to_the_post_is_never_worse_off(days: list[date]) -> None:
    early, late = (
        result(Mode.TRANSFER, Facts(held=held(THERE), claim=Claim(since=day)), "mode.post", level="assistant")
        for day in days
    )
    assert early or not late
    assert result(
        Mode.TRANSFER, Facts(held=held(THERE), claim=Claim(since=date(2025, 1, 1))), "mode.post", level="assistant"
    )


crossovers = st.lists(
    st.builds(
        CrossoverRule,
        target=levels,
        skill=st.sampled_from(Skill.values),
        years=st.none() | st.integers(0, 12),
        source=st.just("规则"),
    ),
    max_size=6,
)
ORDER = {False: 0, None: 1, True: 2}


@given(rules=crossovers, level=levels, day=days)
def test_a_higher_skill_never_opens_less(rules: list[CrossoverRule], level: str, day: date) -> None:
    opened = [
        result(Mode.CROSSOVER, Facts(claim=Claim(skill=skill, skill_on=day)), "mode.skill", level=level, rules=rules)
        is not False
        for skill in ("", "3", "2", "1")
    ]
    assert all(not lower or higher for lower, higher in pairwise(opened))


@given(rules=crossovers, level=levels, skill=st.sampled_from(Skill.values), days=st.lists(days, min_size=2).map(sorted))
def test_an_earlier_certificate_never_counts_for_less(
    rules: list[CrossoverRule], level: str, skill: str, days: list[date]
) -> None:
    found = [
        result(Mode.CROSSOVER, Facts(claim=Claim(skill=skill, skill_on=day)), "mode.skill", level=level, rules=rules)
        for day in days
    ]
    assert all(ORDER[early] >= ORDER[late] for early, late in pairwise(found))


@given(ok=st.sampled_from([True, False, None]), years=st.none() | st.integers(0, 9))
def test_破格_never_refuses_and_asks_the_same_years(ok: bool | None, years: int | None) -> None:
    one = replace(asked(Mode.EXCEPTIONAL, Facts(), level="intermediate"), years=years)
    found, appraised = modes.judged(replace(one, education=replace(one.education, ok=ok)))
    assert (found[0].ok, appraised) == (True if ok else None, years)
