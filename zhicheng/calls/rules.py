"""What a call takes, and when."""

from datetime import datetime

from zhicheng.accounts.models import User
from zhicheng.calls.models import Call, Committee
from zhicheng.organizations.models import Role
from zhicheng.organizations.rules import is_member
from zhicheng.reference.models import Specialty


def is_open(call: Call, at: datetime) -> bool:
    """This function will tell whether one may submit to the call at the moment."""
    return call.opens_at <= at < call.submit_until


def accepts(call: Call, specialty: Specialty, level: str) -> bool:
    """This function will tell whether the call's committee reviews the specialty at the level."""
    return call.committee.scopes.filter(specialty=specialty, level=level).exists()


def can_open_call(user: User, committee: Committee) -> bool:
    """This function will tell whether the user works for the committee's office."""
    return is_member(user, committee.office, Role.OFFICE)
