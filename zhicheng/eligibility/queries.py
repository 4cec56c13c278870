"""May this person apply for this title? Facts from the life record, rules from the tables, findings out."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any, TypeVar

from django.core.cache import cache
from django.db.models import QuerySet

from zhicheng.accounts.models import User
from zhicheng.core.together import Together, together
from zhicheng.dossier.models import (
    Achievement,
    Appraisal,
    Book,
    Education,
    HeldTitle,
    Paper,
    Profile,
    Record,
    TechnicalReport,
    Training,
    WorkExperience,
)
from zhicheng.dossier.queries import highest
from zhicheng.eligibility import checks, gaps, modes, recognition
from zhicheng.eligibility.checks import Finding
from zhicheng.eligibility.facts import Claim, Facts, Grade, Held, Hours, Job, Schooling
from zhicheng.eligibility.models import (
    CrossoverRule,
    ModeRule,
    PeriodRule,
    RecognitionRule,
    SeniorityRule,
    TrainingRule,
)
from zhicheng.eligibility.windows import Window, Windows, fits, windows_by
from zhicheng.reference.models import Mode, Series
from zhicheng.reference.queries import MINUTE, valid_on

__all__ = [
    "Claim",
    "Facts",
    "Finding",
    "Window",
    "Windows",
    "crossover_rules",
    "facts_from",
    "facts_of",
    "findings",
    "hints",
    "hours_asked",
    "mode_rules",
    "recognition_findings",
    "window",
]

R = TypeVar("R", bound=Record)

OUTPUTS = (Paper, Book, TechnicalReport)
ASKED: tuple[type[Record], ...] = (
    *(Education, WorkExperience, HeldTitle, Training, Achievement, Appraisal),
    *OUTPUTS,
)


def facts_from(*, profile: Profile | None, records: Iterable[Record]) -> Facts:
    """This function will cut the rows down to what the rules look at; the highest title counts as the current."""
    rows = list(records)
    title = highest(_only(rows, HeldTitle))
    return Facts(
        born_on=profile.born_on if profile else None,
        work_started_on=profile.work_started_on if profile else None,
        educations=tuple(
            Schooling(row.level, row.degree, row.ended_on, row.study_mode, row.started_on)
            for row in _only(rows, Education)
        ),
        jobs=tuple(Job(row.started_on, row.ended_on) for row in _only(rows, WorkExperience)),
        held=_held(title) if title else None,
        trainings=tuple(Hours(row.year, row.category, row.hours) for row in _only(rows, Training)),
        appraisals=tuple(Grade(row.year, row.grade) for row in _only(rows, Appraisal)),
        achievements=tuple(row.ended_on for row in _only(rows, Achievement)),
        outputs=tuple(row.dated_on for row in rows if isinstance(row, OUTPUTS) and row.dated_on),
    )


def _held(title: HeldTitle) -> Held:
    return Held(title.level, title.obtained_on, title.obtained_by, title.review_year, title.series)


def _only(rows: Iterable[Record], model: type[R]) -> list[R]:
    return [row for row in rows if isinstance(row, model)]


def facts_of(owner: User) -> Facts:
    """This function will return the facts of all rows of the person, in one statement."""
    rows: list[QuerySet[Any]] = [model.objects.of(owner.pk) for model in ASKED]
    profiles, *found = together(Profile.objects.filter(owner=owner), *rows).rows()
    return facts_from(profile=next(iter(profiles), None), records=chain(*found))


def period_rules(*, year: int) -> list[PeriodRule]:
    """This function will return by which rules time counts, those in force at the end of the review year."""
    return list(PeriodRule.objects.filter(valid_on(date(year, 12, 31))).order_by("pk"))


def window(*, facts: Facts, year: int, on: date, rules: list[PeriodRule] | None = None) -> Windows:
    """This function will return from when to when seniority and material count for review year `year`.

    One statement, none with the `rules` of `period_rules` (2-domain §4.3).
    """
    return _window(period_rules(year=year) if rules is None else rules, facts=facts, year=year, on=on)


def _window(rules: Iterable[PeriodRule], *, facts: Facts, year: int, on: date) -> Windows:
    """By the newest rule that fits; what is said of one 申报方式 goes before what is said of all."""
    newest_first = sorted(rules, key=lambda rule: (rule.mode, rule.valid_from), reverse=True)
    rule = next((rule for rule in newest_first if fits(rule, facts.held, facts.claim.mode)), None)
    return windows_by(rule, facts=facts, year=year, on=on)


@lru_cache(maxsize=256)
def _rules(model: type[SeniorityRule | RecognitionRule], year: int, **about: str) -> Together:
    """The statement, not its rows: the rules of periods, of `model` and of hours."""
    in_force = valid_on(date(year, 12, 31))
    return together(
        PeriodRule.objects.filter(in_force),
        model._default_manager.filter(in_force, **about),
        TrainingRule.objects.filter(in_force),
    )


def findings(*, facts: Facts, series: Series, level: str, year: int, on: date) -> list[Finding]:
    """This function will say for each condition whether the person meets it on the day `on`, and why.

    Rules are those in force at the end of the review year, in one statement; one more for who does not apply in the
    normal way or in the series of his title, and another for 贯通. Nothing is refused here, and a person decides.
    """
    periods, paths, hours = _rules(SeniorityRule, year, series=series.pk, target=level).rows()
    spans = _window(periods, facts=facts, year=year, on=on)
    education, asked = checks.seniority(paths, facts=facts, windows=spans)
    found, asked = _by_mode(education, asked, facts=facts, series=series, level=level, year=year, on=on, spans=spans)
    return [
        *found,
        *gaps.work(facts=facts, until=min(on, spans.since.ends_on or on)),
        checks.appraisals(asked, facts=facts, windows=spans),
        *gaps.appraisals(facts=facts, windows=spans),
        *checks.training(hours, facts=facts, years=spans.training_years),
        *checks.material(facts=facts, windows=spans),
        checks.in_service(facts=facts, on=on),
    ]


def _by_mode(
    education: Finding,
    years: int | None,
    *,
    facts: Facts,
    series: Series,
    level: str,
    year: int,
    on: date,
    spans: Windows,
) -> tuple[list[Finding], int | None]:
    """What stands in place of 学历 and 资历, by the way of applying."""
    mode = facts.claim.mode
    if mode == Mode.NORMAL and not modes.strays(facts, series.name):
        return [education], years
    rules = mode_rules(year=year)
    if mode == Mode.NORMAL:
        rule = rules.get(Mode.TRANSFER)
        more = [modes.first_transfer(rule, facts=facts, series=series.name, level=level)] if rule else []
        return [education, *more], years
    if mode not in rules:
        return [education], years
    crossovers = crossover_rules(year=year) if mode == Mode.CROSSOVER else []
    return modes.judged(
        modes.Asked(
            rule=rules[mode],
            crossovers=crossovers,
            education=education,
            years=years,
            facts=facts,
            series=series.name,
            level=level,
            on=on,
            until=spans.seniority_until,
        )
    )


def mode_rules(*, year: int) -> dict[str, ModeRule]:
    """This function will return what each 申报方式 is for and asks, those in force at the end of the review year."""
    rules = ModeRule.objects.filter(valid_on(date(year, 12, 31))).order_by("valid_from", "pk")
    return {rule.mode: rule for rule in rules}


def crossover_rules(*, year: int) -> list[CrossoverRule]:
    """This function will return which 职业技能等级 opens which level in the review year (贯通)."""
    return list(CrossoverRule.objects.filter(valid_on(date(year, 12, 31))).order_by("pk"))


def recognition_findings(*, facts: Facts, series: Series, level: str, year: int, on: date) -> list[Finding]:
    """This function will say for each condition of 初次职称考核认定 whether the person meets it on the day `on`.

    Rules are those in force at the end of the review year, in one statement. The conditions are the same in every
    series. Nothing is refused here: a person decides.
    """
    periods, rules, hours = _rules(RecognitionRule, year, target=level).rows()
    spans = _window(periods, facts=facts, year=year, on=on)
    education, asked = recognition.education(rules, level=level, facts=facts, on=on)
    works = sum(map(spans.since.covers, facts.achievements))
    because = f"见习（工作）期间完成的工作与业绩 {works} 项，是否达到条件由审核人员判断"
    return [
        recognition.first_title(facts),
        education,
        *gaps.work(facts=facts, until=min(on, spans.since.ends_on or on)),
        checks.appraisals(asked, facts=facts, windows=spans),
        *gaps.appraisals(facts=facts, windows=spans),
        *checks.training(hours, facts=facts, years=spans.training_years),
        Finding("achievements", None if works else False, because, ""),
        checks.in_service(facts=facts, on=on),
    ]


def hours_asked(year: int) -> dict[str, int]:
    """This function will return the 学时 that each year asks in review year `year`, by the word of the category.

    A statement a minute: what `load_rules` brought is said a minute later.
    """
    return cache.get_or_set(f"hours:{year}", lambda: _hours_asked(year), MINUTE) or {}


def _hours_asked(year: int) -> dict[str, int]:
    rules = TrainingRule.objects.filter(valid_on(date(year, 12, 31))).order_by("pk")
    return {str(Training.Category(rule.category).label): rule.min_hours for rule in rules}


def hints(
    about: type[Record], *, facts: Facts, year: int, on: date, rules: list[PeriodRule] | None = None
) -> list[Finding]:
    """This function will say what a list of the case still lacks: a gap, an overlap, a year, hours (N10).

    Of WorkExperience no statement, of Training one, of Appraisal one or none with the `rules` of `period_rules`; of
    other lists nothing is known.
    """
    if about is WorkExperience:
        return gaps.work(facts=facts, until=min(on, date(year, 12, 31)))
    if about is Appraisal:
        return gaps.appraisals(facts=facts, windows=window(facts=facts, year=year, on=on, rules=rules))
    if about is Training:
        hours = TrainingRule.objects.filter(valid_on(date(year, 12, 31))).order_by("pk")
        return [one for one in checks.training(hours, facts=facts, years=(year,)) if not one.ok]
    return []
