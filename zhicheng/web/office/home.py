"""工作台 of the committee's office."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from zhicheng.applications.models import Gate, Objection, Outcome, StageRecord
from zhicheng.core import clock
from zhicheng.core.paging import capped_counts
from zhicheng.review.models import Meeting
from zhicheng.web.desks import POSTED, WAITING, lines, lists_of, rows_of, show
from zhicheng.web.gates import MemberRequest
from zhicheng.web.office.board import MEETING_COLOURS
from zhicheng.web.office.gates import my_meetings, officer
from zhicheng.web.office.place import PLACE

NEAREST = 5


@require_safe
@officer
def home(request: MemberRequest) -> HttpResponse:
    """What waits, the next meetings, what ends soon."""
    at = clock.now()
    offices = [membership.organization_id for membership in request.memberships]
    waiting, posted = lists_of(request, WAITING, POSTED).values()
    for_meeting = StageRecord.objects.filter(
        organization__in=offices,
        gate=Gate.REVIEW,
        outcome=Outcome.PENDING,
        arrived_at__isnull=False,
        application__item=None,
    )
    objections = Objection.objects.filter(resolved_at=None, notice__stage__organization__in=offices)
    coming = my_meetings(request).exclude(phase=Meeting.Phase.CLOSED).order_by("held_on", "pk")[:NEAREST]
    counts = capped_counts(waiting, for_meeting, posted, objections)
    context = {
        "numbers": list(zip(("待受理", "待安排会议", "评后公示中", "待核查异议"), counts, strict=True)),
        "due": rows_of(request, lines(waiting, WAITING)[:NEAREST], PLACE, tab=WAITING, at=at),
        "ending": rows_of(request, lines(posted, POSTED)[:NEAREST], PLACE, tab=POSTED, at=at),
        "coming": [(one, PLACE.at("meeting", one.number), MEETING_COLOURS[Meeting.Phase(one.phase)]) for one in coming],
    }
    return show(request, PLACE, "office/home.html", context, waiting=counts[0])
