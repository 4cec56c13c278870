"""正在受理的评审: which committee accepts what, until when, and whom to ask."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhicheng.calls.models import Call, Committee
from zhicheng.core import clock
from zhicheng.core.paging import paginate
from zhicheng.reference.models import Level, Series
from zhicheng.reference.queries import valid_on
from zhicheng.web.page import page
from zhicheng.web.public.words import last_moment, left

SIZE = 20
NAMED = 6  # specialties named in a row; the rest are counted


class Row(NamedTuple):
    """One open call."""

    notice: str
    href: str
    committee: str
    accepts: str
    until: str
    left: str
    office: str
    phone: str


def open_calls(at: datetime) -> QuerySet[Call]:
    """This function will return the calls one may submit to, first to end first, each with its committee."""
    return Call.objects.open_at(at).select_related("committee__office", "notice_page").order_by("submit_until", "pk")


def series_of_open_calls(at: datetime) -> QuerySet[Series]:
    """This function will return the series for which a committee is open."""
    committees = Committee.objects.filter(calls__in=Call.objects.open_at(at))
    return Series.objects.filter(valid_on(timezone.localdate(at)), pk__in=committees.values("series")).order_by("code")


@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """All open calls, or those of one series."""
    at = clock.now()
    series = list(series_of_open_calls(at))
    chosen = next((one for one in series if one.pk == request.GET.get("series")), None)
    found = open_calls(at).prefetch_related("committee__scopes__specialty")
    if chosen:
        found = found.filter(committee__series=chosen)
    rows = paginate(found, order=("submit_until", "id"), cursor=request.GET.get("cursor"), size=SIZE)
    context = {"series": chips(series, chosen), "found": rows, "rows": [row(call, at=at) for call in rows.items]}
    return page(request, "public/calls.html", context)


def chips(series: Iterable[Series], chosen: Series | None = None) -> list[tuple[str, str, bool]]:
    """This function will return the series as links to their calls, after one to all calls."""
    links = [(one.name, f"/services/calls/?series={one.pk}", one == chosen) for one in series]
    return [("全部系列", "/services/calls/", chosen is None), *links] if links else []


def row(call: Call, *, at: datetime) -> Row:
    """This function will return a call as the list shows it."""
    committee = call.committee
    return Row(
        notice=call.notice,
        href=call.notice_page.address if call.notice_page and call.notice_page.live else "",
        committee=committee.name,
        accepts=accepts(committee),
        until=last_moment(call.submit_until),
        left=left(call.submit_until, at=at),
        office=committee.office.name,
        phone=committee.office.contact_phone,
    )


def accepts(committee: Committee) -> str:
    """This function will say what a committee accepts: 中级：生态环境工程、生态环境监测."""
    names = defaultdict(list)
    for scope in committee.scopes.all():
        names[scope.level].append(scope.specialty.name)
    return "；".join(f"{level.label}：{_listed(sorted(names[level]))}" for level in Level if level in names)


def _listed(names: list[str]) -> str:
    more = f"等 {len(names)} 个专业" if len(names) > NAMED else ""
    return "、".join(names[:NAMED]) + more
