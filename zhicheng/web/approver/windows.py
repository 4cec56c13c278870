"""受理时间 of the kinds that no committee calls for, and 延期 within one: the 人社部门 of the window's region."""

from datetime import datetime

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from zhicheng.applications.models import EDITABLE, Application, Extension
from zhicheng.applications.registry import get_kind
from zhicheng.calls import operations
from zhicheng.calls.models import FilingWindow
from zhicheng.core import clock
from zhicheng.core.moments import moment, start
from zhicheng.core.paging import capped_counts, paginate
from zhicheng.organizations.models import Role
from zhicheng.reference.models import Region
from zhicheng.web.approver.gates import approver
from zhicheng.web.approver.views import PLACE
from zhicheng.web.approver.window_forms import EndForm, NewWindowForm, WindowForm, end, last_day
from zhicheng.web.desks import extensions as desks
from zhicheng.web.desks import show
from zhicheng.web.gates import MemberRequest
from zhicheng.web.page import go

SIZE = 20
ALL_YEAR = "全年受理"
Words = list[tuple[str, str]]


def my_regions(request: MemberRequest) -> list[str]:
    """This function will return the regions whose 人社部门 the officer acts for, or raise Http404."""
    regions = [m.organization.region_id for m in request.memberships if m.role == Role.HRSS]
    if not regions:
        raise Http404
    return regions


def my_windows(request: MemberRequest) -> QuerySet[FilingWindow]:
    """This function will return the windows of the officer's regions, or raise Http404."""
    return FilingWindow.objects.filter(region__in=my_regions(request)).select_related("region")


def my_window(request: MemberRequest, year: int, kind: str, region: str) -> FilingWindow:
    """This function will return one of the officer's windows, or raise Http404: another region's is not there."""
    found: FilingWindow = get_object_or_404(my_windows(request), year=min(year, 9999), kind=kind, region=region)
    return found


def named(window: FilingWindow) -> str:
    """This function will name a window: 2026 年度初次职称考核认定 · 清远市."""
    return f"{window.year_id} 年度{get_kind(window.kind).title} · {window.region.name}"


def state(window: FilingWindow, at: datetime) -> tuple[str, str]:
    """This function will say whether a window is open, and in which colour."""
    if at < window.opens_at:
        return "未开始", "blue"
    if window.submit_until is not None and window.submit_until <= at:
        return "已截止", ""
    return "正在受理", "green"


@require_safe
@approver
def windows(request: MemberRequest) -> HttpResponse:
    """The windows, the latest year first."""
    at = clock.now()
    found = paginate(my_windows(request), order=("-year_id", "-id"), cursor=request.GET.get("cursor"), size=SIZE)
    context = {
        "rows": [
            (
                f"{one.year_id} 年度{get_kind(one.kind).title}",
                one,
                state(one, at),
                f"{start(one.opens_at)} 至 {moment(one.submit_until)}" if one.submit_until else ALL_YEAR,
                "变更" if at < one.opens_at else "改截止时间",
                PLACE.at("window", one.year_id, one.kind, one.region_id),
                PLACE.at("extensions", one.year_id, one.kind, one.region_id) if one.submit_until else "",
            )
            for one in found.items
        ],
        "found": found,
    }
    return show(request, PLACE, "approver/windows.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@approver
def new_window(request: MemberRequest) -> HttpResponse:
    """A time of filing in one of the officer's regions: filled in, looked at once more, then opened."""
    at, regions = clock.now(), list(Region.objects.filter(pk__in=my_regions(request)).order_by("pk"))
    data = request.POST if request.method == "POST" else None
    form = NewWindowForm(data, regions=regions, this_year=timezone.localdate(at).year)
    if form.is_valid() and "edit" not in request.POST:
        given = form.cleaned_data
        region = next(one for one in regions if one.pk == given["region"])
        if "confirmed" not in request.POST:
            what = f"{given['year']} 年度{get_kind(given['kind']).title}"
            told = [("业务", what), ("受理范围", region.name), *_told(form)]
            return _page(request, form, "新增受理时间", confirms=told)
        try:
            window = operations.open_window(
                kind=given["kind"], year=int(given["year"]), region=region, actor=request.user, at=at, **form.terms
            )
        except operations.AlreadyCalled:
            form.add_error(None, f"{region.name} {given['year']} 年度的这项业务已有受理时间，在列表里变更或改截止时间")
        else:
            messages.success(request, f"已开设受理时间：{named(window)}")
            return go(request, PLACE.at("windows"))
    return _page(request, form, "新增受理时间")


@require_http_methods(["GET", "HEAD", "POST"])
@approver
def window(request: MemberRequest, year: int, kind: str, region: str) -> HttpResponse:
    """Before it begins all of it may be changed; afterwards only its end, with the reason."""
    at, found = clock.now(), my_window(request, year, kind, region)
    return _change(request, found, at) if at < found.opens_at else _end(request, found, at)


def _change(request: MemberRequest, found: FilingWindow, at: datetime) -> HttpResponse:
    known = {
        "first_day": timezone.localdate(found.opens_at),
        "last_day": last_day(found.submit_until) if found.submit_until else None,
        **{name: getattr(found, name) for name in ("source", "notice_days", "correction_days")},
    }
    data = request.POST if request.method == "POST" else None
    form = WindowForm(data, initial=known, review_year=found.year_id)
    if form.is_valid() and "edit" not in request.POST:
        if "confirmed" not in request.POST:
            return _page(request, form, "变更受理时间", window=found, confirms=_told(form))
        try:
            operations.change_window(window=found, actor=request.user, at=at, **form.terms)
        except operations.Begun:
            messages.error(request, "已经开始受理，只能改截止时间")
            return go(request, PLACE.at("window", found.year_id, found.kind, found.region_id))
        messages.success(request, f"已变更受理时间：{named(found)}")
        return go(request, PLACE.at("windows"))
    return _page(request, form, "变更受理时间", window=found)


def _end(request: MemberRequest, found: FilingWindow, at: datetime) -> HttpResponse:
    form = EndForm(request.POST if request.method == "POST" else None, window=found, at=at)
    if form.is_valid() and "edit" not in request.POST:
        until, reason = end(form.cleaned_data["last_day"]), form.cleaned_data["reason"]
        if "confirmed" not in request.POST:
            [open_] = capped_counts(Application.objects.filter(window=found, status__in=EDITABLE))
            told = [("现在的截止时间", moment(found.submit_until) if found.submit_until else ALL_YEAR)]
            told += [("改为", moment(until)), ("原因", reason), ("还没有提交的申请", f"{open_} 件")]
            return _page(request, form, "改截止时间", window=found, confirms=told)
        operations.end_window(window=found, submit_until=until, reason=reason, actor=request.user, at=at)
        messages.success(request, f"{named(found)}的个人提交截止时间已改为 {moment(until)}")
        return go(request, PLACE.at("windows"))
    return _page(request, form, "改截止时间", window=found)


def _told(form: WindowForm) -> Words:
    terms = form.terms
    until = terms["submit_until"]
    return [
        ("开始受理", f"{timezone.localtime(terms['opens_at']):%Y-%m-%d %H:%M}"),
        ("个人提交截止", f"{last_day(until):%Y-%m-%d} 24:00" if until else ALL_YEAR),
        ("依据", terms["source"]),
        ("公示", f"{terms['notice_days']} 个工作日"),
        ("补正期限", f"{terms['correction_days']} 个工作日"),
    ]


def _page(
    request: MemberRequest,
    form: WindowForm | EndForm,
    title: str,
    *,
    window: FilingWindow | None = None,
    confirms: Words | None = None,
) -> HttpResponse:
    """The form, or what is about to be done, with everything that was typed."""
    context = {
        "title": title,
        "about": named(window) if window else "",
        "form": form,
        "confirms": confirms,
        "typed": [(name, text) for name, text in request.POST.items() if name not in ("csrfmiddlewaretoken", "edit")],
    }
    return show(request, PLACE, "approver/window.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@approver
def extensions(request: MemberRequest, year: int, kind: str, region: str) -> HttpResponse:
    """The extensions of a window, and one more by POST; another region's window is 404."""
    found = my_window(request, year, kind, region)
    cases = Application.objects.filter(window=found).select_related("applicant")
    scope = desks.Scope(found, named(found), cases, Extension.objects.filter(application__in=cases))
    return desks.extensions(
        request,
        PLACE,
        scope,
        here=PLACE.at("extensions", found.year_id, found.kind, found.region_id),
        back=("受理时间", PLACE.at("windows")),
    )
