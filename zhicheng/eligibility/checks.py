"""One function per condition: facts and rule rows in, findings out. Pure; nothing here refuses anybody."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from zhicheng.core.fields import day_words
from zhicheng.dossier.models import Appraisal, Training
from zhicheng.eligibility.facts import Facts, Schooling
from zhicheng.eligibility.models import SeniorityRule, TrainingRule
from zhicheng.eligibility.windows import Windows
from zhicheng.reference.models import Degree, EducationLevel, Level

# From the lowest up; 中专, 职业高中 and 技工学校 stand side by side (中职).
_EDUCATION_RANK = {
    EducationLevel.HIGH_SCHOOL: 0,
    EducationLevel.SECONDARY: 1,
    EducationLevel.VOCATIONAL: 1,
    EducationLevel.TECHNICAL_SCHOOL: 1,
    EducationLevel.JUNIOR_COLLEGE: 2,
    EducationLevel.BACHELOR: 3,
    EducationLevel.POSTGRADUATE_CLASS: 3,
    EducationLevel.MASTER: 4,
    EducationLevel.DOCTOR: 5,
}
_DEGREE_RANK = {"": 0, Degree.BACHELOR: 1, Degree.MASTER: 2, Degree.DOCTOR: 3}
GOOD_GRADES = frozenset({Appraisal.Grade.EXCELLENT, Appraisal.Grade.COMPETENT})
IN_SERVICE = "人社部令第40号第十三条"
WINDOW_OF_APPRAISALS = "网上申报操作指引【提示6】"


@dataclass(frozen=True)
class Finding:
    """One condition: met (True), not met (False), or for a person to judge (None); `article` is its source."""

    rule: str
    ok: bool | None
    because: str
    article: str

    def as_json(self) -> dict[str, str | bool | None]:
        """This function will return the finding as plain JSON."""
        return asdict(self)


def full_years(first: date, last: date) -> int:
    """This function will return the whole years from the morning of `first` to the evening of `last`."""
    after = last + timedelta(days=1)
    return max(after.year - first.year - ((after.month, after.day) < (first.month, first.day)), 0)


def seniority(rules: Sequence[SeniorityRule], *, facts: Facts, windows: Windows) -> tuple[Finding, int | None]:
    """This function will judge 学历 and 资历 together, and return the years that the person's way asks.

    One met rule suffices. The years are None where no rule fits the person.
    """
    name = "education"
    if not rules:
        return Finding(name, None, "这个系列和级别的学历、资历条件由审核人员认定", ""), None
    counted = [
        (rule, years)
        for rule in rules
        for schooling in facts.educations
        if _opens(rule, schooling, facts)
        for years in [_years(rule, schooling, facts, windows)]
    ]
    if not counted:
        held = Level(facts.held.level).label if facts.held else "没有职称"
        schools = "、".join(EducationLevel(one.level).label for one in facts.educations) or "没有学历记录"
        wanted = "；".join(dict.fromkeys(_ask(rule) for rule in rules))
        return Finding(name, False, f"现有{schools}，{held}；要求其中一项：{wanted}", rules[0].source), None
    met = [(rule, years) for rule, years in counted if years is not None and years >= rule.years]
    if met:
        rule, have = min(met, key=lambda pair: pair[0].years)
        return Finding(name, True, f"{_ask(rule)}，现有 {have} 年", rule.source), rule.years
    rule, short = min(counted, key=lambda pair: pair[0].years - (pair[1] or 0))
    if short is None:
        return Finding(name, None, f"{_ask(rule)}；资历起算时间由审核人员认定", rule.source), rule.years
    because = f"{_ask(rule)}，现有 {short} 年，还差 {rule.years - short} 年"
    return Finding(name, False, because, rule.source), rule.years


def _opens(rule: SeniorityRule, schooling: Schooling, facts: Facts) -> bool:
    held = Level.values.index(facts.held.level) if facts.held else -1
    return (
        _EDUCATION_RANK[EducationLevel(schooling.level)] >= _EDUCATION_RANK[EducationLevel(rule.education)]
        and _DEGREE_RANK[schooling.degree] >= _DEGREE_RANK[rule.degree]
        and (not rule.held or held >= Level.values.index(rule.held))
    )


def _years(rule: SeniorityRule, schooling: Schooling, facts: Facts, windows: Windows) -> int | None:
    ends_on = windows.seniority_until
    if rule.held:
        return full_years(windows.seniority_from, ends_on) if windows.seniority_from else None
    return full_years(max(schooling.ended_on, facts.work_started_on or schooling.ended_on), ends_on)


def _ask(rule: SeniorityRule) -> str:
    school = EducationLevel(rule.education).label
    if rule.degree:
        school += f"并有{Degree(rule.degree).label}学位"
    after = f"取得{Level(rule.held).label}职称" if rule.held else "毕业后从事专业技术工作"
    return f"{school}，{after}满 {rule.years} 年" if rule.years else f"{school}，{after}"


def appraisals(asked: int | None, *, facts: Facts, windows: Windows) -> Finding:
    """This function will count 称职 and better in the years of seniority against the years that it asks."""
    years = windows.appraisal_years
    good = {one.year for one in facts.appraisals if one.grade in GOOD_GRADES and one.year in years}
    span = f"{years[0]}—{years[-1]} 年" if years else "资历年限内"
    have = f"{span}考核称职（合格）以上 {len(good)} 年"
    if asked is None:
        return Finding("appraisals", None, f"{have}，要求的年数由审核人员认定", WINDOW_OF_APPRAISALS)
    lacking = asked - len(good)
    because = f"{have}，要求不少于 {asked} 年" + (f"，还差 {lacking} 年" if lacking > 0 else "")
    return Finding("appraisals", lacking <= 0, because, WINDOW_OF_APPRAISALS)


def training(rules: Iterable[TrainingRule], *, facts: Facts, years: Sequence[int]) -> list[Finding]:
    """This function will compare the hours of each category and asked year with the rule's."""
    found, rules = [], list(rules)
    for year in years:
        for rule in rules:
            done = [one for one in facts.trainings if one.year == year and one.category == rule.category]
            hours = sum(one.hours for one in done)
            lacking = rule.min_hours - hours
            because = f"{year} 年度{Training.Category(rule.category).label} {hours} 学时，要求 {rule.min_hours} 学时"
            because += f"，还差 {lacking} 学时，补填当年已完成的课程" if lacking > 0 else ""
            found.append(Finding(f"training.{rule.category}", lacking <= 0, because, rule.source))
    return found


def material(*, facts: Facts, windows: Windows) -> list[Finding]:
    """This function will count achievements and papers since the current title; what they are worth, people judge."""
    since, source = windows.since, windows.because
    works = sum(map(since.covers, facts.achievements))
    outputs = sum(map(since.covers, facts.outputs))
    return [
        Finding("achievements", works > 0, f"获现资格以来的业绩 {works} 项。{source}", "网上申报操作指引【提示5】"),
        Finding("outputs", None, f"获现资格以来的学术成果 {outputs} 项，是否达到条件由评审专家判断", ""),
    ]


def in_service(*, facts: Facts, on: date) -> Finding:
    """This function will give the age for the person who judges whether the applicant is in active service."""
    if facts.born_on is None:
        return Finding("in_service", None, "已退休的不能申报，由审核人员核对", IN_SERVICE)
    age = full_years(facts.born_on, on - timedelta(days=1))
    because = f"{day_words(on)}满 {age} 周岁；已退休的不能申报，由审核人员核对"
    return Finding("in_service", None, because, IN_SERVICE)
