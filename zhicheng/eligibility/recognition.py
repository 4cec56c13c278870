"""初次职称考核认定: which full-time education opens which level after how many years (2-domain §4.5). Pure."""

from collections.abc import Sequence
from datetime import date

from zhicheng.dossier.models import Education
from zhicheng.eligibility.checks import Finding, full_years
from zhicheng.eligibility.facts import Facts, Schooling
from zhicheng.eligibility.models import RecognitionRule
from zhicheng.reference.models import EducationLevel, Level

FIRST_TITLE = "《广东省初次职称考核认定规定》"


def first_title(facts: Facts) -> Finding:
    """This function will tell whether it would be the person's first title."""
    if facts.held is None:
        return Finding("first_title", True, "没有取得过职称，属于初次认定", FIRST_TITLE)
    held = Level(facts.held.level).label
    return Finding("first_title", False, f"已有{held}职称；初次认定只限第一个职称", FIRST_TITLE)


def education(rules: Sequence[RecognitionRule], *, level: str, facts: Facts, on: date) -> tuple[Finding, int | None]:
    """This function will judge 学历 and the years of work together, and return the years that the person's way asks.

    Only full-time education counts. A rule with a note, and an education that no rule names, are for a person
    to judge.
    """
    schools = [one for one in facts.educations if one.study_mode == Education.StudyMode.FULL_TIME]
    if not rules:
        return Finding("education", None, "这个级别的认定条件由审核人员认定", ""), None
    counted = [(rule, _years(one, facts, on)) for rule in rules for one in schools if one.level == rule.education]
    if not counted:
        have = "、".join(EducationLevel(one.level).label for one in schools) or "没有全日制学历记录"
        wanted = "；".join(_ask(rule) for rule in rules)
        because = f"现有全日制学历：{have}；认定{Level(level).label}要求其中一项：{wanted}"
        return Finding("education", None if schools else False, because, rules[0].source), None
    rule, years = min(counted, key=lambda pair: pair[0].years - pair[1])
    lacking = rule.years - years
    because = f"{_ask(rule)}，现有 {years} 年" + (f"，还差 {lacking} 年" if lacking > 0 else "")
    if rule.note:
        return Finding("education", None, f"{because}。{rule.note}，由审核人员认定", rule.source), rule.years
    return Finding("education", lacking <= 0, because, rule.source), rule.years


def _years(one: Schooling, facts: Facts, on: date) -> int:
    return full_years(max(one.ended_on, facts.work_started_on or one.ended_on), on)


def _ask(rule: RecognitionRule) -> str:
    after = f"从事专业技术工作满 {rule.years} 年" if rule.years else "从事专业技术工作"
    works = "，有相应业绩" if rule.has_achievements else ""
    return f"全日制{EducationLevel(rule.education).label}，{after}{works}"
