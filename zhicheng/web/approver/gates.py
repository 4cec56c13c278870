"""Who sits at the desks of units, competent units and HRSS. The case loaders are those of all desks."""

from zhicheng.organizations.models import Role
from zhicheng.web.desks import desk_notice, desk_stage
from zhicheng.web.gates import member_of

__all__ = ["ROLES", "approver", "desk_notice", "desk_stage"]

ROLES = (Role.UNIT, Role.COMPETENT, Role.HRSS)
approver = member_of(*ROLES)
