"""评审结果: what the meetings decided. The office may know it before 办结, the applicant and units may not."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from zhicheng.applications.models import Outcome, StageRecord
from zhicheng.core.paging import paginate
from zhicheng.review.models import Item
from zhicheng.web.desks import show
from zhicheng.web.gates import MemberRequest
from zhicheng.web.office.board import totals_of
from zhicheng.web.office.gates import officer
from zhicheng.web.office.place import PLACE

SIZE = 20


@dataclass(frozen=True, kw_only=True)
class Result:
    """A decided case."""

    name: str
    number: str
    href: str
    title: str
    meeting: str
    meeting_href: str
    totals: str
    word: str
    colour: str
    stands: str


@require_safe
@officer
def results(request: MemberRequest) -> HttpResponse:
    """Every case that a meeting of the officer's committees decided, the latest first."""
    offices = [membership.organization_id for membership in request.memberships]
    closed = Item.objects.filter(phase=Item.Phase.CLOSED, meeting__call__committee__office__in=offices).select_related(
        "meeting", "application__applicant", "application__title"
    )
    found = paginate(closed, order=("-closed_at", "-id"), cursor=request.GET.get("cursor"), size=SIZE)
    current = StageRecord.objects.filter(
        application__in=[item.application_id for item in found.items],
        outcome=Outcome.PENDING,
        arrived_at__isnull=False,
    )
    waiting = dict(current.values_list("application", "waiting"))
    cases, meetings = PLACE.at("cases"), PLACE.at("meetings")
    rows = [_row(item, waiting.get(item.application_id, ""), cases, meetings) for item in found.items]
    return show(request, PLACE, "office/results.html", {"rows": rows, "found": found})


def _row(item: Item, waiting: str, cases: str, meetings: str) -> Result:
    case = item.application
    return Result(
        name=case.applicant.name,
        number=case.number,
        href=f"{cases}{case.number}/",
        title=case.title.name if case.title else "",
        meeting=item.meeting.number,
        meeting_href=f"{meetings}{item.meeting.number}/",
        totals=totals_of(item),
        word=case.get_outcome_display(),
        colour="green" if case.outcome == Outcome.PASSED else "red",
        stands=waiting or str(case.get_status_display()),
    )
