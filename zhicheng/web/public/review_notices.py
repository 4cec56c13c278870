"""评审通知: who accepts what, and until when; the last days are those of the calls a notice opens."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhicheng.calls.models import Call
from zhicheng.content.models import Column, ReviewNotice
from zhicheng.content.queries import published
from zhicheng.core import clock
from zhicheng.reference.models import Series
from zhicheng.web.page import page
from zhicheng.web.public.columns import Narrow, by_region, narrowed
from zhicheng.web.public.words import last_moment, left, short

COLOURS = {"open": "green", "coming": "blue", "over": ""}


class Deadline(NamedTuple):
    """The last moment of a notice as a list says it: until when, what is left, and in which colour."""

    until: str
    left: str
    colour: str
    is_open: bool


@require_safe
def review_notices(request: HttpRequest) -> HttpResponse:
    """The notices, the newest first, with their last days."""
    at, found = clock.now(), with_calls(published(ReviewNotice))
    listing = narrowed(request, Column.REVIEW_NOTICE, found, narrows)
    rows = [(notice, deadline(notice, notice.calls.all(), at=at)) for notice in listing.page.items]
    return page(request, "public/review_notices.html", {"listing": listing, "rows": rows})


def narrows() -> Sequence[Narrow]:
    """This function will return what the notices are narrowed by."""
    every = published(ReviewNotice).order_by()
    series = Series.objects.filter(pk__in=every.values("series")).order_by("code")
    names = every.order_by("committee").values_list("committee", flat=True).distinct()
    years = every.order_by("-year").values_list("year", flat=True).distinct()
    return (
        Narrow("committee", "评审委员会", "committee", [(name, name) for name in names]),
        by_region(),
        Narrow("series", "系列", "series", list(series.values_list("code", "name"))),
        Narrow("year", "申报年度", "year", [(str(year), f"{year} 年度") for year in years]),
    )


def with_calls(found: QuerySet[ReviewNotice]) -> QuerySet[ReviewNotice]:
    """This function will bring along the calls of each notice, in one more statement."""
    return found.prefetch_related(Prefetch("calls", _calls()))


def calls_of(notice: ReviewNotice) -> QuerySet[Call]:
    """This function will return the calls a notice opens; none of one that is not saved yet."""
    return _calls().filter(notice_page=notice.pk) if notice.pk else Call.objects.none()


def _calls() -> QuerySet[Call]:
    return Call.objects.select_related("committee").order_by("submit_until", "pk")


def deadline(notice: ReviewNotice, calls: Iterable[Call], *, at: datetime) -> Deadline | None:
    """This function will return until when one may submit under a notice: by its calls, else by what it says itself."""
    spans = [(call.opens_at, call.submit_until) for call in calls]
    if notice.submit_until and not spans:
        spans = [(at, notice.submit_until)]
    if not spans:
        return None
    running = [span for span in spans if span[1] > at]
    opens, until = min(running or spans, key=lambda span: span[1])
    if until <= at:
        return Deadline(last_moment(until), "已截止", COLOURS["over"], is_open=False)
    if opens > at:
        return Deadline(last_moment(until), f"{short(timezone.localdate(opens))}开始", COLOURS["coming"], is_open=False)
    return Deadline(last_moment(until), left(until, at=at), COLOURS["open"], is_open=True)
