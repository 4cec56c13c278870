"""A person goes to another 人事管理单位, and his cases with him, as far as nobody has them in hand."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from zhicheng.applications.models import OPEN, Application, Outcome, Status
from zhicheng.applications.operations.assisting import end_assistances_of
from zhicheng.applications.operations.common import WHOLE
from zhicheng.applications.registry import kind_of
from zhicheng.audit import operations as audit
from zhicheng.calls.queries import windows_open
from zhicheng.organizations import operations as organizations
from zhicheng.organizations.models import Organization

HELD = (Status.DRAFT, Status.WITHDRAWN)  # by the applicant: their way begins anew at the unit


@transaction.atomic
def change_unit(*, application: Application, unit: Organization, at: datetime) -> list[Application]:
    """This function will make `unit` the applicant's 人事管理单位 from the day of `at`, and return what follows him.

    `application` is the decided case of the change; its person's open cases are locked (`lock_stage`). Drafts and
    withdrawn cases follow, and nobody of the old unit assists him any more. What is under review stays with the old
    unit, which finishes it, unless that unit is active no more: then its open stops go to the new one.
    It raises organizations.operations.NotAUnit or AlreadyAffiliated.
    """
    person, old = application.applicant, application.employer
    organizations.transfer(person=person, unit=unit, on=timezone.localdate(at), by=application.number, actor=None)
    end_assistances_of(person=person, at=at)
    is_left = old is not None and not old.is_active
    others = Application.objects.filter(applicant=person, status__in=OPEN).exclude(pk=application.pk)
    moved = [case for case in others.select_related(*WHOLE).order_by("pk") if case.status in HELD or is_left]
    for case in moved:
        _move(case, unit, at=at)
        audit.record(actor=None, verb="application.change_unit", subject=case, unit=unit.pk, by=application.number)
    return moved


def _move(case: Application, unit: Organization, *, at: datetime) -> None:
    case.employer, kind = unit, kind_of(case)
    if case.status in HELD and not kind.by_call:
        case.window = windows_open(kind=case.kind, at=at, region=unit.region).filter(year=case.year).first()
    case.save(update_fields=["employer", "window"])
    for stop in case.stages.filter(outcome=Outcome.PENDING):
        stop.organization = kind.stage(stop.key).at(case) or stop.organization
        stop.save(update_fields=["organization"])
