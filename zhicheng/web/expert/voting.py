"""The secret ballot. A choice is in the body of two requests and nowhere else: no address, session, log or message."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from zhicheng.core import clock
from zhicheng.review import operations
from zhicheng.review.models import Choice, Item, Seat
from zhicheng.review.queries import label_of
from zhicheng.review.rules import can_vote
from zhicheng.web.expert import booth
from zhicheng.web.expert.forms import BallotForm
from zhicheng.web.expert.gates import my_item, unkept
from zhicheng.web.expert.items import show_item
from zhicheng.web.expert.meetings import refused
from zhicheng.web.gates import SignedInRequest, expert_only
from zhicheng.web.page import go, page

COOKIE = "receipt"
SHOWN_FOR = 600  # seconds


@sensitive_post_parameters("choice", "nonce")
@require_POST
@unkept
def ballot(request: SignedInRequest, number: str, order: int) -> HttpResponse:
    """Names the case and the choice once more before the vote is cast."""
    seat, item = my_item(request, number, order)
    form = BallotForm(request.POST)
    if item.turnout.filter(expert=seat.expert).exists():
        return _already(request, number, item)
    if not form.is_valid():
        return show_item(request, seat, item, ballot=form)
    if not can_vote(seat.expert, item):
        return refused(request, operations.WrongPhase("这一项没有在投票，或您不在投票名单内。"), number)
    chosen = Choice(form.cleaned_data["choice"])
    context = {"number": number, "order": order, "label": label_of(item), "word": chosen.label, "form": form}
    return page(request, "expert/confirm.html", context)


@sensitive_post_parameters("choice", "nonce")
@require_POST
@unkept
def vote(request: SignedInRequest, number: str, order: int) -> HttpResponse:
    """Casts the vote and leads to its receipt; the same page sent again leads to the same receipt."""
    seat, item = my_item(request, number, order)
    form = BallotForm(request.POST)
    if not form.is_valid():
        return show_item(request, seat, item, ballot=form)
    try:
        cast = operations.vote(item=item, expert=seat.expert, at=clock.now(), **form.cleaned_data)
    except operations.AlreadyVoted:
        return _already(request, number, item)
    except operations.Refused as refusal:
        return refused(request, refusal, number)
    place = reverse("expert:receipt", args=[number, order])
    response = go(request, place)
    # The server keeps no link from a voter to a receipt, so the voter's own browser carries it to the next page.
    response.set_signed_cookie(
        COOKIE,
        cast,
        salt=_salt(seat, item),
        path=place,
        max_age=SHOWN_FOR,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Strict",
    )
    return response


@require_GET
@expert_only
def receipt(request: SignedInRequest, number: str, order: int) -> HttpResponse:
    """The receipt, for a few minutes and only to the browser that voted; afterwards that a vote was cast."""
    seat, item = my_item(request, number, order)
    cast = request.get_signed_cookie(COOKIE, "", salt=_salt(seat, item), max_age=SHOWN_FOR)
    if not cast and not item.turnout.filter(expert=seat.expert).exists():
        return go(request, booth.item_url(number, order))
    context = {"number": number, "order": order, "label": label_of(item), "receipt": cast}
    return page(request, "expert/receipt.html", context)


def _already(request: SignedInRequest, number: str, item: Item) -> HttpResponse:
    context = {"number": number, "order": item.order, "label": label_of(item)}
    return page(request, "expert/already.html", context, status=409)


def _salt(seat: Seat, item: Item) -> str:
    """A cookie of another person, or of another case, is not read."""
    return f"expert.receipt:{seat.expert_id}:{item.pk}"
