from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from zhicheng.accounts.models import User
from zhicheng.dossier.models import (
    Achievement,
    Appraisal,
    Education,
    HeldTitle,
    Paper,
    Profile,
    Record,
    Training,
    WorkExperience,
)
from zhicheng.eligibility import queries
from zhicheng.eligibility.facts import Facts, Grade, Held, Hours, Job, Schooling
from zhicheng.eligibility.models import PeriodRule, SeniorityRule, TrainingRule
from zhicheng.eligibility.queries import Finding
from zhicheng.eligibility.tests.conftest import AT
from zhicheng.reference.models import Series

FEBRUARY = date(2026, 2, 1)  # when applications of review year 2025 are accepted
ENGINEERING = "广东省工程系列职称评价标准条件；人社部发〔2019〕16号"
BACHELOR = Schooling("21", "4", date(2017, 6, 1), "full_time")


def title(review_year: int, by: str = "review", level: str = "assistant") -> Held:
    return Held(level, date(review_year, 5, 20), by, review_year)


def li() -> Facts:
    """李工: bachelor, assistant engineer of review year 2021, everything in order for 工程师 in 2025."""
    return Facts(
        born_on=date(1994, 3, 1),
        work_started_on=date(2017, 7, 1),
        educations=(BACHELOR,),
        held=title(2021),
        trainings=(Hours(2025, "public", 30), Hours(2025, "professional", 42), Hours(2025, "elective", 18)),
        appraisals=tuple(Grade(year, "competent") for year in range(2022, 2026)),
        achievements=(date(2020, 5, 1), date(2023, 5, 1)),
        outputs=(date(2024, 1, 1),),
    )


def judged(facts: Facts, series: Series, *, level: str = "intermediate", on: date = FEBRUARY) -> dict[str, Finding]:
    found = queries.findings(facts=facts, series=series, level=level, year=2025, on=on)
    return {finding.rule: finding for finding in found}


@pytest.mark.parametrize(
    ("held", "seniority_from", "material_from"),
    [
        (title(2018), date(2018, 1, 1), date(2018, 9, 1)),
        (title(2020), date(2020, 1, 1), date(2020, 9, 1)),
        (title(2021), date(2022, 1, 1), date(2022, 1, 1)),
        (title(2021, "recognition"), date(2022, 1, 1), date(2022, 1, 1)),
        (title(2020, "recognition"), date(2020, 5, 20), date(2020, 5, 20)),
        (title(2022, "exam"), date(2022, 5, 20), date(2022, 5, 20)),
        (title(2022, "confirmation"), date(2022, 5, 20), date(2022, 5, 20)),
        (None, date(2017, 7, 1), date(2017, 7, 1)),
    ],
)
def test_windows_follow_the_table_of_the_notice(
    engineering: Series, held: Held | None, seniority_from: date, material_from: date
) -> None:
    found = queries.window(facts=replace(li(), held=held), year=2025, on=FEBRUARY)
    assert (found.seniority_from, found.since.starts_on, found.since.ends_on) == (
        seniority_from,
        material_from,
        date(2025, 12, 31),
    )
    assert (found.before is None) == (held is None)


def test_the_windows_say_why(engineering: Series) -> None:
    assert queries.window(facts=replace(li(), held=title(2018)), year=2025, on=FEBRUARY).because == (
        "现职称是 2018 年度的（评审），资历从 2018 年 1 月 1 日起算，业绩材料从 2018 年 9 月 1 日起算，"
        "都截至 2025 年 12 月 31 日（粤人社发〔2024〕29号第二条）"
    )
    assert queries.window(facts=Facts(), year=2025, on=FEBRUARY).because == (
        "没有职称，从参加工作之日起算，填写参加工作时间后显示（网上申报操作指引【提示5】：没有职称的从参加工作之日起）"
    )


def test_a_rule_speaks_only_in_its_review_years(engineering: Series) -> None:
    PeriodRule.objects.update(valid_to=date(2025, 12, 30))
    PeriodRule.objects.create(
        obtained_by="review",
        seniority_from="obtained",
        material_from="obtained",
        valid_from=date(2025, 12, 31),
        source="新规定",
    )
    starts = [queries.window(facts=li(), year=year, on=FEBRUARY).seniority_from for year in (2024, 2025)]
    assert starts == [date(2022, 1, 1), date(2021, 5, 20)]


def test_a_person_who_has_everything_meets_every_condition(engineering: Series) -> None:
    because = queries.window(facts=li(), year=2025, on=FEBRUARY).because
    hours = "广东省继续教育学时规定：公需 30、专业 42、选修 18（人社部令第25号）"
    assert queries.findings(facts=li(), series=engineering, level="intermediate", year=2025, on=FEBRUARY) == [
        Finding("education", True, "大学本科，取得助理级职称满 4 年，现有 4 年", ENGINEERING),
        Finding(
            "appraisals",
            True,
            "2022—2025 年考核称职（合格）以上 4 年，要求不少于 4 年",
            "网上申报操作指引【提示6】",
        ),
        Finding("training.public", True, "2025 年度公需课 30 学时，要求 30 学时", hours),
        Finding("training.professional", True, "2025 年度专业课 42 学时，要求 42 学时", hours),
        Finding("training.elective", True, "2025 年度选修课 18 学时，要求 18 学时", hours),
        Finding("achievements", True, f"获现资格以来的业绩 1 项。{because}", "网上申报操作指引【提示5】"),
        Finding("outputs", None, "获现资格以来的学术成果 1 项，是否达到条件由评审专家判断", ""),
        Finding(
            "in_service",
            None,
            "2026 年 2 月 1 日满 31 周岁；已退休的不能申报，由审核人员核对",
            "人社部令第40号第十三条",
        ),
    ]


def test_a_year_short_is_said_with_both_numbers(engineering: Series) -> None:
    found = judged(replace(li(), held=title(2022)), engineering)["education"]
    assert (found.ok, found.because) == (False, "大学本科，取得助理级职称满 4 年，现有 3 年，还差 1 年")


def test_one_met_way_suffices(engineering: Series) -> None:
    master = Schooling("14", "3", date(2020, 6, 1), "full_time")
    facts = replace(li(), educations=(BACHELOR, master), held=title(2023))
    found = judged(facts, engineering)
    assert found["education"].because == "硕士研究生，取得助理级职称满 2 年，现有 2 年"
    assert found["appraisals"].because == "2024—2025 年考核称职（合格）以上 2 年，要求不少于 2 年"


def test_a_doctor_needs_no_title(engineering: Series) -> None:
    facts = replace(li(), educations=(Schooling("11", "2", date(2025, 6, 1), "full_time"),), held=None)
    found = judged(facts, engineering)
    assert (found["education"].ok, found["appraisals"].ok) == (True, True)


def test_years_without_a_title_count_from_graduation_or_later_work(engineering: Series) -> None:
    graduate = replace(li(), held=None, educations=(replace(BACHELOR, degree="", ended_on=date(2025, 6, 1)),))
    late = replace(graduate, educations=(replace(BACHELOR, degree=""),), work_started_on=date(2025, 3, 1))
    early = replace(late, work_started_on=date(2020, 7, 1))
    found = [judged(facts, engineering, level="assistant")["education"].ok for facts in (graduate, late, early)]
    assert found == [False, False, True]


def test_who_fits_no_way_is_told_the_ways(engineering: Series) -> None:
    facts = replace(li(), educations=(replace(BACHELOR, level="41", degree=""),), held=None)
    found = judged(facts, engineering, level="assistant")
    assert (found["education"].ok, found["appraisals"].ok) == (False, None)
    assert found["education"].because == (
        "现有中专，没有职称；要求其中一项：硕士研究生，毕业后从事专业技术工作；"
        "大学本科并有硕士学位，毕业后从事专业技术工作；大学本科，毕业后从事专业技术工作满 1 年；"
        "大学专科，取得员级职称满 2 年；中专，取得员级职称满 4 年"
    )


def test_a_series_without_rules_is_for_a_person_to_judge(engineering: Series) -> None:
    SeniorityRule.objects.all().delete()
    found = judged(li(), engineering)
    assert (found["education"].ok, found["appraisals"].ok) == (None, None)


def test_seniority_without_a_known_start_is_for_a_person_to_judge(engineering: Series) -> None:
    PeriodRule.objects.all().delete()
    found = judged(li(), engineering)["education"]
    assert (found.ok, found.because) == (None, "大学本科，取得助理级职称满 4 年；资历起算时间由审核人员认定")


def test_only_good_grades_of_the_years_of_seniority_count(engineering: Series) -> None:
    grades = (Grade(2021, "excellent"), Grade(2022, "excellent"), Grade(2023, "basic"), Grade(2024, "competent"))
    found = judged(replace(li(), appraisals=grades), engineering)["appraisals"]
    assert (found.ok, found.because) == (
        False,
        "2022—2025 年考核称职（合格）以上 2 年，要求不少于 4 年，还差 2 年",
    )


def test_a_year_that_is_not_over_is_not_appraised(engineering: Series) -> None:
    windows = queries.window(facts=li(), year=2025, on=date(2025, 9, 10))
    assert (windows.appraisal_years, windows.training_years) == ((2022, 2023, 2024), (2025,))


def test_hours_of_other_years_do_not_count(engineering: Series) -> None:
    hours = (Hours(2024, "public", 30), Hours(2025, "public", 12), Hours(2025, "public", 10))
    found = judged(replace(li(), trainings=hours), engineering)
    assert (found["training.public"].ok, found["training.public"].because) == (
        False,
        "2025 年度公需课 22 学时，要求 30 学时，还差 8 学时，补填当年已完成的课程",
    )


def test_hours_are_asked_by_the_rule_of_the_review_year(engineering: Series) -> None:
    TrainingRule.objects.exclude(category="public").delete()
    TrainingRule.objects.update(valid_to=date(2025, 6, 30))
    assert [rule for rule in judged(li(), engineering) if rule.startswith("training")] == []


def test_achievements_before_the_title_do_not_count(engineering: Series) -> None:
    assert judged(replace(li(), achievements=(date(2021, 12, 1),)), engineering)["achievements"].ok is False


@pytest.mark.parametrize("count", [1, 3])
def test_findings_take_one_statement_however_much_there_is(
    engineering: Series, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    facts = replace(li(), achievements=(date(2023, 5, 1),) * count, educations=(BACHELOR,) * count)
    with django_assert_num_queries(1):
        judged(facts, engineering)


def rows_of(owner: User, count: int) -> list[Record]:
    shared: dict[str, Any] = {"owner": owner, "created_at": AT, "updated_at": AT}
    made: list[Record] = []
    for number in range(count):
        start, end = date(2013, 9, 1), date(2017 + number, 6, 1)
        made += [
            Education.objects.create(
                level="21",
                degree="4",
                school="广东工业大学",
                major="环境工程",
                study_mode="full_time",
                started_on=start,
                ended_on=end,
                **shared,
            ),
            WorkExperience.objects.create(started_on=start, unit="监测站", work="监测", **shared),
            HeldTitle.objects.create(
                name="助理工程师",
                level="assistant",
                series="工程技术人员",
                specialty="监测",
                obtained_on=end,
                obtained_by="review",
                review_year=2017 + number,
                issuer="人社局",
                **shared,
            ),
            Training.objects.create(
                year=2025, category="public", course=f"课程{number}", hours=10, organizer="人社局", **shared
            ),
            Achievement.objects.create(
                started_on=start, ended_on=end, name="项目", part="led", content="设计", **shared
            ),
            Paper.objects.create(title="论文", journal="刊物", published_on=end, rank=1, **shared),
            Appraisal.objects.create(year=2020 + number, grade="competent", unit="监测站", **shared),
        ]
    return made


@pytest.mark.parametrize("count", [1, 3])
def test_facts_are_cut_from_the_rows_used(
    db: None, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    owner = User.objects.create(username="李工", name="李工", id_index="李工")
    Profile.objects.create(owner=owner, sex="1", born_on=date(1994, 3, 1), work_started_on=date(2017, 7, 1))
    rows_of(owner, count)
    rows_of(User.objects.create(username="吴某", name="吴某", id_index="吴某"), 1)
    ends = tuple(date(2017 + number, 6, 1) for number in range(count))
    expected = Facts(
        born_on=date(1994, 3, 1),
        work_started_on=date(2017, 7, 1),
        educations=tuple(Schooling("21", "4", end, "full_time", date(2013, 9, 1)) for end in ends),
        jobs=(Job(date(2013, 9, 1), None),) * count,
        held=Held("assistant", ends[-1], "review", 2016 + count, "工程技术人员"),
        trainings=(Hours(2025, "public", 10),) * count,
        appraisals=tuple(Grade(2020 + number, "competent") for number in range(count)),
        achievements=ends,
        outputs=ends,
    )
    with django_assert_num_queries(1):
        assert queries.facts_of(owner) == expected


def test_a_finding_is_kept_as_plain_json() -> None:
    assert Finding("education", None, "由审核人员认定", "依据").as_json() == {
        "rule": "education",
        "ok": None,
        "because": "由审核人员认定",
        "article": "依据",
    }


def test_a_gap_in_the_jobs_and_a_year_without_appraisal_are_findings(engineering: Series) -> None:
    facts = replace(
        li(),
        jobs=(Job(date(2017, 7, 1), date(2019, 3, 1)), Job(date(2019, 7, 1), None)),
        appraisals=tuple(Grade(year, "competent") for year in (2022, 2024, 2025)),
    )
    found = judged(facts, engineering)
    assert (found["work.gap"].ok, found["work.gap"].because) == (
        None,
        "2019 年 4 月至 2019 年 6 月没有工作经历。有工作的补上；没有的向审核人员说明",
    )
    assert found["appraisals.missing"].because == (
        "没有 2023 年度的考核。有考核表的补上；当年没有参加考核的，由当年所在单位出具说明"
    )


@pytest.mark.parametrize(("model", "statements"), [(WorkExperience, 0), (Appraisal, 1), (Training, 1), (Education, 0)])
def test_hints_of_a_list_say_what_it_lacks(
    engineering: Series, model: type[Record], statements: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    facts = replace(li(), jobs=(Job(date(2018, 1, 1), None),), trainings=(), appraisals=())
    with django_assert_num_queries(statements):
        found = queries.hints(model, facts=facts, year=2025, on=FEBRUARY)
    assert [finding.rule for finding in found] == {
        WorkExperience: ["work.gap"],
        Appraisal: ["appraisals.missing"],
        Training: ["training.public", "training.professional", "training.elective"],
        Education: [],
    }[model]


def test_in_2019_seniority_ended_in_august(engineering: Series) -> None:
    found = queries.window(facts=replace(li(), held=title(2014)), year=2019, on=date(2020, 2, 1))
    assert (found.seniority_from, found.seniority_until) == (date(2014, 9, 1), date(2019, 8, 31))
    assert (found.since.starts_on, found.since.ends_on) == (date(2014, 9, 1), date(2019, 12, 31))
    assert found.appraisal_years == tuple(range(2014, 2019))
    assert found.because.startswith(
        "现职称是 2014 年度的（评审），资历和业绩材料都从 2014 年 9 月 1 日起算，"
        "资历截至 2019 年 8 月 31 日，业绩材料截至 2019 年 12 月 31 日（2019 年度："
    )
    assert "没有查到适用的起算规则" in queries.window(facts=li(), year=2021, on=FEBRUARY).because
