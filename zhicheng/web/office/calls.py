"""The office's calls: dates, and how many cases are where. Read only."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from zhicheng.applications.models import Application, Gate, Outcome, StageRecord, Status
from zhicheng.calls.models import Call
from zhicheng.core import clock
from zhicheng.organizations.models import Role
from zhicheng.web.desks import show
from zhicheng.web.gates import MemberRequest
from zhicheng.web.office.gates import my_calls, officer
from zhicheng.web.office.place import PLACE

FINISHED = (Status.PASSED, Status.NOT_PASSED)


@dataclass(frozen=True, kw_only=True)
class CallLine:
    """A call with the numbers of its cases."""

    call: Call
    is_open: bool
    extensions: str
    counts: tuple[tuple[str, int], ...]


@require_safe
@officer
def calls(request: MemberRequest) -> HttpResponse:
    """Every call of the officer's committees; three statements."""
    found = list(my_calls(request))
    at = clock.now()
    cases = Application.objects.filter(call__in=found).exclude(status=Status.DRAFT).order_by()
    status = Counter({(call, word): n for call, word, n in cases.values_list("call", "status").annotate(n=Count("pk"))})
    stages = (
        StageRecord.objects.filter(
            application__call__in=found, role=Role.OFFICE, outcome=Outcome.PENDING, arrived_at__isnull=False
        )
        .order_by()
        .values_list("application__call", "gate")
        .annotate(n=Count("pk"))
    )
    here = Counter({(call, gate): n for call, gate, n in stages})
    lines = [
        CallLine(
            call=call,
            is_open=call.opens_at <= at < call.submit_until,
            extensions=PLACE.at("extensions", call.year_id, call.committee_id),
            counts=(
                ("已提交", sum(status[call.pk, word] for word in Status)),
                ("待受理", here[call.pk, Gate.DESK]),
                ("待评审", here[call.pk, Gate.REVIEW]),
                ("已办结", sum(status[call.pk, word] for word in FINISHED)),
            ),
        )
        for call in found
    ]
    return show(request, PLACE, "office/calls.html", {"lines": lines})
