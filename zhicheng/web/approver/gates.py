"""Who sits at the desks of units, competent units and HRSS. The case loaders are those of all desks."""

from django.http import Http404

from zhicheng.organizations.models import Role, UnitRequest
from zhicheng.web.desks import desk_notice, desk_stage
from zhicheng.web.gates import MemberRequest, member_of

__all__ = ["ROLES", "approver", "bureaus", "desk_notice", "desk_stage", "desk_unit_request"]

ROLES = (Role.UNIT, Role.COMPETENT, Role.HRSS)
approver = member_of(*ROLES)


def bureaus(request: MemberRequest) -> list[int]:
    """This function will return the 人社部门 (ids) for which the officer acts, or raise Http404 when there is none."""
    found = [m.organization_id for m in request.memberships if m.role == Role.HRSS]
    if not found:
        raise Http404
    return found


def desk_unit_request(request: MemberRequest, pk: int) -> UnitRequest:
    """This function will return a request that reached one of the officer's bureaus, not his own, or raise Http404."""
    found = (
        UnitRequest.objects.filter(bureau__in=bureaus(request), pk=min(pk, 2**63 - 1))
        .exclude(requester=request.user)
        .select_related("requester", "region", "bureau", "unit", "answered_by")
        .first()
    )
    if found is None:
        raise Http404
    return found
