"""What counts when in this case, and what its lists still lack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone

from zhicheng.applications.models import Application
from zhicheng.applications.registry import kind_of
from zhicheng.applications.steps import answer
from zhicheng.dossier.models import Appraisal, Record, Training, WorkExperience
from zhicheng.eligibility.checks import Finding
from zhicheng.eligibility.queries import Facts, facts_of, hints, window
from zhicheng.eligibility.windows import Window, Windows


def _refs(application: Application, **keys: str) -> dict[str, Sequence[int]]:
    return {model: answer(application, key).ticked for model, key in keys.items()}


def _windows(application: Application) -> Windows:
    facts = _facts(application, _refs(application, heldtitle="current_title"))
    return window(facts=facts, year=application.year, on=date(application.year, 12, 31))


def _facts(application: Application, refs: Mapping[str, Sequence[int]]) -> Facts:
    return replace(facts_of(application.applicant, refs=refs), claim=kind_of(application).claims(application))


def before(application: Application) -> Window | None:
    """This function will return the time before the current title counts (提示4), or None without a title."""
    return _windows(application).before


def since(application: Application) -> Window:
    """This function will return the time since the current title, or since the start of work (提示5)."""
    return _windows(application).since


def seniority(application: Application) -> Window:
    """This function will return the time of seniority, whose years are to be appraised (提示6)."""
    found = _windows(application)
    return Window(starts_on=found.seniority_from, ends_on=found.seniority_until, because=found.because)


def has_title(application: Application) -> bool:
    """This function will tell whether the case counts from something the person has obtained: a title or a skill."""
    return bool(answer(application, "current_title").ticked or kind_of(application).claims(application).skill)


def work(application: Application, at: datetime) -> list[Finding]:
    """This function will name gaps and overlaps of the jobs chosen in the case."""
    refs = _refs(application, workexperience="work", education="education")
    return _hints(application, WorkExperience, refs, at)


def appraisals(application: Application, at: datetime) -> list[Finding]:
    """This function will name the years of seniority without an appraisal chosen in the case."""
    refs = _refs(application, appraisal="appraisal", heldtitle="current_title")
    return _hints(application, Appraisal, refs, at)


def training(application: Application, at: datetime) -> list[Finding]:
    """This function will say which hours of 继续教育 the case still lacks, by category."""
    return _hints(application, Training, _refs(application, training="training"), at)


def _hints(
    application: Application, about: type[Record], refs: Mapping[str, Sequence[int]], at: datetime
) -> list[Finding]:
    facts = _facts(application, refs)
    return hints(about, facts=facts, year=application.year, on=timezone.localdate(at))
