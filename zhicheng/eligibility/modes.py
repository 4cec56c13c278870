"""What each way of applying (申报方式) asks instead of, or besides, the usual conditions. Pure: rules and facts in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zhicheng.core.fields import day_words, month_words
from zhicheng.eligibility.checks import Finding, full_years
from zhicheng.eligibility.facts import Facts
from zhicheng.eligibility.models import CrossoverRule, ModeRule
from zhicheng.reference.models import Level, Mode, Skill

Judged = tuple[list[Finding], int | None]
BETTER = {False: 0, None: 1, True: 2}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody applies for and by which rules; `education` and `years` are what the usual conditions found."""

    rule: ModeRule
    crossovers: Sequence[CrossoverRule]
    education: Finding
    years: int | None
    facts: Facts
    series: str  # its name
    level: str
    on: date
    until: date  # where seniority ends


def judged(asked: Asked) -> Judged:
    """This function will return what is found in place of 学历 and 资历, and how many years are to be appraised."""
    return JUDGES[Mode(asked.rule.mode)](asked)


def strays(facts: Facts, series: str) -> bool:
    """This function will tell whether the title that is held belongs to another series than the one applied for."""
    return facts.held is not None and facts.held.series not in ("", series)


def first_transfer(rule: ModeRule, *, facts: Facts, series: str, level: str) -> Finding:
    """This function will say what one does who applies in another series than that of his title, but not by 转系列."""
    assert facts.held is not None  # noqa: S101 -- strays
    held = Level(facts.held.level)
    because = f"现职称属于“{facts.held.series}”系列，申报“{series}”系列"
    if rank(level) > rank(held):
        return Finding("mode.series", False, f"{because}：先转系列取得{held.label}职称，再申报高一级", rule.source)
    return Finding("mode.series", False, f"{because}：申报同级的，申报方式选“{Mode.TRANSFER.label}”", rule.source)


def _exceptional(asked: Asked) -> Judged:
    """学历 or 资历 may be lacking: the committee decides after the defence."""
    found, source = asked.education, asked.rule.source
    if found.ok is False:
        found = replace(found, ok=None, because=f"{found.because}。破格申报，由评审委员会答辩后判断")
    words = "破格申报须经专门推荐" + ("，参加面试答辩" if asked.rule.defends else "")
    return [found, Finding("mode.defence", None, words, source)], asked.years


def _transfer(asked: Asked) -> Judged:
    """转系列: a title of another series, the same level first, whole years in the new post."""
    facts, source = asked.facts, asked.rule.source
    found = [_title_of(asked, "原系列的职称，才能转系列")]
    if facts.held is not None:
        is_other = strays(facts, asked.series) if facts.held.series else None
        because = f"现职称属于“{facts.held.series or '没有写明的'}”系列，申报“{asked.series}”系列"
        found.append(Finding("mode.series", is_other, because, source))
    if asked.rule.post_years is not None:
        found.append(_post(asked, asked.rule.post_years))
    return [*found, _by_people(asked, "学历、资历由审核人员按转系列的条件认定")], asked.rule.post_years


def _post(asked: Asked, wanted: int) -> Finding:
    since = asked.facts.claim.since
    if since is None:
        return Finding("mode.post", None, f"转到新岗位满 {wanted} 年，转岗时间由审核人员核对", asked.rule.source)
    have = full_years(since, asked.on)
    because = f"{month_words(since)}转到新岗位，要求满 {wanted} 年，现有 {have} 年"
    return Finding("mode.post", have >= wanted, because, asked.rule.source)


def _re_review(asked: Asked) -> Judged:
    """重新评审: the title that is held, at its own level, after moving here."""
    since = asked.facts.claim.since
    moved = f"{month_words(since)}调入，" if since else ""
    papers = Finding("mode.moved", None, f"{moved}原职称证书和调入证明由审核人员核对", asked.rule.source)
    people = _by_people(asked, "学历、资历由审核人员按取得原职称的条件认定")
    return [_title_of(asked, "原职称，才能重新评审"), papers, people], None


def _title_of(asked: Asked, wanted: str) -> Finding:
    held = asked.facts.held
    if held is None:
        return Finding("mode.title", False, f"没有选现职称；在“现职称”里选择{wanted}", asked.rule.source)
    is_same = held.level == asked.level
    because = f"现职称是{Level(held.level).label}，申报{Level(asked.level).label}"
    if asked.rule.same_level:
        because += "，与现职称同级" if is_same else "；要求与现职称同级"
    return Finding("mode.title", is_same or not asked.rule.same_level, because, asked.rule.source)


def _by_people(asked: Asked, words: str) -> Finding:
    return Finding("education", None, words, asked.rule.source)


def _crossover(asked: Asked) -> Judged:
    """贯通: 职业技能等级 opens a level after some years; a higher one opens it as well, and one way suffices."""
    claim, rules = asked.facts.claim, [one for one in asked.crossovers if one.target == asked.level]
    if not rules:
        words = f"{Level(asked.level).label}没有贯通申报的对应规定，由审核人员认定"
        return [Finding("mode.skill", None, words, asked.rule.source)], None
    fitting = [one for one in rules if claim.skill and claim.skill <= one.skill]  # 1 is the highest
    if not fitting:
        have = Skill(claim.skill).label if claim.skill else "没有填职业技能等级"
        because = f"{have}；贯通申报{Level(asked.level).label}要求其中一项：{'；'.join(map(crossover_words, rules))}"
        return [Finding("mode.skill", False, because, rules[0].source)], None
    years = full_years(claim.skill_on, asked.until) if claim.skill_on else None
    rule = max(fitting, key=lambda one: (BETTER[_is_long_enough(one, years)], -(one.years or 0)))
    because = f"{Skill(claim.skill).label}；{crossover_words(rule)}"
    if claim.skill_on:
        because = f"{day_words(claim.skill_on)}取得{because}，现有 {years} 年"
    return [Finding("mode.skill", _is_long_enough(rule, years), because, rule.source)], rule.years


def _is_long_enough(rule: CrossoverRule, years: int | None) -> bool | None:
    return None if years is None or rule.years is None else years >= rule.years


def crossover_words(rule: CrossoverRule) -> str:
    """This function will say what a rule of 贯通 asks and what for."""
    after = f"满 {rule.years} 年" if rule.years is not None else "（年限由审核人员认定）"
    return f"取得{Skill(rule.skill).label}{after}，申报{Level(rule.target).label}"


def rank(level: str) -> int:
    """This function will return the place of a level, the lowest first."""
    return Level.values.index(level)


JUDGES: dict[Mode, Callable[[Asked], Judged]] = {
    Mode.EXCEPTIONAL: _exceptional,
    Mode.TRANSFER: _transfer,
    Mode.RE_REVIEW: _re_review,
    Mode.CROSSOVER: _crossover,
}
