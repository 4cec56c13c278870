"""Who may act for whom."""

from zhicheng.accounts.models import User
from zhicheng.organizations.models import Membership, Organization


def is_member(user: User, organization: Organization, role: str) -> bool:
    """This function will tell whether the user acts for the organization in the role (`Role`)."""
    return Membership.objects.filter(
        user=user, user__is_active=True, organization=organization, organization__is_active=True, role=role
    ).exists()


def can_be_chosen(unit: Organization) -> bool:
    """This function will tell whether the organization can be somebody's 人事管理单位."""
    return unit.is_active and unit.is_unit
