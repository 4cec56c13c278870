from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta

import pytest

from zhicheng.calls.models import Committee
from zhicheng.calls.queries import (
    calls_open,
    levels_in,
    open_years,
    scopes_open,
    series_open,
    specialties_open,
    still_takes,
    title_for,
)
from zhicheng.calls.tests.conftest import AT, OPENS, SINCE, SUBMIT, call, committee, specialty
from zhicheng.reference.models import Level, Region, Series, Specialty, Title

Statements = Callable[[int], AbstractContextManager[object]]


def test_each_choice_narrows_the_next(
    intermediate: Committee, junior: Committee, engineering: Series, eco: list[Specialty], titles: list[Title]
) -> None:
    middle, low = call(intermediate), call(junior)
    teachers = Series.objects.create(code="01", name="高等学校教师", **SINCE)
    call(committee("高校教师评委会", (specialty(teachers, "化学"), Level.SENIOR)))
    specialty(engineering, "林业")

    assert list(series_open(year=2026, at=AT)) == [teachers, engineering]
    assert list(specialties_open(year=2026, series=engineering.pk, at=AT)) == eco
    levels = levels_in(scopes_open(year=2026, specialty=eco[0].code, at=AT))
    assert levels == [Level.TECHNICIAN, Level.ASSISTANT, Level.INTERMEDIATE]
    assert list(calls_open(year=2026, specialty=eco[0], level=Level.INTERMEDIATE, at=AT)) == [middle]
    assert list(calls_open(year=2026, specialty=eco[0], level=Level.ASSISTANT, at=AT)) == [low]
    assert list(calls_open(year=2026, specialty=eco[0], level=Level.SENIOR, at=AT)) == []


@pytest.mark.usefixtures("titles")
def test_only_open_calls_of_the_year_count(intermediate: Committee, engineering: Series, eco: list[Specialty]) -> None:
    call(intermediate)

    opened = {
        at: (
            [year.year for year in open_years(at)],
            list(series_open(year=2026, at=at)),
            len(specialties_open(year=2026, series=engineering.pk, at=at)),
            levels_in(scopes_open(year=2026, specialty=eco[0].code, at=at)),
            calls_open(year=2026, specialty=eco[0], level=Level.INTERMEDIATE, at=at).count(),
        )
        for at in (OPENS - timedelta.resolution, OPENS, SUBMIT - timedelta.resolution, SUBMIT)
    }

    nothing: tuple[list[int], list[Series], int, list[Level], int] = ([], [], 0, [], 0)
    everything = ([2026], [engineering], 3, [Level.INTERMEDIATE], 1)
    assert list(opened.values()) == [nothing, everything, everything, nothing]
    assert list(series_open(year=2025, at=AT)) == []
    assert levels_in(scopes_open(year=2025, specialty=eco[0].code, at=AT)) == []


def test_a_year_is_offered_once_and_the_newest_first(intermediate: Committee, junior: Committee) -> None:
    call(intermediate)
    call(junior)
    call(intermediate, year=2025)

    assert [year.year for year in open_years(AT)] == [2026, 2025]


def test_a_specialty_that_has_ended_is_not_offered(
    intermediate: Committee, engineering: Series, eco: list[Specialty]
) -> None:
    call(intermediate)
    Specialty.objects.filter(pk=eco[0].pk).update(valid_to=date(2026, 8, 31))

    assert list(specialties_open(year=2026, series=engineering.pk, at=AT)) == eco[1:]


def test_with_a_region_only_its_own_committees_and_those_above_are_offered(eco: list[Specialty]) -> None:
    scope = (eco[0], Level.INTERMEDIATE)
    for name, region in (("省评委会", "440000"), ("市评委会", "441800"), ("广州评委会", "440100")):
        call(committee(name, scope, region=region))

    def offered(region: str) -> list[str]:
        calls = calls_open(
            year=2026, specialty=eco[0], level=Level.INTERMEDIATE, at=AT, region=Region.objects.get(pk=region)
        )
        return [one.committee.name for one in calls]

    assert offered("441802") == ["市评委会", "省评委会"]
    assert offered("440100") == ["广州评委会", "省评委会"]


def test_a_level_at_which_one_has_no_title_is_not_offered(
    junior: Committee, eco: list[Specialty], titles: list[Title]
) -> None:
    call(junior)
    titles[0].delete()
    assert levels_in(scopes_open(year=2026, specialty=eco[0].code, at=AT)) == [Level.ASSISTANT]
    Title.objects.filter(pk=titles[1].pk).update(branch="生态环境管理与咨询")
    assert [levels_in(scopes_open(year=2026, specialty=one.code, at=AT)) for one in eco] == [[], [Level.ASSISTANT], []]


def test_what_was_chosen_stands_as_long_as_it_is_offered(
    intermediate: Committee, engineering: Series, eco: list[Specialty], titles: list[Title]
) -> None:
    chosen = call(intermediate)
    place = Region.objects.get(pk="441802")

    def stands(*, at: datetime = AT, level: str = Level.INTERMEDIATE, region: Region | None = place) -> bool:
        return still_takes(chosen, specialty=eco[0], level=level, at=at, region=region)

    moments = (OPENS - timedelta.resolution, OPENS, SUBMIT - timedelta.resolution, SUBMIT)
    assert [stands(at=at) for at in moments] == [False, True, True, False]
    assert [stands(level=level) for level in (Level.ASSISTANT, Level.INTERMEDIATE)] == [False, True]
    elsewhere = Region.objects.get(pk="440100")
    assert [stands(region=region) for region in (None, place, elsewhere)] == [True, True, False]
    for row in (engineering, eco[0], next(one for one in titles if one.level == Level.INTERMEDIATE)):
        row.valid_to, before = date(2026, 8, 31), row.valid_to
        row.save()
        assert not stands(), row
        row.valid_to = before
        row.save()
    assert stands()


@pytest.mark.usefixtures("titles")
@pytest.mark.parametrize("count", [1, 3])
def test_every_choice_takes_one_statement(
    engineering: Series, eco: list[Specialty], count: int, django_assert_num_queries: Statements
) -> None:
    for i in range(count):
        call(committee(f"评委会{i}", *((one, Level.INTERMEDIATE) for one in eco)))

    with django_assert_num_queries(1):
        assert [year.year for year in open_years(AT)] == [2026]
    with django_assert_num_queries(1):
        assert list(series_open(year=2026, at=AT)) == [engineering]
    with django_assert_num_queries(1):
        assert list(specialties_open(year=2026, series=engineering.pk, at=AT)) == eco
    with django_assert_num_queries(1):
        assert levels_in(scopes_open(year=2026, specialty=eco[0].code, at=AT)) == [Level.INTERMEDIATE]
    with django_assert_num_queries(1):
        calls = calls_open(year=2026, specialty=eco[0], level=Level.INTERMEDIATE, at=AT)
        labels = [(one.committee.name, one.committee.office.name, one.committee.region.name) for one in calls]
    with django_assert_num_queries(1):
        assert still_takes(calls[0], specialty=eco[0], level=Level.INTERMEDIATE, at=AT)
    assert labels == [(f"评委会{i}", "评委办", "清远市") for i in range(count)]


def title(series: Series, name: str, level: str = Level.INTERMEDIATE, branch: str = "") -> Title:
    return Title.objects.create(series=series, level=level, branch=branch, name=name, **SINCE)


def test_the_title_is_that_of_the_series_and_level(engineering: Series, eco: list[Specialty]) -> None:
    title(engineering, "助理工程师", Level.ASSISTANT)
    engineer = title(engineering, "工程师")

    assert title_for(engineering, Level.INTERMEDIATE, eco[0], at=AT) == engineer
    assert title_for(engineering, Level.SENIOR, eco[0], at=AT) is None


def test_where_a_series_has_several_ladders_the_specialty_names_its_own(db: None) -> None:
    economics = Series.objects.create(code="19", name="经济专业人员", **SINCE)
    general, personnel = title(economics, "经济师"), title(economics, "人力资源管理师", branch="人力资源")

    def found(name: str) -> Title | None:
        return title_for(economics, Level.INTERMEDIATE, specialty(economics, name), at=AT)

    assert [found("人力资源"), found("工商管理")] == [personnel, general]
