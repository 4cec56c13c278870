"""初次职称考核认定: the table of 学历 and years, row by row."""

from datetime import date

import pytest

from zhicheng.core import clock
from zhicheng.dossier.models import Education
from zhicheng.eligibility import recognition
from zhicheng.eligibility.facts import Facts, Held, Schooling
from zhicheng.eligibility.models import RecognitionRule
from zhicheng.eligibility.operations import load_rules
from zhicheng.reference.models import EducationLevel, Level, ObtainedBy
from zhicheng.reference.operations import load_reference

ON = date(2026, 9, 10)
FULL, PART = Education.StudyMode.FULL_TIME, Education.StudyMode.values[-1]


def facts(level: str, ended_on: date, mode: str = FULL) -> Facts:
    return Facts(work_started_on=ended_on, educations=(Schooling(level, "", ended_on, mode),))


def judged(level: str, target: str, ended_on: date, mode: str = FULL) -> tuple[bool | None, str]:
    rules = list(RecognitionRule.objects.filter(target=target).order_by("pk"))
    finding, _ = recognition.education(rules, level=target, facts=facts(level, ended_on, mode), on=ON)
    return finding.ok, finding.because


@pytest.fixture(autouse=True)
def _rules(db: None) -> None:
    load_reference(at=clock.now())
    load_rules(at=clock.now())


@pytest.mark.parametrize(
    ("level", "target", "years"),
    [
        (EducationLevel.SECONDARY, Level.TECHNICIAN, 1),
        (EducationLevel.JUNIOR_COLLEGE, Level.ASSISTANT, 3),
        (EducationLevel.BACHELOR, Level.ASSISTANT, 1),
        (EducationLevel.MASTER, Level.INTERMEDIATE, 3),
    ],
)
def test_the_years_are_whole_years_to_the_day(level: str, target: str, years: int) -> None:
    just = date(ON.year - years, ON.month, ON.day)
    assert judged(level, target, just)[0] is True
    ok, because = judged(level, target, just.replace(day=12))
    assert (ok, f"还差 {1} 年" in because) == (False, True)


@pytest.mark.parametrize(
    ("level", "target"), [(EducationLevel.MASTER, Level.ASSISTANT), (EducationLevel.DOCTOR, Level.INTERMEDIATE)]
)
def test_some_need_no_years(level: str, target: str) -> None:
    assert judged(level, target, ON)[0] is True


# The table of 2-domain §4.5 (《广东省初次职称考核认定规定》), row by row: 学历, years, level.
TABLE = [
    ("中专", EducationLevel.SECONDARY, 1, Level.TECHNICIAN),
    ("技工院校中级技工班", EducationLevel.TECHNICAL_SCHOOL, 1, Level.TECHNICIAN),
    ("大学专科", EducationLevel.JUNIOR_COLLEGE, 3, Level.ASSISTANT),
    ("高级技工班", EducationLevel.TECHNICAL_SCHOOL, 3, Level.ASSISTANT),
    ("大学本科", EducationLevel.BACHELOR, 1, Level.ASSISTANT),
    ("预备技师（技师）班", EducationLevel.TECHNICAL_SCHOOL, 1, Level.ASSISTANT),
    ("研究生班", EducationLevel.POSTGRADUATE_CLASS, 1, Level.ASSISTANT),
    ("双学士", EducationLevel.BACHELOR, 1, Level.ASSISTANT),
    ("硕士研究生", EducationLevel.MASTER, 0, Level.ASSISTANT),
    ("硕士研究生", EducationLevel.MASTER, 3, Level.INTERMEDIATE),
    ("博士研究生", EducationLevel.DOCTOR, 0, Level.INTERMEDIATE),
]


@pytest.mark.parametrize(("school", "education", "years", "target"), TABLE)
def test_every_row_of_the_table_is_a_row_of_the_data(school: str, education: str, years: int, target: str) -> None:
    rule = RecognitionRule.objects.get(education=education, target=target)
    assert (rule.has_achievements, "《广东省初次职称考核认定规定》" in rule.source) == (years > 0, True)
    just = date(ON.year - years, ON.month, ON.day)
    if education == EducationLevel.TECHNICAL_SCHOOL:  # which class it was, a person must see
        assert (school in rule.note, f"满 {years} 年" in rule.note or rule.years == years) == (True, True)
        assert judged(education, target, just)[0] is None
    else:
        assert (rule.note, rule.years, judged(education, target, just)[0]) == ("", years, True)
        if years:
            assert judged(education, target, just.replace(day=ON.day + 2))[0] is False


def test_the_data_has_no_row_that_the_table_lacks() -> None:
    rows = set(RecognitionRule.objects.exclude(education=EducationLevel.VOCATIONAL).values_list("education", "target"))
    assert rows == {(education.value, target.value) for _, education, _, target in TABLE}


def test_a_vocational_high_school_opens_the_first_level_and_a_person_judges_it() -> None:
    ok, because = judged(EducationLevel.VOCATIONAL, Level.TECHNICIAN, date(2020, 6, 1))
    assert (ok, "职业高中按中专" in because) == (None, True)


def test_achievements_are_asked_where_years_are() -> None:
    assert "有相应业绩" in judged(EducationLevel.BACHELOR, Level.ASSISTANT, date(2020, 6, 1))[1]
    assert "有相应业绩" not in judged(EducationLevel.MASTER, Level.ASSISTANT, date(2020, 6, 1))[1]


def test_which_class_of_a_technical_school_a_person_judges() -> None:
    ok, because = judged(EducationLevel.TECHNICAL_SCHOOL, Level.ASSISTANT, date(2020, 6, 1))
    assert (ok, "预备技师" in because) == (None, True)


def test_an_education_that_no_row_names_is_for_a_person_to_judge() -> None:
    ok, because = judged(EducationLevel.BACHELOR, Level.INTERMEDIATE, date(2020, 6, 1))
    assert (ok, "要求其中一项：全日制硕士研究生" in because) == (None, True)


def test_only_full_time_education_counts() -> None:
    assert PART != FULL
    ok, because = judged(EducationLevel.BACHELOR, Level.ASSISTANT, date(2020, 6, 1), PART)
    assert (ok, "没有全日制学历记录" in because) == (False, True)


def test_who_holds_a_title_is_not_recognised_again() -> None:
    assert recognition.first_title(Facts()).ok is True
    held = Held(Level.ASSISTANT, date(2021, 12, 20), ObtainedBy.REVIEW, 2021)
    assert recognition.first_title(Facts(held=held)).ok is False
