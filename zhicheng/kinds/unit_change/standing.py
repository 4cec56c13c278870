"""What stands in the way of a change, and what follows it: the person's other cases."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, Status
from zhicheng.kinds.unit_change import guide
from zhicheng.organizations.models import Organization
from zhicheng.organizations.queries import open_affiliation


def refuses(person: User, year: int, at: datetime) -> str:
    """This function will refuse while a case of the person is under review, unless his unit is active no more."""
    affiliation = open_affiliation(person)
    return obstacle(person, affiliation.unit if affiliation else None)


def obstacle(person: User, unit: Organization | None) -> str:
    """This function will name the case that must be settled before the person leaves `unit`, or return ""."""
    if unit is None or not unit.is_active:
        return ""
    case = _others(person).filter(status__in=(Status.IN_PROGRESS, Status.RETURNED)).order_by("pk").first()
    return guide.blocked(case) if case else ""


def followers(person: User) -> list[Application]:
    """This function will return the cases that go to the new unit with the person: those he holds himself."""
    return list(_others(person).filter(status__in=(Status.DRAFT, Status.WITHDRAWN)).order_by("-pk"))


def _others(person: User) -> QuerySet[Application]:
    return Application.objects.filter(applicant=person).exclude(kind="unit_change")
