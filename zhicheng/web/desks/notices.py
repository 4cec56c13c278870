"""公示: what is posted, the objections against it and what became of them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from zhicheng.applications import operations
from zhicheng.applications.models import Notice, Objection
from zhicheng.applications.rejection import deciders
from zhicheng.audit import operations as audit
from zhicheng.core import clock
from zhicheng.core.paging import paginate
from zhicheng.web.desks.barred import barred
from zhicheng.web.desks.forms import ObjectionForm, SettleForm
from zhicheng.web.desks.gates import desk_notice, mine
from zhicheng.web.desks.place import Place, show
from zhicheng.web.desks.queue import SIZE, last_day
from zhicheng.web.gates import MemberRequest
from zhicheng.web.page import go


@dataclass(frozen=True)
class Posting:
    """One 公示 as the list shows it."""

    href: str
    number: str
    name: str
    phase: str
    place: str
    phone: str
    starts_on: object
    ends: str
    state: str
    colour: str


def posting(notice: Notice, *, place: Place, at: datetime, unresolved: int) -> Posting:
    """This function will say how a 公示 stands: running, held by an objection, ended."""
    if notice.closed_at is not None:
        state, colour = "已结束", "line"
    elif unresolved:
        state, colour = f"{unresolved} 条异议待核查", "red"
    else:
        state, colour = ("公示中", "blue") if at < notice.ends_at else ("期满，即将结束", "green")
    case = notice.stage.application
    return Posting(
        href=place.at("notice", case.number),
        number=case.number,
        name=case.applicant.name,
        phase=str(notice.get_phase_display()),
        place=notice.place,
        phone=notice.phone,
        starts_on=notice.starts_on,
        ends=last_day(notice.ends_at),
        state=state,
        colour=colour,
    )


@require_safe
def notices(request: MemberRequest, place: Place) -> HttpResponse:
    """What one's desks have posted and is not ended, first to end first."""
    running = Notice.objects.filter(mine(request, "stage__"), closed_at=None).select_related(
        "stage__application__applicant"
    )
    found = paginate(running, order=("ends_at", "id"), cursor=request.GET.get("cursor"), size=SIZE)
    at = clock.now()
    lodged = Objection.objects.filter(notice__in=found.items, resolved_at=None).values_list("notice", flat=True)
    unresolved = Counter(lodged)
    rows = [posting(one, place=place, at=at, unresolved=unresolved[one.pk]) for one in found.items]
    return show(request, place, "desks/notices.html", {"rows": rows, "found": found})


@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: MemberRequest, number: str, place: Place) -> HttpResponse:
    """One 公示 with its objections; a POST records one that was received."""
    posted = desk_notice(request, number)
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            operations.object_to(notice=posted, actor=request.user, at=clock.now(), **form.cleaned_data)
        except operations.NotAllowed:
            messages.error(request, "公示已经结束，异议没有登记。可告知异议人向上一级部门反映")
        else:
            messages.success(request, "异议已登记，核查清楚前公示不会结束")
        return go(request, place.at("notice", number))
    audit.viewed(actor=request.user, subject=posted.stage.application, at=clock.wall())
    objections = list(posted.objections.select_related("resolved_by").order_by("pk"))
    unresolved = sum(one.resolved_at is None for one in objections)
    context = {
        "posting": posting(posted, place=place, at=clock.now(), unresolved=unresolved),
        "is_open": posted.closed_at is None and clock.now() < posted.ends_at,
        "objections": [Lodged(one, place.at("objection", number, one.pk)) for one in objections],
        "form": form,
    }
    return show(request, place, "desks/notice.html", context, status=422 if form.is_bound else 200)


@dataclass(frozen=True)
class Lodged:
    """An objection as its desk reads it."""

    objection: Objection
    href: str

    @property
    def is_open(self) -> bool:
        return self.objection.resolved_at is None

    @property
    def conclusion(self) -> tuple[str, str]:
        """The word for it and its colour."""
        if self.is_open:
            return "待核查", "red"
        return ("成立", "amber") if self.objection.upheld else ("不成立", "green")


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: MemberRequest, number: str, pk: int, place: Place) -> HttpResponse:
    """Settles one objection: what was found, then once more what follows from it."""
    posted = desk_notice(request, number)
    lodged = posted.objections.filter(pk=min(pk, 2**63 - 1)).first()
    if lodged is None or lodged.resolved_at is not None:
        raise Http404
    if words := barred(request.user, deciders(posted.stage)):
        context = {"lodged": Lodged(lodged, request.path), "name": posted.stage.application.applicant.name}
        status = 409 if request.method == "POST" else 200
        context |= {"form": None, "barred": words, "back": place.at("notice", number)}
        return show(request, place, "desks/objection.html", context, status=status)
    typed = request.POST.dict()
    asks = request.method == "POST" and "back" not in typed
    form = SettleForm(request.POST if asks else None, notice=posted, initial=typed)
    context = {"lodged": Lodged(lodged, request.path), "form": form, "name": posted.stage.application.applicant.name}
    context |= {"barred": "", "back": place.at("notice", number)}
    if not form.is_valid():
        return show(request, place, "desks/objection.html", context, status=422 if asks else 200)
    if "confirm" not in typed:
        before = posted.phase == Notice.Phase.BEFORE
        context["consequence"] = "这次申报不再往下办理，申报人会收到通知" if before else "结果改为未通过"
        return show(request, place, "desks/settle.html", {**context, "is_upheld": form.is_upheld})
    try:
        operations.resolve_objection(
            objection=lodged,
            upheld=form.is_upheld,
            finding=form.cleaned_data["finding"],
            actor=request.user,
            at=clock.now(),
        )
    except operations.NotAllowed:
        raise Http404 from None
    messages.success(request, "异议核查结论已登记")
    return go(request, place.at("notice", number))
