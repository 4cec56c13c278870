"""From when to when seniority and material count (2-domain §4.3). Pure: a rule row and facts in, dates out."""

from dataclasses import dataclass
from datetime import date, timedelta

from zhicheng.core.fields import day_words
from zhicheng.eligibility.facts import Facts, Held
from zhicheng.eligibility.models import PeriodRule
from zhicheng.reference.models import Mode, ObtainedBy

Start, End = PeriodRule.Start, PeriodRule.End


@dataclass(frozen=True, kw_only=True)
class Window:
    """From when to when material counts, both days included, None open; `because` cites the rule and its source."""

    starts_on: date | None
    ends_on: date | None
    because: str

    def covers(self, day: date) -> bool:
        """This function will tell whether material of that day counts here."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)

    def crosses(self, first: date, last: date) -> bool:
        """This function will tell whether what lasted from `first` to `last` lies on both sides of the border.

        The border is the beginning of a window that has one, else its end.
        """
        if self.starts_on is not None:
            return first < self.starts_on <= last
        return self.ends_on is not None and first <= self.ends_on < last


@dataclass(frozen=True, kw_only=True)
class Windows:
    """What the current title (or its absence) means for one review year.

    `before` is 获现资格之前 (None without a title or, by 贯通, a skill), `since` 获现资格以来; seniority runs from
    `seniority_from` to `seniority_until`, both included. `appraisal_years` are the years that ended and fall into it;
    `training_years` those whose 继续教育 is asked.
    """

    before: Window | None
    since: Window
    seniority_from: date | None
    seniority_until: date
    appraisal_years: tuple[int, ...]
    training_years: tuple[int, ...]
    because: str


def fits(rule: PeriodRule, held: Held | None, mode: str = Mode.NORMAL) -> bool:
    """This function will tell whether the rule speaks of this title, or of nobody's, or of this way of applying."""
    if rule.mode:
        return rule.mode == mode
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
    if start == Start.SKILL:
        return facts.claim.skill_on
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


def end_of(end: str, year: int) -> date:
    """This function will return the last day that a rule's end means for review year `year`."""
    return date(year, 8, 31) if end == End.AUGUST else date(year, 12, 31)


def windows_by(rule: PeriodRule | None, *, facts: Facts, year: int, on: date) -> Windows:
    """This function will return the windows of review year `year` by the rule that fits, seen on the day `on`.

    Without a rule the beginning is open and a person must judge.
    """
    seniority_until = end_of(rule.seniority_until, year) if rule else date(year, 12, 31)
    material_until = end_of(rule.material_until, year) if rule else date(year, 12, 31)
    seniority_from = start_of(rule.seniority_from, facts) if rule else None
    material_from = start_of(rule.material_from, facts) if rule else None
    because = _because(rule, facts, (seniority_from, seniority_until), (material_from, material_until))
    before = None
    if material_from is not None and (facts.held is not None or _is_by_skill(rule)):
        last = min(material_from - timedelta(days=1), material_until)
        before = Window(starts_on=None, ends_on=last, because=because)
    first_year = seniority_from.year if seniority_from else year
    whole_year = year if seniority_until == date(year, 12, 31) else year - 1
    last_year = min(whole_year, on.year - 1)  # a year is appraised when it is over
    return Windows(
        before=before,
        since=Window(starts_on=material_from, ends_on=material_until, because=because),
        seniority_from=seniority_from,
        seniority_until=seniority_until,
        appraisal_years=tuple(range(first_year, last_year + 1)),
        training_years=(year,),
        because=because,
    )


Span = tuple[date | None, date]


def _is_by_skill(rule: PeriodRule | None) -> bool:
    return rule is not None and rule.material_from == Start.SKILL


def _because(rule: PeriodRule | None, facts: Facts, seniority: Span, material: Span) -> str:
    if rule is None:
        return "没有查到适用的起算规则，起算时间由审核人员认定"
    first_day = "参加工作"
    if _is_by_skill(rule):
        title, first_day = "贯通申报的获现资格日期是取得职业技能等级之日", "取得职业技能等级"
    elif facts.held is None:
        title = "没有职称"
    else:
        title = f"现职称是 {facts.held.review_year} 年度的（{ObtainedBy(facts.held.obtained_by).label}）"
    if seniority[0] is None or material[0] is None:
        return f"{title}，从{first_day}之日起算，填写{first_day}时间后显示（{rule.source}）"
    if seniority[0] == material[0]:
        starts = f"资历和业绩材料都从 {day_words(seniority[0])}起算"
    else:
        starts = f"资历从 {day_words(seniority[0])}起算，业绩材料从 {day_words(material[0])}起算"
    if seniority[1] == material[1]:
        ends = f"都截至 {day_words(seniority[1])}"
    else:
        ends = f"资历截至 {day_words(seniority[1])}，业绩材料截至 {day_words(material[1])}"
    return f"{title}，{starts}，{ends}（{rule.source}）"
