"""Which cases a helper may fill in, and which parts he filled in."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, Assistance, Help
from zhicheng.applications.registry import kind_of
from zhicheng.applications.steps import BOXES, BOXES_TITLE


def covering(application: Application) -> Q:
    """This function will return the filter for assistances that reach a case: for it, or for all of its applicant."""
    return Q(applicant=application.applicant_id) & (Q(application=None) | Q(application=application))


def helped_by(helper: User, *, at: datetime) -> Exists:
    """This function will return the filter for cases whose applicant lets `helper` fill them in now."""
    given = Assistance.objects.in_force(timezone.localdate(at)).filter(helper=helper, applicant=OuterRef("applicant"))
    return Exists(given.filter(Q(application=None) | Q(application=OuterRef("pk"))))


def was_helped_by(helper: User) -> Exists:
    """This function will return the filter for cases that `helper` was let fill in at some time, over or not."""
    given = Assistance.objects.filter(helper=helper, applicant=OuterRef("applicant"), began_at__isnull=False)
    all_of_then = Q(application=None) & (Q(ended_at=None) | Q(ended_at__gte=OuterRef("created_at")))
    return Exists(given.filter(all_of_then | Q(application=OuterRef("pk"))))


def helps_of(application: Application) -> list[tuple[str, str, datetime]]:
    """This function will return who filled in what for the applicant: title of the part, name, when last; by part.

    One statement, and none of a case in which nobody helped.
    """
    if not application.content.is_helped:
        return []
    order = [*(step.key for step in kind_of(application).steps), BOXES]
    rows = Help.objects.filter(application=application, part__in=order).select_related("helper").order_by("pk")
    return [
        (part_title(application, one.part), one.helper.name, one.at)
        for one in sorted(rows, key=lambda one: order.index(one.part))
    ]


def part_title(application: Application, key: str) -> str:
    """This function will return the title of a part of the case, of the red boxes too; "" for one it has not."""
    titles = {step.key: step.title for step in kind_of(application).steps} | {BOXES: BOXES_TITLE}
    return titles.get(key, "")
