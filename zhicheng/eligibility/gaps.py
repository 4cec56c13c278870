"""What is missing in a life record: months without a job, two jobs at once, years without an appraisal. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date

from zhicheng.core.fields import month_words
from zhicheng.dossier.models import Education
from zhicheng.eligibility.checks import WINDOW_OF_APPRAISALS, Finding
from zhicheng.eligibility.facts import Facts
from zhicheng.eligibility.windows import Windows

UNBROKEN = "广东省职称评审表“工作经历”从参加工作填起、时间连续（待核对官方填表说明）"
Months = tuple[int, int]  # first and last month, both included, counted from year 0


def month(day: date) -> int:
    """This function will return the number of the month of `day`."""
    return day.year * 12 + day.month - 1


def words(months: Months) -> str:
    """This function will write a span of months: 2018 年 1 月至 2018 年 3 月."""
    first, last = (month_words(date(number // 12, number % 12 + 1, 1)) for number in months)
    return first if first == last else f"{first}至 {last}"


def work(*, facts: Facts, until: date) -> list[Finding]:
    """This function will name the months without a job up to `until`, and those with two.

    Months of full-time school are no gap. Nothing is said of a list without jobs.
    """
    if not facts.jobs:
        return []
    spans = sorted((month(job.started_on), month(job.ended_on or until)) for job in facts.jobs)
    started = month(facts.work_started_on) if facts.work_started_on else spans[0][0]
    at_school = [
        (month(one.started_on), month(one.ended_on))
        for one in facts.educations
        if one.started_on and one.study_mode == Education.StudyMode.FULL_TIME
    ]
    found = [
        Finding("work.gap", None, f"{words(gap)}没有工作经历。有工作的补上；没有的向审核人员说明", UNBROKEN)
        for gap in without(spans, (started, month(until)), at_school)
    ]
    found += [
        Finding("work.overlap", None, f"{words(pair)}有两段工作经历重叠。核对起止时间；兼职的在职务中注明", UNBROKEN)
        for pair in overlaps(spans)
    ]
    return found


def without(spans: Sequence[Months], whole: Months, also: Sequence[Months]) -> Iterator[Months]:
    """This function will yield the parts of `whole` that lie in none of `spans`, unless `also` covers them."""
    reached = whole[0] - 1
    for first, last in [*spans, (whole[1] + 1, whole[1] + 1)]:
        gap = (reached + 1, first - 1)
        if gap[0] <= gap[1] and not covered(gap, also):
            yield gap
        reached = max(reached, last)


def covered(gap: Months, spans: Sequence[Months]) -> bool:
    """This function will tell whether one of the spans holds the gap; it may leave a month at either end."""
    return any(first - 1 <= gap[0] and gap[1] <= last + 1 for first, last in spans)


def overlaps(spans: Sequence[Months]) -> Iterator[Months]:
    """This function will yield where two of the sorted spans overlap; changing jobs within a month is none."""
    reached = None
    for first, last in spans:
        if reached is not None and first < reached:
            yield first, min(last, reached)
        reached = last if reached is None else max(reached, last)


def year_words(years: Sequence[int]) -> str:
    """This function will write ascending years, those that follow each other as a span: 2019、2022—2024."""
    spans: list[list[int]] = []
    for year in years:
        if spans and spans[-1][-1] == year - 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return "、".join(f"{span[0]}—{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans)


def appraisals(*, facts: Facts, windows: Windows) -> list[Finding]:
    """This function will name the years of seniority without an appraisal."""
    graded = {one.year for one in facts.appraisals}
    missing = [year for year in windows.appraisal_years if year not in graded]
    if not missing or windows.seniority_from is None:
        return []
    because = f"没有 {year_words(missing)} 年度的考核。有考核表的补上；当年没有参加考核的，由当年所在单位出具说明"
    return [Finding("appraisals.missing", None, because, WINDOW_OF_APPRAISALS)]
