"""获现资格之前 and 获现资格以来: from when to when material counts in this case."""

from __future__ import annotations

from datetime import date

from zhicheng.applications.models import Application
from zhicheng.applications.steps import answer
from zhicheng.eligibility.queries import facts_of, window
from zhicheng.eligibility.windows import Window, Windows


def _windows(application: Application) -> Windows:
    ticked = answer(application, "current_title").ticked
    facts = facts_of(application.applicant, refs={"heldtitle": ticked})
    return window(facts=facts, year=application.year, on=date(application.year, 12, 31))


def before(application: Application) -> Window | None:
    """This function will return the time before the current title counts (提示4), or None without a title."""
    return _windows(application).before


def since(application: Application) -> Window:
    """This function will return the time since the current title, or since the start of work (提示5)."""
    return _windows(application).since


def has_title(application: Application) -> bool:
    """This function will tell whether the person holds a title in this case."""
    return bool(answer(application, "current_title").ticked)
