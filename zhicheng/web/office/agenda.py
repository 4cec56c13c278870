"""Who sits in a meeting, what stands on its agenda, whom the office takes off a case."""

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from zhicheng.core import clock
from zhicheng.core.paging import capped_count, paginate
from zhicheng.review import operations
from zhicheng.review.models import Expert
from zhicheng.review.queries import items_waiting, label_of
from zhicheng.web.desks import show
from zhicheng.web.gates import MemberRequest
from zhicheng.web.office.board import board_of
from zhicheng.web.office.forms import CasesForm, RecusalForm, SeatForm
from zhicheng.web.office.gates import office_item, office_meeting, officer
from zhicheng.web.office.meetings import refused
from zhicheng.web.office.place import PLACE
from zhicheng.web.page import go

SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@officer
def seats(request: MemberRequest, number: str) -> HttpResponse:
    """Seats experts by hand, one at a time."""
    meeting = office_meeting(request, number)
    free = Expert.objects.filter(valid_until__gte=meeting.held_on, user__is_active=True).exclude(seats__meeting=meeting)
    last = meeting.seats.aggregate(last=Max("number"))["last"] or 0
    data = request.POST if request.method == "POST" else None
    form = SeatForm(data, experts=free.select_related("user").order_by("user__name"), initial={"number": last + 1})
    if form.is_valid():
        try:
            operations.seat(meeting=meeting, **form.cleaned_data, actor=request.user, at=clock.now())
        except operations.CannotSit as problem:
            form.add_error(None, str(problem))
        except operations.Refused as refusal:
            return refused(request, refusal, number)
        else:
            messages.success(
                request, f"{form.cleaned_data['expert'].user.name}已安排在 {form.cleaned_data['number']} 号席"
            )
            return go(request, PLACE.at("seats", number))
    context = {"meeting": meeting, "board": board_of(meeting), "form": form, "back": PLACE.at("meeting", number)}
    return show(request, PLACE, "office/seats.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@officer
def free_seat(request: MemberRequest, number: str, place: int) -> HttpResponse:
    """Asks once, then frees the seat; once the meeting runs or the expert is here, says why not."""
    meeting = office_meeting(request, number)
    seat = get_object_or_404(meeting.seats.select_related("expert__user"), number=place)
    seat.meeting = meeting
    if request.method != "POST":
        context = {"meeting": meeting, "seat": seat, "back": PLACE.at("seats", number)}
        return show(request, PLACE, "office/free_seat.html", context)
    try:
        operations.unseat(seat=seat, actor=request.user, at=clock.now())
    except operations.Refused as refusal:
        return refused(request, refusal, number)
    messages.success(request, f"{seat.expert.user.name}的 {place} 号席已取消")
    return go(request, PLACE.at("seats", number))


@require_http_methods(["GET", "HEAD", "POST"])
@officer
def add_cases(request: MemberRequest, number: str) -> HttpResponse:
    """Puts accepted cases that wait for the review on the agenda: those ticked, or all."""
    meeting = office_meeting(request, number)
    waiting = items_waiting(meeting.call)
    form = CasesForm(request.POST if request.method == "POST" else None, waiting=waiting)
    if form.is_valid():
        try:
            added = operations.add_items(
                meeting=meeting, applications=form.cleaned_data["chosen"], actor=request.user, at=clock.now()
            )
        except operations.NotEligible as problem:
            form.add_error("case", str(problem))
        except operations.Refused as refusal:
            return refused(request, refusal, number)
        else:
            messages.success(request, f"已添加 {len(added)} 件")
            return go(request, PLACE.at("meeting", number))
    context = {
        "meeting": meeting,
        "found": paginate(waiting, order=("number",), cursor=request.GET.get("cursor"), size=SIZE),
        "count": capped_count(waiting),
        "form": form,
        "back": PLACE.at("meeting", number),
    }
    return show(request, PLACE, "office/add_cases.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@officer
def recusals(request: MemberRequest, number: str, order: int) -> HttpResponse:
    """Who left a case and why; before the vote the office may order another to."""
    item = office_item(request, number, order)
    experts = Expert.objects.filter(seats__meeting=item.meeting).exclude(recusals__item=item)
    data = request.POST if request.method == "POST" else None
    form = RecusalForm(data, experts=experts.select_related("user").order_by("user__name"))
    if form.is_valid():
        try:
            operations.recuse(item=item, **form.cleaned_data, actor=request.user, at=clock.now())
        except operations.Refused as refusal:
            return refused(request, refusal, number)
        messages.success(request, f"{form.cleaned_data['expert'].user.name}已回避{label_of(item)}")
        return go(request, PLACE.at("recusals", number, order))
    context = {
        "meeting": item.meeting,
        "label": label_of(item),
        "name": item.application.applicant.name,
        "recusals": item.recusals.select_related("expert__user", "declared_by").order_by("at"),
        "can_recuse": item.phase == item.Phase.WAITING,
        "form": form,
        "back": PLACE.at("meeting", number),
    }
    return show(request, PLACE, "office/recusals.html", context, status=422 if form.is_bound else 200)
