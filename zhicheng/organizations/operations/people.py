"""Verbs on units and their people."""

from datetime import date

from django.db import IntegrityError, transaction

from zhicheng.accounts.models import User
from zhicheng.audit import operations as audit
from zhicheng.organizations.models import Affiliation, Organization
from zhicheng.organizations.rules import can_be_chosen


class AlreadyAffiliated(Exception):
    """The person has a 人事管理单位; another one is asked for by 人事管理单位变更申请."""


class NotAUnit(Exception):
    """The organization is not an active 人事管理单位."""


@transaction.atomic
def affiliate(*, person: User, unit: Organization, on: date, actor: User | None) -> Affiliation:
    """This function will make the unit the person's 人事管理单位 from the day on, once.

    The 主管单位 follows from `unit.parent`. It raises NotAUnit or AlreadyAffiliated. Two at once: the constraint
    decides, and no row of the person is locked (the order of locks stands in `applications.operations.common`).
    """
    unit = Organization.objects.get(pk=unit.pk)
    if not can_be_chosen(unit):
        raise NotAUnit
    try:
        with transaction.atomic():
            affiliation = Affiliation.objects.create(person=person, unit=unit, started_on=on)
    except IntegrityError:
        raise AlreadyAffiliated from None
    audit.record(actor=actor, verb="organizations.affiliate", subject=person, unit=unit.pk)
    return affiliation


@transaction.atomic
def transfer(*, person: User, unit: Organization, on: date, by: str, actor: User | None) -> Affiliation:
    """This function will end the person's affiliation on the day and begin the one with `unit`; the old row is kept.

    `by` is the 申报编号 of the change. It raises NotAUnit, or AlreadyAffiliated with the unit he belongs to already.
    """
    unit = Organization.objects.get(pk=unit.pk)
    if not can_be_chosen(unit):
        raise NotAUnit
    present = Affiliation.objects.select_for_update().filter(person=person, ended_on=None)
    if present.filter(unit=unit).exists():
        raise AlreadyAffiliated
    present.update(ended_on=on)
    affiliation = Affiliation.objects.create(person=person, unit=unit, started_on=on)
    audit.record(actor=actor, verb="organizations.transfer", subject=person, unit=unit.pk, by=by)
    return affiliation
