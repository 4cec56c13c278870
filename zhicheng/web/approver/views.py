"""工作台 of units, competent units and HRSS."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhicheng.core import clock
from zhicheng.core.paging import capped_counts
from zhicheng.organizations.models import Role
from zhicheng.web.approver.gates import ROLES, approver
from zhicheng.web.desks import POSTED, RETURNED, WAITING, Place, lines, lists_of, rows_of, show
from zhicheng.web.gates import MemberRequest

PLACE = Place(
    app="approver",
    roles=ROLES,
    menu=(
        ("工作台", "home"),
        ("待审核", "cases"),
        ("公示", "notices"),
        ("协助填报", "assistances"),
        ("单位申请", "unit_requests"),
        ("受理时间", "windows"),
        ("消息", "messages"),
    ),
    reserved={"assistances": Role.UNIT, "unit_requests": Role.HRSS, "windows": Role.HRSS},
)
NEAREST = 5


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
    waiting, posted, returned = lists_of(request, WAITING, POSTED, RETURNED).values()
    cases, several = PLACE.at("cases"), request.memberships if len(request.memberships) > 1 else []
    counts = capped_counts(
        waiting,
        waiting.filter(due_on__lte=today),
        posted,
        returned,
        *(waiting.filter(organization=one.organization_id, role=one.role) for one in several),
    )
    titles = ("待我审核", "今天到期或超期", "公示中", "已退回待补正")
    context = {
        "cases": cases,
        "numbers": list(zip(titles, counts, strict=False)),
        "desks": [
            Desk(one.organization.name, one.get_role_display(), f"{cases}?desk={one.pk}", count)
            for one, count in zip(several, counts[len(titles) :], strict=True)
        ],
        "due": rows_of(request, lines(waiting, WAITING)[:NEAREST], PLACE, tab=WAITING, at=at),
        "ending": rows_of(request, lines(posted, POSTED)[:NEAREST], PLACE, tab=POSTED, at=at),
    }
    return show(request, PLACE, "approver/home.html", context, waiting=counts[0])
