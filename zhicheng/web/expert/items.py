"""One case before the meeting: its sheet, the opinion, opening and closing the vote, the result."""

import secrets
import uuid

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhicheng.audit import operations as audit
from zhicheng.core import clock
from zhicheng.review import operations
from zhicheng.review.models import Choice, Item, Roll, Seat, Turnout
from zhicheng.review.queries import agenda_for, label_of, progress, published, sheet_for
from zhicheng.review.rules import can_close
from zhicheng.web.downloads import attachment
from zhicheng.web.expert import booth
from zhicheng.web.expert.forms import OpinionForm
from zhicheng.web.expert.gates import chaired_item, my_item
from zhicheng.web.expert.meetings import refused
from zhicheng.web.forms import error_links
from zhicheng.web.gates import SignedInRequest, expert_only
from zhicheng.web.page import go, is_htmx, page

CHOICES = [(choice.value, choice.label, "不计入同意票" if choice == Choice.ABSTAIN else "") for choice in Choice]


@require_GET
@expert_only
def item(request: SignedInRequest, number: str, order: int) -> HttpResponse:
    """评议投票: the sheet, the opinion and the ballot; htmx fetches only how the vote stands."""
    seat, item = my_item(request, number, order)
    if is_htmx(request):
        live = booth.live_of(seat, item, seen=request.GET.get("seen", ""))
        return page(request, "expert/item.html", {"live": live}, fragments=("state",))
    return show_item(request, seat, item)


def show_item(
    request: SignedInRequest,
    seat: Seat,
    item: Item,
    *,
    form: OpinionForm | None = None,
    ballot: forms.Form | None = None,
) -> HttpResponse:
    """This function will render the page of one case, with a new one-time secret; 422 when a form has errors."""
    sheet = sheet_for(seat.expert, item)
    agenda = booth.agenda_in(agenda_for(seat.expert), seat.meeting.number)
    if not sheet.is_blind:
        audit.viewed(actor=request.user, subject=f"review.item:{sheet.meeting}/{sheet.order}", at=clock.wall())
    context = {
        "number": sheet.meeting,
        "seat": seat,
        "sheet": sheet,
        "tables": booth.tables_of(sheet),
        "agenda": agenda,
        "people": [entry.in_roster for entry in booth.entries_of(agenda, current=item.order)],
        "votes": booth.votes_of(agenda),
        "progress": progress(seat.meeting),
        "booth": booth.booth_of(seat, item, sheet),
        "live": booth.live_of(seat, item, seen=""),
        "form": form or OpinionForm(initial={"text": sheet.my_opinion}),
        "errors": error_links(ballot) if ballot else [],
        "choices": CHOICES,
        "nonce": secrets.token_urlsafe(),
    }
    return page(request, "expert/item.html", context, status=422 if form or ballot else 200)


@require_POST
@expert_only
def opinion(request: SignedInRequest, number: str, order: int) -> HttpResponse:
    """Keeps 评议意见 until the expert votes."""
    seat, item = my_item(request, number, order)
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return show_item(request, seat, item, form=form)
    try:
        operations.write_opinion(item=item, expert=seat.expert, text=form.cleaned_data["text"], at=clock.now())
    except operations.Refused as refusal:
        return refused(request, refusal, number)
    messages.success(request, f"{label_of(item)}的评议意见已保存")
    return go(request, booth.item_url(number, order))


@require_GET
@expert_only
def file(request: SignedInRequest, number: str, order: int, file: uuid.UUID) -> HttpResponseBase:
    """An original that the expert's sheet names, as an attachment; a blind sheet names none."""
    seat, item = my_item(request, number, order)
    if str(file) not in sheet_for(seat.expert, item).file_ids:
        raise Http404
    return attachment(file)


@require_POST
@expert_only
def open_vote(request: SignedInRequest, number: str, order: int) -> HttpResponse:
    """The chair opens the vote; the roll is frozen."""
    item = chaired_item(request, number, order)
    try:
        operations.open_item(item=item, actor=request.user, at=clock.now())
    except operations.Refused as refusal:
        return refused(request, refusal, number)
    messages.success(request, f"{label_of(item)}开始投票")
    return go(request, _after(request, item))


@require_http_methods(["GET", "HEAD", "POST"])
@expert_only
def close_vote(request: SignedInRequest, number: str, order: int) -> HttpResponse:
    """The chair ends the vote, after seeing how many have voted."""
    item = chaired_item(request, number, order)
    if request.method != "POST":
        if not can_close(request.user, item):
            return refused(request, operations.WrongPhase("这一项没有在投票，或主任委员还没有签到。"), number)
        turnout = booth.turnout_words(Turnout.objects.filter(item=item).count(), item.present or 0)
        context = {"number": number, "order": order, "label": label_of(item), "turnout": turnout}
        return page(request, "expert/close.html", context)
    try:
        operations.close_item(item=item, actor=request.user, at=clock.now())
    except operations.Refused as refusal:
        return refused(request, refusal, number)
    messages.success(request, f"{label_of(item)}已计票")
    return go(request, _after(request, item))


@require_GET
@expert_only
def result(request: SignedInRequest, number: str, order: int) -> HttpResponse:
    """Totals and sorted receipts of a closed item, for those who were on its roll."""
    seat, item = my_item(request, number, order)
    found = published(item)
    if found is None or not Roll.objects.filter(item=item, expert=seat.expert).exists():
        raise Http404
    context = {"number": number, "order": order, "label": label_of(item), "result": found}
    return page(request, "expert/result.html", {**context, "line": -(-found.present * 2 // 3)})


def _after(request: SignedInRequest, item: Item) -> str:
    """Where the chair goes on: to the case, or to the meeting when he has left the case."""
    number = item.meeting.number
    if item.recusals.filter(expert=request.user.expert).exists():
        return reverse("expert:meeting", args=[number])
    return booth.item_url(number, item.order)
