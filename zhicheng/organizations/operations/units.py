"""Opening and renaming organizations; the search table is written with them."""

from datetime import date

from django.db import transaction

from zhicheng.accounts.models import User
from zhicheng.audit import operations as audit
from zhicheng.organizations.models import FormerName, Organization
from zhicheng.organizations.operations.index import index
from zhicheng.reference.models import Region

FULL_WIDTH = str.maketrans("()", "（）")  # registered names are written with full-width brackets


class NameTaken(Exception):
    """An organization of this name, or with this 统一社会信用代码, exists; it is `organization`."""

    def __init__(self, organization: Organization) -> None:
        super().__init__(organization.name)
        self.organization = organization


def registered_name(name: str) -> str:
    """This function will return the name as it is registered: no spaces around, full-width brackets."""
    return name.strip().translate(FULL_WIDTH)


@transaction.atomic
def open_organization(
    *,
    name: str,
    nature: str,
    region: Region,
    parent: Organization | None,
    hrss: Organization | None,
    credit_code: str = "",
    is_unit: bool = True,
    actor: User | None,
) -> Organization:
    """This function will make an organization (a 人事管理单位 unless told otherwise); it raises NameTaken."""
    name = registered_name(name)
    _refuse_taken(name, credit_code)
    opened = Organization.objects.create(
        name=name,
        credit_code=credit_code or None,
        nature=nature,
        region=region,
        parent=parent,
        hrss=hrss,
        is_unit=is_unit,
    )
    index(organizations=[opened.pk])
    audit.record(actor=actor, verb="organizations.open", subject=opened, parent=parent.pk if parent else None)
    return opened


@transaction.atomic
def rename_organization(*, organization: Organization, name: str, on: date, actor: User | None) -> Organization:
    """This function will give the organization a new name; the old one is kept as 曾用名. It raises NameTaken."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    name, old = registered_name(name), organization.name
    if name == old:
        return organization
    _refuse_taken(name, "")
    FormerName.objects.create(organization=organization, name=old, until=on)
    organization.name = name
    organization.save(update_fields=["name"])
    index(organizations=[organization.pk])
    audit.record(actor=actor, verb="organizations.rename", subject=organization, old=old, new=name)
    return organization


def _refuse_taken(name: str, credit_code: str) -> None:
    taken = Organization.objects.filter(name=name).first()
    if taken is None and credit_code:
        taken = Organization.objects.filter(credit_code=credit_code).first()
    if taken is not None:
        raise NameTaken(taken)
