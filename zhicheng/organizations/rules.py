"""Who may act for whom."""

from zhicheng.accounts.models import User
from zhicheng.organizations.models import Membership, Organization, Role, UnitRequest
from zhicheng.reference.queries import region_line


def is_member(user: User, organization: Organization, role: str) -> bool:
    """This function will tell whether the user acts for the organization in the role (`Role`)."""
    return Membership.objects.filter(
        user=user, user__is_active=True, organization=organization, organization__is_active=True, role=role
    ).exists()


def acts_in(user: User, region_code: str, role: str) -> bool:
    """This function will tell whether the user acts for an organization of exactly this region in the role."""
    return Membership.objects.filter(
        user=user, user__is_active=True, organization__region=region_code, organization__is_active=True, role=role
    ).exists()


def can_be_chosen(unit: Organization) -> bool:
    """This function will tell whether the organization can be somebody's 人事管理单位."""
    return unit.is_active and unit.is_unit


def is_within(region_code: str, of: str) -> bool:
    """This function will tell whether a region is `of` itself or lies in it (GB/T 2260 codes)."""
    return of in region_line(region_code)


def can_answer(user: User, request: UnitRequest) -> bool:
    """This function will tell whether the user may answer: an officer of its bureau, never the one who asked."""
    return request.requester_id != user.pk and is_member(user, request.bureau, Role.HRSS)
