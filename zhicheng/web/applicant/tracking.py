"""业务办理查询: all of one's cases, and where each is."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from zhicheng.applications.deadlines import due_for, dues
from zhicheng.applications.models import Application, Gate, Outcome, StageRecord, Status
from zhicheng.applications.progress import Standing, is_veiled, progress, standing
from zhicheng.applications.queries import history
from zhicheng.applications.registry import kind_of
from zhicheng.applications.rules import can_carry_over, can_withdraw
from zhicheng.core import clock
from zhicheng.core.paging import paginate
from zhicheng.letters.queries import letter_of
from zhicheng.reference.queries import calendar
from zhicheng.web.applicant.deadline import deadline
from zhicheng.web.applicant.gates import own_case
from zhicheng.web.applicant.narrowing import CasesForm
from zhicheng.web.applicant.pages import about, case_title, case_url, show
from zhicheng.web.applicant.sheet import frozen_sheet
from zhicheng.web.applicant.usual import usual_words
from zhicheng.web.applicant.words import moment
from zhicheng.web.gates import SignedInRequest, signed_in

SIZE = 20


@dataclass(frozen=True)
class Row:
    """A case in the list."""

    title: str
    url: str
    number: str
    about: str
    standing: Standing
    on: date


@require_GET
@signed_in
def cases(request: SignedInRequest) -> HttpResponse:
    form = CasesForm(request.GET, person=request.user)
    found = paginate(form.found(), order=("-id",), cursor=request.GET.get("cursor"), size=SIZE)
    context = {
        "form": form,
        "rows": rows(found.items) if found.items else [],
        "page": found,
        "clear": "/my/tracking/" if form.chosen or form.errors else "",
    }
    return show(request, "applicant/tracking.html", context, status=422 if form.errors else 200)


def rows(found: list[Application]) -> list[Row]:
    """This function will return the cases as the list shows them; the number of statements does not grow with them."""
    at = clock.now()
    open_stops = StageRecord.objects.filter(outcome=Outcome.PENDING, arrived_at__isnull=False)
    here = {stop.application_id: stop for stop in open_stops.filter(application__in=found)}
    due = dues([case for case in found if case.is_editable], at=at)
    return [
        Row(
            case_title(case),
            f"/my/tracking/{case.number}/",
            case.number,
            about(case) or unsaid(case),
            standing(case, here.get(case.pk), due=due.get(case.pk), at=at),
            timezone.localdate(case.submitted_at or case.created_at),
        )
        for case in found
    ]


def unsaid(case: Application) -> str:
    """This function will say that nothing is asked for yet, or "" once the case was submitted."""
    return "" if case.round else "还没有填写申请信息"


@dataclass(frozen=True)
class Choices:
    """What the applicant can do with a case now."""

    edit: bool
    mend: bool
    go_on: bool
    withdraw: bool
    until: str  # in which time it can be taken back
    first: str  # the first desk, whose decision ends that time
    too_late_to_withdraw: bool
    abandon: bool
    certificate: bool
    materials: bool
    carry: bool
    respond: str  # what the applicant is to hand in now: the stage's title
    letter: str  # the number of the 委托评审函, "" without one
    sheet: str  # the short name of the printed form, "" without one


@require_GET
@own_case
def case(request: SignedInRequest, application: Application) -> HttpResponse:
    at = clock.now()
    records, workdays = history(application), calendar()
    due = due_for(application, at=at) if application.is_editable else None
    here = next((one for one in records if one.outcome == Outcome.PENDING and one.arrived_at), None)
    found = progress(
        application,
        records=records,
        submissions=list(application.submissions.order_by("round").only("application", "round", "at")),
        calendar=workdays,
        due=due,
        at=at,
    )
    is_over = application.status == Status.ABANDONED or (
        application.status in (Status.DRAFT, Status.WITHDRAWN) and due is not None and at >= due
    )
    context = {
        "case": case_url(application),
        "kind": kind_of(application),
        "application": application,
        "title": case_title(application),
        "about": about(application) or unsaid(application),
        "progress": found,
        "can": choices(request, application, records, is_over=is_over, at=at),
        "due": deadline(due, at) if not is_over else None,
        "usual": "" if here is None or is_veiled(application, here) else usual_words(here, calendar=workdays, at=at),
    }
    return show(request, "applicant/case.html", context)


def choices(
    request: SignedInRequest, application: Application, records: list[StageRecord], *, is_over: bool, at: datetime
) -> Choices:
    """This function will say what the applicant can do with his case; `is_over`: it cannot be submitted any more."""
    here = next((one for one in records if one.outcome == Outcome.PENDING and one.arrived_at), None)
    kind = kind_of(application)
    status, withdraw = Status(application.status), can_withdraw(request.user, application, here)
    return Choices(
        edit=status in (Status.RETURNED, Status.WITHDRAWN) and not is_over,
        mend=status == Status.RETURNED,
        go_on=status == Status.DRAFT,
        withdraw=withdraw,
        until="生效前" if kind.withdraw_late else f"{kind.route[0].title}前",
        first=kind.route[0].title,
        too_late_to_withdraw=not kind.withdraw_late and status == Status.IN_PROGRESS and not withdraw,
        abandon=application.is_editable,
        certificate=status == Status.PASSED and kind.certifies,
        carry=is_over and can_carry_over(request.user, application, at=at),
        materials=application.content.snapshot is not None,
        respond=here.title if here and here.gate == Gate.APPLICANT else "",
        letter=one.number if kind.entrusts and (one := letter_of(application)) else "",
        sheet=kind.sheet if kind.printed else "",
    )


@require_GET
@own_case
def materials(request: SignedInRequest, application: Application) -> HttpResponse:
    """What was submitted, read only."""
    if application.content.snapshot is None:
        raise Http404
    context = {
        "title": case_title(application),
        "sheet": frozen_sheet(application),
        "progress": f"/my/tracking/{application.number}/",
        "submitted": moment(application.submitted_at) if application.submitted_at else "",
    }
    return show(request, "applicant/materials.html", context)
