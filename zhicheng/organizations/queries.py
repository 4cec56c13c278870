"""Finding organizations, and the people who act for them.

人事管理单位 is an organization with `is_unit`; its 主管单位 is `parent`; the bureau that confirms results is `hrss`.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from zhicheng.accounts.models import User
from zhicheng.organizations.models import Affiliation, HelpDesk, Membership, Organization, Role, UnitRequest
from zhicheng.organizations.search import find
from zhicheng.reference.models import Specialty
from zhicheng.reference.queries import region_line, valid_on


@dataclass(frozen=True)
class FoundUnit:
    """A unit that matches, with the 曾用名 it was found by ("" when its present name matches)."""

    unit: Organization
    former_name: str

    @property
    def hint(self) -> str:
        """What tells it from others of like names."""
        words = [f"曾用名：{self.former_name}"] if self.former_name else []
        words += [self.unit.region.name]
        words += [f"主管单位：{self.unit.parent.name}"] if self.unit.parent else []
        return "；".join(words)


def search_units(text: str, *, specialty: Specialty | None = None, limit: int = 50) -> list[FoundUnit]:
    """This function will find active 人事管理单位 as people write them, best match first (matching.Fit).

    By name, 曾用名, 统一社会信用代码 (6 characters or more), pinyin, first letters, abbreviation, and with slips.
    With a specialty, units that serve only other specialties are left out. The number of statements depends on the
    text alone; none for a text that no name can contain.
    """
    found = find(text, among=Organization.objects.units().filter(_serving(specialty)), limit=limit)
    units = Organization.objects.select_related("parent", "region").in_bulk([one.organization for one in found])
    return [FoundUnit(units[one.organization], one.former_name) for one in found]


def nonpublic_windows(*, region_code: str, specialty: Specialty | None = None) -> QuerySet[Organization]:
    """This function will return the 非公申报点 of the region and those above it, nearest first (提示1).

    With a specialty, only those that serve it.
    """
    return (
        Organization.objects.units()
        .filter(_serving(specialty), is_nonpublic_agent=True, region__in=region_line(region_code))
        .select_related("parent", "region")
        .order_by("-region_id", "name")
    )


def help_desk(region_code: str, *, on: date) -> HelpDesk | None:
    """This function will return whom to ask in the region on the day, else in the city, else in the province."""
    # A county's code is greater than its city's, and a city's than its province's (GB/T 2260).
    desks = HelpDesk.objects.filter(valid_on(on), region__in=region_line(region_code))
    return desks.select_related("region").order_by("-region_id", "-valid_from").first()


def bureau_of(region_code: str) -> Organization | None:
    """This function will return the 人社部门 that answers for the region: its own, else the city's or the province's.

    One without an officer cannot answer and is passed over.
    """
    sitting = Membership.objects.filter(role=Role.HRSS, user__is_active=True).values("organization")
    bureaus = Organization.objects.filter(is_active=True, region__in=region_line(region_code), pk__in=sitting)
    return bureaus.order_by("-region_id", "pk").first()


def competent_units(bureau: Organization) -> QuerySet[Organization]:
    """This function will return what can be a 主管单位 in the bureau's region, by name: what is no 人事管理单位."""
    code = bureau.region_id.rstrip("0")
    code += "0" * (len(code) % 2)  # 441800 → 4418, 440000 → 44, 442000 → 4420
    return Organization.objects.filter(is_active=True, is_unit=False, region__code__startswith=code).order_by("name")


def unit_requests(person: User) -> QuerySet[UnitRequest]:
    """This function will return the units the person asked for, newest first."""
    return person.unit_requests.select_related("region", "bureau", "unit__parent").order_by("-pk")


def roles_of(user: User) -> QuerySet[Membership]:
    """This function will return for which active organizations the user acts, and in which role."""
    return (
        Membership.objects.filter(user=user, organization__is_active=True)
        .select_related("organization")
        .order_by("role", "organization__name")
    )


def members(organization: Organization, role: str) -> QuerySet[User]:
    """This function will return the active users who act for the organization in the role: whom to notify."""
    return User.objects.filter(is_active=True, memberships__organization=organization, memberships__role=role).order_by(
        "pk"
    )


def open_affiliation(person: User) -> Affiliation | None:
    """This function will return the person's present 人事管理单位, with its 主管单位 and bureau, or None."""
    return (
        Affiliation.objects.filter(person=person, ended_on=None)
        .select_related("unit__parent", "unit__hrss", "unit__region")
        .first()
    )


def affiliations(person: User) -> QuerySet[Affiliation]:
    """This function will return the units the person belonged to and belongs to, newest first."""
    return Affiliation.objects.filter(person=person).select_related("unit").order_by("-started_on", "-pk")


def _serving(specialty: Specialty | None) -> Q:
    if specialty is None:
        return Q()
    return Q(serves_specialties=None) | Q(serves_specialties=specialty)
