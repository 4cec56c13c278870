"""我的会议, sign-in, recusal, the rules of conduct."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhicheng.core import clock
from zhicheng.review import operations
from zhicheng.review.models import Meeting
from zhicheng.review.queries import agenda_for, label_of, progress
from zhicheng.web.expert import booth
from zhicheng.web.expert.forms import RecusalForm
from zhicheng.web.expert.gates import my_item, my_seat
from zhicheng.web.gates import SignedInRequest, expert_only
from zhicheng.web.page import go, page


@require_GET
@expert_only
def meetings(request: SignedInRequest) -> HttpResponse:
    """The meetings the expert sits in, the latest first."""
    found = [
        (agenda, booth.votes_of(agenda), booth.MEETING_COLOURS[agenda.phase])
        for agenda in agenda_for(request.user.expert)
    ]
    return page(request, "expert/meetings.html", {"meetings": found})


@require_GET
@expert_only
def meeting(request: SignedInRequest, number: str) -> HttpResponse:
    """One meeting: who is there, the cases, and for the chair the course of it."""
    seat = my_seat(request, number)
    agenda = booth.agenda_in(agenda_for(seat.expert), number)
    state = progress(seat.meeting)
    leads = seat.is_chair and seat.signed_in_at is not None
    is_open = agenda.phase == Meeting.Phase.OPEN
    context = {
        "agenda": agenda,
        "progress": state,
        "colour": booth.MEETING_COLOURS[agenda.phase],
        "votes": booth.votes_of(agenda),
        "rows": booth.rows_of(agenda, state, is_running=leads and is_open),
        "must_sign_in": booth.must_sign_in(seat),
        "can_open_meeting": leads and agenda.phase == Meeting.Phase.PLANNED and bool(agenda.items),
        "polls": agenda.phase != Meeting.Phase.CLOSED,
    }
    return page(request, "expert/meeting.html", context, fragments=("course",))


@require_POST
@expert_only
def sign_in(request: SignedInRequest, number: str) -> HttpResponse:
    seat = my_seat(request, number)
    try:
        operations.sign_in(seat=seat, actor=request.user, at=clock.now())
    except operations.Refused as refusal:
        return refused(request, refusal, number)
    messages.success(request, "已签到")
    return go(request, reverse("expert:meeting", args=[number]))


@require_POST
@expert_only
def open_meeting(request: SignedInRequest, number: str) -> HttpResponse:
    seat = my_seat(request, number)
    try:
        operations.open_meeting(meeting=seat.meeting, actor=request.user, at=clock.now())
    except operations.Refused as refusal:
        return refused(request, refusal, number)
    messages.success(request, "会议已开始")
    return go(request, reverse("expert:meeting", args=[number]))


@require_GET
@expert_only
def recusals(request: SignedInRequest) -> HttpResponse:
    """Every case of meetings that are not over: those the expert can still leave, those he has left."""
    rows = [
        (agenda, entry)
        for agenda in agenda_for(request.user.expert)
        if agenda.phase != Meeting.Phase.CLOSED
        for entry in booth.entries_of(agenda)
    ]
    return page(request, "expert/recusals.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@expert_only
def recuse(request: SignedInRequest, number: str, order: int) -> HttpResponse:
    """Leaves one case, with the reason; its sheet is closed to the expert from then on."""
    seat, item = my_item(request, number, order)
    form = RecusalForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"form": form, "label": label_of(item), "number": number, "order": order}
        return page(request, "expert/recuse.html", context, status=422 if form.is_bound else 200)
    try:
        operations.recuse(
            item=item, expert=seat.expert, reason=form.cleaned_data["reason"], actor=request.user, at=clock.now()
        )
    except operations.Refused as refusal:
        return refused(request, refusal, number)
    messages.success(request, f"已回避{label_of(item)}，不再查看这份材料，也不参加这一项表决")
    return go(request, reverse("expert:meeting", args=[number]))


@require_GET
@expert_only
def discipline(request: SignedInRequest) -> HttpResponse:
    """The rules of conduct and the undertaking, to be read."""
    return page(request, "expert/discipline.html")


def refused(request: SignedInRequest, refusal: operations.Refused, number: str) -> HttpResponse:
    """This function will say why a verb was refused (409), with the way back to the meeting."""
    return page(request, "expert/refused.html", {"text": str(refusal), "number": number}, status=409)
