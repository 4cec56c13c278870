"""Who may open what here: the expert's own seat, and the cases he has not left. All else is 404."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from zhicheng.review.models import Item, Seat
from zhicheng.web.gates import SignedInRequest, expert_only

P = ParamSpec("P")


def my_seat(request: SignedInRequest, number: str) -> Seat:
    """This function will return the expert's own seat in the meeting called `number`, or raise Http404."""
    seats = Seat.objects.select_related("meeting__call__committee")
    seat: Seat = get_object_or_404(seats, meeting__number=number, expert=request.user.expert)
    seat.expert = request.user.expert  # the very same row, already read
    return seat


def my_item(request: SignedInRequest, number: str, order: int) -> tuple[Seat, Item]:
    """This function will return the expert's seat and item `order`, or raise Http404, also when he is recused."""
    seat = my_seat(request, number)
    items = Item.objects.filter(meeting=seat.meeting).exclude(recusals__expert=seat.expert)
    return seat, _within(seat, get_object_or_404(items, order=order))


def chaired_item(request: SignedInRequest, number: str, order: int) -> Item:
    """This function will return an item of the meeting that the expert chairs, or raise Http404.

    The chair opens and closes the vote on a case that he has left, too; its sheet stays closed to him.
    """
    seat = my_seat(request, number)
    items = Item.objects.filter(meeting=seat.meeting, meeting__seats=seat, meeting__seats__is_chair=True)
    return _within(seat, get_object_or_404(items, order=order))


def unkept(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """This function will guard what a ballot is posted to: experts only, and a lapsed session keeps nothing of it.

    Other forms are kept until their owner has signed in again; a choice must not stand in any session.
    """
    gate = expert_only(view)

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(reverse("expert:item", kwargs=dict(kwargs)))
        return gate(request, *args, **kwargs)

    return guarded


def _within(seat: Seat, item: Item) -> Item:
    item.meeting = seat.meeting
    return item
