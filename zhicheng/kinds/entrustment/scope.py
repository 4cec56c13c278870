"""Whether Guangdong has a committee for what a case asks for."""

from __future__ import annotations

from zhicheng.applications.models import Application
from zhicheng.calls.models import Committee
from zhicheng.reference.models import Specialty


def own_committee(*, year: int, specialty: Specialty, level: str) -> Committee | None:
    """This function will return a committee of Guangdong that calls for this in the year, or None."""
    committees = Committee.objects.filter(calls__year=year, scopes__specialty=specialty, scopes__level=level)
    return committees.order_by("pk").first()


def stands_in_the_way(application: Application) -> Committee | None:
    """This function will return the committee that makes an entrustment impossible, or None."""
    if application.specialty is None:
        return None
    return own_committee(year=application.year, specialty=application.specialty, level=application.level)
