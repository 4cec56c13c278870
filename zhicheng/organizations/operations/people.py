"""Verbs on units and their people."""

from datetime import date

from django.db import transaction

from zhicheng.accounts.models import User
from zhicheng.audit import operations as audit
from zhicheng.organizations.models import Affiliation, Organization
from zhicheng.organizations.queries import open_affiliation
from zhicheng.organizations.rules import can_be_chosen


class AlreadyAffiliated(Exception):
    """The person has a 人事管理单位; another one is asked for by 人事管理单位变更申请."""


class NotAUnit(Exception):
    """The organization is not an active 人事管理单位."""


@transaction.atomic
def affiliate(*, person: User, unit: Organization, on: date, actor: User | None) -> Affiliation:
    """This function will make the unit the person's 人事管理单位 from the day on, once.

    The 主管单位 follows from `unit.parent`. It raises NotAUnit or AlreadyAffiliated.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    unit = Organization.objects.get(pk=unit.pk)
    if not can_be_chosen(unit):
        raise NotAUnit
    if open_affiliation(person) is not None:
        raise AlreadyAffiliated
    affiliation = Affiliation.objects.create(person=person, unit=unit, started_on=on)
    audit.record(actor=actor, verb="organizations.affiliate", subject=person, unit=unit.pk)
    return affiliation
