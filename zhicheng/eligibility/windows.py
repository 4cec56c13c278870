"""From when to when seniority and material count (2-domain §4.3). Pure: a rule row and facts in, dates out."""

from dataclasses import dataclass
from datetime import date, timedelta

from zhicheng.core.fields import day_words
from zhicheng.eligibility.facts import Facts, Held
from zhicheng.eligibility.models import PeriodRule
from zhicheng.reference.models import ObtainedBy

Start = PeriodRule.Start


@dataclass(frozen=True, kw_only=True)
class Window:
    """From when to when material counts, both days included, None open; `because` cites the rule and its source."""

    starts_on: date | None
    ends_on: date | None
    because: str

    def covers(self, day: date) -> bool:
        """This function will tell whether material of that day counts here."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, kw_only=True)
class Windows:
    """What the current title (or its absence) means for one review year.

    `before` is 获现资格之前 (None without a title), `since` 获现资格以来; seniority runs from `seniority_from`
    to 31 December of the review year. `appraisal_years` are the years that ended and fall into it;
    `training_years` those whose 继续教育 is asked.
    """

    before: Window | None
    since: Window
    seniority_from: date | None
    appraisal_years: tuple[int, ...]
    training_years: tuple[int, ...]
    because: str


def fits(rule: PeriodRule, held: Held | None) -> bool:
    """This function will tell whether the rule speaks of this title, or of nobody's."""
    if held is None or not rule.obtained_by:
        return held is None and not rule.obtained_by
    return (
        rule.obtained_by == held.obtained_by
        and (rule.from_year is None or rule.from_year <= held.review_year)
        and (rule.to_year is None or held.review_year <= rule.to_year)
    )


def start_of(start: str, facts: Facts) -> date | None:
    """This function will return the day a rule's start means for this person, or None if a date is missing."""
    held = facts.held
    if start == Start.WORK or held is None:
        return facts.work_started_on
    if start == Start.OBTAINED:
        return held.obtained_on
    year, month = {
        Start.NEXT_YEAR: (held.review_year + 1, 1),
        Start.SAME_YEAR: (held.review_year, 1),
        Start.SEPTEMBER: (held.review_year, 9),
    }[Start(start)]
    return date(year, month, 1)


def windows_by(rule: PeriodRule | None, *, facts: Facts, year: int, on: date) -> Windows:
    """This function will return the windows of review year `year` by the rule that fits, seen on the day `on`.

    Without a rule the beginning is open and a person must judge.
    """
    ends_on = date(year, 12, 31)
    seniority_from = start_of(rule.seniority_from, facts) if rule else None
    material_from = start_of(rule.material_from, facts) if rule else None
    because = _because(rule, facts, seniority_from, material_from, ends_on)
    before = None
    if facts.held is not None and material_from is not None:
        last = min(material_from - timedelta(days=1), ends_on)
        before = Window(starts_on=None, ends_on=last, because=because)
    first_year = seniority_from.year if seniority_from else year
    last_year = min(year, on.year - 1)  # a year is appraised when it is over
    return Windows(
        before=before,
        since=Window(starts_on=material_from, ends_on=ends_on, because=because),
        seniority_from=seniority_from,
        appraisal_years=tuple(range(first_year, last_year + 1)),
        training_years=(year,),
        because=because,
    )


def _because(
    rule: PeriodRule | None, facts: Facts, seniority: date | None, material: date | None, ends_on: date
) -> str:
    if rule is None:
        return "没有查到适用的起算规则，起算时间由审核人员认定"
    if facts.held is None:
        title = "没有职称"
    else:
        title = f"现职称是 {facts.held.review_year} 年度的（{ObtainedBy(facts.held.obtained_by).label}）"
    if seniority is None or material is None:
        return f"{title}，从参加工作之日起算，填写参加工作时间后显示（{rule.source}）"
    if seniority == material:
        starts = f"资历和业绩材料都从 {day_words(seniority)}起算"
    else:
        starts = f"资历从 {day_words(seniority)}起算，业绩材料从 {day_words(material)}起算"
    return f"{title}，{starts}，都截至 {day_words(ends_on)}（{rule.source}）"
