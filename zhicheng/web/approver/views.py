"""工作台 of units, competent units and HRSS."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhicheng.core import clock
from zhicheng.organizations.models import Role
from zhicheng.web.approver.gates import ROLES, approver
from zhicheng.web.desks import POSTED, RETURNED, WAITING, Place, rows_of, show, stages_of
from zhicheng.web.gates import MemberRequest

PLACE = Place(
    app="approver",
    roles=ROLES,
    menu=(("工作台", "home"), ("待审核", "cases"), ("公示", "notices"), ("单位申请", "unit_requests")),
    reserved={"unit_requests": Role.HRSS},
)
NEAREST = 5
COUNTED = 1000  # shown as 999+


@dataclass(frozen=True)
class Desk:
    """One organization and role of the officer, with what waits there."""

    organization: str
    role: str
    href: str
    waiting: int


@require_safe
@approver
def home(request: MemberRequest) -> HttpResponse:
    """What waits, what is due next, what ends soon."""
    at = clock.now()
    today = timezone.localdate(at)
    waiting, posted, returned = (stages_of(request, tab) for tab in (WAITING, POSTED, RETURNED))
    cases, count = PLACE.at("cases"), waiting.order_by()[:COUNTED].count()
    context = {
        "cases": cases,
        "numbers": [
            ("待我审核", count),
            ("今天到期或超期", waiting.filter(due_on__lte=today).order_by()[:COUNTED].count()),
            ("公示中", posted.order_by()[:COUNTED].count()),
            ("已退回待补正", returned.order_by()[:COUNTED].count()),
        ],
        "desks": _desks(request, cases),
        "due": rows_of(list(waiting[:NEAREST]), PLACE, tab=WAITING, at=at),
        "ending": rows_of(list(posted[:NEAREST]), PLACE, tab=POSTED, at=at),
    }
    return show(request, PLACE, "approver/home.html", context, waiting=count)


def _desks(request: MemberRequest, cases: str) -> list[Desk]:
    """Each organization and role with what waits there; one statement, none when there is but one."""
    if len(request.memberships) < 2:
        return []
    each = {str(m.pk): Count("pk", filter=Q(organization=m.organization_id, role=m.role)) for m in request.memberships}
    counts = stages_of(request, WAITING).order_by().aggregate(**{f"desk{pk}": count for pk, count in each.items()})
    return [
        Desk(m.organization.name, m.get_role_display(), f"{cases}?desk={m.pk}", counts[f"desk{m.pk}"])
        for m in request.memberships
    ]
