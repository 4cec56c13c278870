"""受理时间 of the kinds that no committee calls for, and 延期 within one: the 人社部门 of the window's region."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from zhicheng.applications.models import Application
from zhicheng.applications.registry import get_kind
from zhicheng.calls.models import FilingWindow
from zhicheng.core.moments import moment
from zhicheng.core.paging import paginate
from zhicheng.organizations.models import Role
from zhicheng.web.approver.gates import approver
from zhicheng.web.approver.views import PLACE
from zhicheng.web.desks import extensions as desks
from zhicheng.web.desks import show
from zhicheng.web.gates import MemberRequest

SIZE = 20


def my_windows(request: MemberRequest) -> QuerySet[FilingWindow]:
    """This function will return the windows of the regions whose 人社部门 the officer acts for, or raise Http404."""
    regions = [m.organization.region_id for m in request.memberships if m.role == Role.HRSS]
    if not regions:
        raise Http404
    return FilingWindow.objects.filter(region__in=regions).select_related("region")


@require_safe
@approver
def windows(request: MemberRequest) -> HttpResponse:
    """The windows, the latest year first."""
    found = paginate(my_windows(request), order=("-year_id", "-id"), cursor=request.GET.get("cursor"), size=SIZE)
    context = {
        "rows": [
            (
                f"{one.year_id} 年度{get_kind(one.kind).title}",
                one.region.name,
                moment(one.opens_at),
                moment(one.submit_until) if one.submit_until else "全年受理",
                one.source,
                PLACE.at("extensions", one.year_id, one.kind, one.region_id) if one.submit_until else "",
            )
            for one in found.items
        ],
        "found": found,
    }
    return show(request, PLACE, "approver/windows.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@approver
def extensions(request: MemberRequest, year: int, kind: str, region: str) -> HttpResponse:
    """The extensions of a window, and one more by POST; another region's window is 404."""
    window = get_object_or_404(my_windows(request), year=min(year, 9999), kind=kind, region=region)
    cases = Application.objects.filter(window=window).select_related("applicant")
    return desks.extensions(
        request,
        PLACE,
        cases=cases,
        title=f"{window.year_id} 年度{get_kind(window.kind).title} · {window.region.name}",
        here=PLACE.at("extensions", window.year_id, window.kind, window.region_id),
        back=("受理时间", PLACE.at("windows")),
    )
