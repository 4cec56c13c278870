from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from zhicheng.eligibility import gaps
from zhicheng.eligibility.checks import Finding
from zhicheng.eligibility.facts import Facts, Grade, Job, Schooling
from zhicheng.eligibility.windows import Window, Windows

UNTIL = date(2026, 9, 10)
months = st.dates(date(2000, 1, 1), UNTIL).map(lambda day: day.replace(day=1))
jobs = st.lists(st.tuples(months, months).map(sorted).map(lambda ends: Job(ends[0], ends[1])), min_size=1, max_size=6)


def said(*worked: Job, started: date | None = None, schools: tuple[Schooling, ...] = ()) -> list[str]:
    facts = Facts(jobs=worked, work_started_on=started, educations=schools)
    return [f"{one.rule} {one.because.split('。')[0]}" for one in gaps.work(facts=facts, until=UNTIL)]


def test_jobs_one_after_the_other_leave_nothing_to_say() -> None:
    first, second = Job(date(2017, 7, 1), date(2020, 3, 1)), Job(date(2020, 4, 1), None)
    assert said(first, second, started=date(2017, 7, 1)) == []
    assert said(first, Job(date(2020, 3, 1), None)) == []  # changed within the month
    assert said() == []


def test_a_month_without_a_job_is_named() -> None:
    first, second = Job(date(2017, 7, 1), date(2020, 3, 1)), Job(date(2020, 5, 1), None)
    assert said(first, second) == ["work.gap 2020 年 4 月没有工作经历"]


def test_the_time_before_the_first_job_and_after_the_last_counts() -> None:
    assert said(Job(date(2018, 1, 1), date(2026, 6, 1)), started=date(2017, 7, 1)) == [
        "work.gap 2017 年 7 月至 2017 年 12 月没有工作经历",
        "work.gap 2026 年 7 月至 2026 年 9 月没有工作经历",
    ]


def test_two_jobs_at_once_are_named() -> None:
    first, second = Job(date(2017, 7, 1), date(2020, 3, 1)), Job(date(2019, 12, 1), None)
    assert said(second, first) == ["work.overlap 2019 年 12 月至 2020 年 3 月有两段工作经历重叠"]


def test_full_time_school_is_no_gap_and_part_time_is() -> None:
    worked = (Job(date(2013, 7, 1), date(2017, 8, 1)), Job(date(2020, 8, 1), None))
    school = Schooling("14", "3", date(2020, 6, 1), "full_time", date(2017, 9, 1))
    assert said(*worked, schools=(school,)) == []
    part_time = Schooling("14", "3", date(2020, 6, 1), "part_time", date(2017, 9, 1))
    assert said(*worked, schools=(part_time,)) == ["work.gap 2017 年 9 月至 2020 年 7 月没有工作经历"]


@given(jobs)
def test_a_month_is_in_a_gap_just_when_no_job_has_it(worked: list[Job]) -> None:
    spans = sorted((gaps.month(job.started_on), gaps.month(job.ended_on or UNTIL)) for job in worked)
    whole = (gaps.month(date(1999, 6, 1)), gaps.month(UNTIL))
    found = list(gaps.without(spans, whole, ()))
    for number in range(whole[0], whole[1] + 1):
        in_a_job = any(first <= number <= last for first, last in spans)
        assert any(first <= number <= last for first, last in found) != in_a_job


@given(jobs)
def test_overlaps_lie_in_two_jobs(worked: list[Job]) -> None:
    spans = sorted((gaps.month(job.started_on), gaps.month(job.ended_on or UNTIL)) for job in worked)
    for first, last in gaps.overlaps(spans):
        assert first <= last
        assert sum(start <= first and last <= end for start, end in spans) >= 2


def windows(*years: int, since: date | None = date(2022, 1, 1)) -> Windows:
    end = date(2025, 12, 31)
    return Windows(
        before=None,
        since=Window(starts_on=since, ends_on=end, because=""),
        seniority_from=since,
        seniority_until=end,
        appraisal_years=years,
        training_years=(2025,),
        because="",
    )


def test_years_without_appraisal_are_named() -> None:
    facts = Facts(appraisals=(Grade(2022, "competent"), Grade(2024, "none")))
    assert gaps.appraisals(facts=facts, windows=windows(2022, 2023, 2024, 2025)) == [
        Finding(
            "appraisals.missing",
            None,
            "没有 2023、2025 年度的考核。有考核表的补上；当年没有参加考核的，由当年所在单位出具说明",
            "网上申报操作指引【提示6】",
        )
    ]
    assert gaps.appraisals(facts=facts, windows=windows(2022, 2024)) == []
    assert gaps.appraisals(facts=Facts(), windows=windows(2025, since=None)) == []


def test_years_that_follow_each_other_are_a_span() -> None:
    assert [gaps.year_words(years) for years in ([2022], [2022, 2023], [2019, 2022, 2023, 2024, 2026])] == [
        "2022",
        "2022—2023",
        "2019、2022—2024、2026",
    ]
