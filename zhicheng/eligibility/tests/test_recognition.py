"""初次职称考核认定: every row of the table of 2-domain §4.5, one day short and on the day."""

from datetime import date, timedelta

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from zhicheng.eligibility import queries
from zhicheng.eligibility.facts import Facts, Held, Schooling
from zhicheng.reference.models import Series

GRADUATED = date(2020, 6, 1)


def judged(
    education: str, level: str, on: date, *, worked: date | None = None, held: Held | None = None
) -> bool | None:
    facts = Facts(work_started_on=worked, educations=(Schooling(education, "", GRADUATED, "full_time"),), held=held)
    return queries.recognition(facts=facts, level=level, on=on).ok


@pytest.mark.parametrize(
    ("education", "level", "years"),
    [
        ("41", "technician", 1),
        ("44", "technician", 1),
        ("47", "technician", 1),
        ("31", "assistant", 3),
        ("21", "assistant", 1),
        ("14", "assistant", 0),
        ("14", "intermediate", 3),
        ("11", "intermediate", 0),
    ],
)
def test_the_years_of_the_table(engineering: Series, education: str, level: str, years: int) -> None:
    there = date(2020 + years, 6, 1) - timedelta(days=1)  # the evening that ends the last year
    assert judged(education, level, there) is True
    if years:
        assert judged(education, level, there - timedelta(days=1)) is False


@pytest.mark.parametrize(("education", "level"), [("61", "technician"), ("21", "intermediate"), ("31", "intermediate")])
def test_other_schools_open_nothing(engineering: Series, education: str, level: str) -> None:
    assert judged(education, level, date(2040, 1, 1)) is False


def test_years_count_from_work_where_it_began_later(engineering: Series) -> None:
    assert judged("21", "assistant", date(2022, 6, 1), worked=date(2021, 7, 1)) is False
    assert judged("21", "assistant", date(2022, 6, 30), worked=date(2021, 7, 1)) is True


def test_it_says_what_is_asked_and_what_is_there(
    engineering: Series, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    facts = Facts(educations=(Schooling("31", "", GRADUATED, "full_time"),))
    with django_assert_num_queries(1):
        found = queries.recognition(facts=facts, level="assistant", on=date(2022, 9, 1))
    assert found.because == "大学专科，从事本专业技术工作满 3 年，有相应业绩，现有 2 年，还差 1 年"
    assert found.article.startswith("《广东省初次职称考核认定规定》")


def test_what_the_table_does_not_say_a_person_judges(engineering: Series) -> None:
    held = Held("technician", date(2021, 1, 1), "review", 2020)
    assert judged("21", "assistant", date(2026, 1, 1), held=held) is None
    assert judged("21", "senior", date(2026, 1, 1)) is None
