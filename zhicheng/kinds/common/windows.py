"""What counts when in this case, and what its lists still lack."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from zhicheng.applications.forms import Read
from zhicheng.applications.models import Application
from zhicheng.applications.registry import kind_of
from zhicheng.applications.steps import answer
from zhicheng.dossier.models import Appraisal, Record, Training, WorkExperience
from zhicheng.eligibility.checks import Finding
from zhicheng.eligibility.queries import hints, window
from zhicheng.eligibility.windows import Window, Windows


def _windows(read: Read) -> Windows:
    year = read.application.year
    return window(facts=read.facts, year=year, on=date(year, 12, 31), rules=read.periods)


def before(read: Read) -> Window | None:
    """This function will return the time before the current title counts (提示4), or None without a title."""
    return _windows(read).before


def since(read: Read) -> Window:
    """This function will return the time since the current title, or since the start of work (提示5)."""
    return _windows(read).since


def seniority(read: Read) -> Window:
    """This function will return the time of seniority, whose years are to be appraised (提示6)."""
    found = _windows(read)
    return Window(starts_on=found.seniority_from, ends_on=found.seniority_until, because=found.because)


def has_title(application: Application) -> bool:
    """This function will tell whether the case counts from something the person has obtained: a title or a skill."""
    return bool(answer(application, "current_title").ticked or kind_of(application).claims(application).skill)


def work(read: Read) -> list[Finding]:
    """This function will name gaps and overlaps of the jobs chosen in the case."""
    return _hints(read, WorkExperience)


def appraisals(read: Read) -> list[Finding]:
    """This function will name the years of seniority without an appraisal chosen in the case."""
    return _hints(read, Appraisal)


def training(read: Read) -> list[Finding]:
    """This function will say which hours of 继续教育 the case still lacks, by category."""
    return _hints(read, Training)


def _hints(read: Read, about: type[Record]) -> list[Finding]:
    on, year = timezone.localdate(read.at), read.application.year
    rules = read.periods if about is Appraisal else None
    return hints(about, facts=read.facts, year=year, on=on, rules=rules)
