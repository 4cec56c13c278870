"""评审会议: the list, a new one, the page of one, opening and closing it."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from zhicheng.calls.models import Call
from zhicheng.core import clock
from zhicheng.core.paging import paginate
from zhicheng.review import operations
from zhicheng.review.models import Item, Meeting
from zhicheng.web.desks import show
from zhicheng.web.gates import MemberRequest
from zhicheng.web.office.board import MEETING_COLOURS, board_of
from zhicheng.web.office.forms import MeetingForm
from zhicheng.web.office.gates import my_calls, my_meetings, office_meeting, officer
from zhicheng.web.office.place import PLACE
from zhicheng.web.page import go

SIZE = 20


@require_safe
@officer
def meetings(request: MemberRequest) -> HttpResponse:
    """The meetings of the officer's committees, the latest first."""
    counted = my_meetings(request).annotate(
        item_count=Count("items", distinct=True),
        closed_count=Count("items", filter=Q(items__phase=Item.Phase.CLOSED), distinct=True),
    )
    found = paginate(counted, order=("-held_on", "-id"), cursor=request.GET.get("cursor"), size=SIZE)
    rows = [(meeting, MEETING_COLOURS[Meeting.Phase(meeting.phase)]) for meeting in found.items]
    base = PLACE.at("meetings")
    return show(request, PLACE, "office/meetings.html", {"rows": rows, "found": found, "base": base})


@require_http_methods(["GET", "HEAD", "POST"])
@officer
def new(request: MemberRequest) -> HttpResponse:
    """Plans a meeting; its number is given by the system."""
    at = clock.now()
    data = request.POST if request.method == "POST" else None
    form = MeetingForm(data, calls=my_calls(request), today=timezone.localdate(at))
    if form.is_valid():
        number = _next_number(form.cleaned_data["call"])
        try:
            operations.plan_meeting(**form.cleaned_data, number=number, actor=request.user, at=at)
        except operations.DuplicateNumber:
            form.add_error(None, "刚才有人同时新建了会议，再保存一次")
        else:
            messages.success(request, "会议已新建，接着安排席位、添加评审对象")
            return go(request, PLACE.at("meeting", number))
    return show(request, PLACE, "office/new_meeting.html", {"form": form}, status=422 if form.is_bound else 200)


def _next_number(call: Call) -> str:
    """年度-地区-顺序号 of the committee's region in that year."""
    region = call.committee.region_id
    held = Meeting.objects.filter(call__year=call.year_id, call__committee__region=region).count()
    return f"{call.year_id}-{region}-{held + 1:02d}"


@require_safe
@officer
def meeting(request: MemberRequest, number: str) -> HttpResponse:
    """One meeting; htmx fetches only its course."""
    found = office_meeting(request, number)
    context = {"meeting": found, "board": board_of(found), "here": PLACE.at("meeting", number)}
    return show(request, PLACE, "office/meeting.html", context, fragments=("course",))


@require_http_methods(["GET", "HEAD", "POST"])
@officer
def open_meeting(request: MemberRequest, number: str) -> HttpResponse:
    """Opens the meeting after saying what that fixes."""
    found = office_meeting(request, number)
    if request.method != "POST":
        return show(request, PLACE, "office/open.html", {"meeting": found, "back": PLACE.at("meeting", number)})
    try:
        operations.open_meeting(meeting=found, actor=request.user, at=clock.now())
    except operations.Refused as refusal:
        return refused(request, refusal, number)
    messages.success(request, "会议已开始")
    return go(request, PLACE.at("meeting", number))


@require_http_methods(["GET", "HEAD", "POST"])
@officer
def close_meeting(request: MemberRequest, number: str) -> HttpResponse:
    """Ends the meeting after saying what becomes of the cases that were not reached."""
    found = office_meeting(request, number)
    if request.method != "POST":
        waiting = found.items.filter(phase=Item.Phase.WAITING).count()
        context = {"meeting": found, "back": PLACE.at("meeting", number), "waiting": waiting}
        return show(request, PLACE, "office/close.html", context)
    try:
        operations.close_meeting(meeting=found, actor=request.user, at=clock.now())
    except operations.Refused as refusal:
        return refused(request, refusal, number)
    messages.success(request, "会议已结束")
    return go(request, PLACE.at("meeting", number))


def refused(request: MemberRequest, refusal: operations.Refused, number: str) -> HttpResponse:
    """This function will say why a verb was refused (409), with the way back to the meeting."""
    context = {"text": str(refusal), "back": PLACE.at("meeting", number)}
    return show(request, PLACE, "office/refused.html", context, status=409)
