"""分栏审核: read the frozen case, answer the checklist, decide."""

from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhicheng.applications import operations
from zhicheng.applications.forms import DeskForm
from zhicheng.applications.models import Application, Gate, IdentityChange, Outcome, StageRecord
from zhicheng.audit import operations as audit
from zhicheng.core import clock
from zhicheng.core.fields import day_words
from zhicheng.core.workdays import add_workdays
from zhicheng.reference.queries import calendar
from zhicheng.web.desks.board import Board, board_of
from zhicheng.web.desks.forms import ReviewForm, items_of
from zhicheng.web.desks.gates import desk_stage
from zhicheng.web.desks.late import posted, too_late, typed_of
from zhicheng.web.desks.place import Place, show
from zhicheng.web.desks.rejection import propose
from zhicheng.web.desks.sheet import file_ids, submissions_of
from zhicheng.web.downloads import attachment
from zhicheng.web.gates import MemberRequest
from zhicheng.web.page import go

CASE = "desks/case.html"


@require_http_methods(["GET", "HEAD", "POST"])
def case(request: MemberRequest, number: str, place: Place) -> HttpResponse:
    """Shows the case to its desk; a POST decides. A return is shown as the applicant will read it before it is sent."""
    stage = desk_stage(request, number, request.POST.get("stage", ""))
    if stage.outcome != Outcome.PENDING and request.method == "POST":
        return too_late(request, place, stage)
    at = clock.now()
    board = board_of(request, place, stage, at=at)
    if request.method == "POST":
        return _decide(request, place, board, at=at)
    audit.viewed(actor=request.user, subject=stage.application, at=clock.wall())
    return _page(request, place, board, board.form(), board.desk_form())


def _page(
    request: MemberRequest,
    place: Place,
    board: Board,
    form: ReviewForm,
    desk_form: DeskForm | None,
    *,
    id_number: str = "",
    new_number: str = "",
    fragments: tuple[str, ...] = ("main",),
    status: int = 200,
) -> HttpResponse:
    context = {
        "board": board,
        "sheet": board.sheet,
        "form": form,
        "desk_form": desk_form,
        "forms": [one for one in (form, desk_form) if one is not None and one.is_bound],
        "checks": board.checks(form),
        "id_number": id_number or board.sheet.snapshot["id_masked"],
        "new_number": new_number,
        "is_masked": not id_number,
    }
    return show(request, place, CASE, context, waiting=board.waiting, fragments=fragments, status=status)


def _decide(request: MemberRequest, place: Place, board: Board, *, at: datetime) -> HttpResponse:
    if not board.waits:
        return too_late(request, place, board.stage)
    typed = posted(request)
    if board.barred:
        return _page(request, place, board, board.form(initial=typed), board.desk_form(initial=typed), status=409)
    if "back" in typed:
        return _page(request, place, board, board.form(initial=typed), board.desk_form(initial=typed))
    form = board.form(request.POST)
    passes = form.is_valid() and not (form.is_return or form.is_rejection or form.declines)
    desk_form = board.desk_form(request.POST)
    if not form.is_valid() or (passes and desk_form is not None and not desk_form.is_valid()):
        shown = desk_form if passes or form.data.get("decision") != Outcome.RETURNED else board.desk_form(initial=typed)
        return _page(request, place, board, form, shown, status=422)
    if form.is_rejection:
        return propose(request, place, board, form, at=at)
    due_on = _due(board, at) if form.is_return else None
    if due_on and "confirm" not in typed:
        return _preview(request, place, board, form, due_on)
    try:
        operations.decide(
            stage=board.stage,
            actor=request.user,
            outcome=Outcome(form.cleaned_data["decision"]),
            opinion=form.cleaned_data["opinion"],
            data=desk_form.cleaned_data if passes and desk_form is not None else None,
            items=items_of(form) if due_on else None,
            due_on=due_on,
            at=at,
        )
    except operations.AlreadyDecided as late:
        return too_late(request, place, late.stage)
    except operations.AlreadySettled as standing:
        return too_late(request, place, board.stage, standing.proposal)
    except operations.Prevented as problem:
        form.add_error(None, str(problem))
        return _page(request, place, board, form, desk_form, status=409)
    except operations.NotAllowed:
        raise Http404 from None
    messages.success(request, _words(board, form, due_on))
    return go(request, place.at("case", board.case.number))


def _due(board: Board, at: datetime) -> date:
    """The day by which the applicant answers: the period says how many working days."""
    assert board.case.period is not None  # noqa: S101 -- may_return
    return add_workdays(timezone.localdate(at), board.case.period.correction_days, calendar=calendar())


def _words(board: Board, form: ReviewForm, due_on: date | None) -> str:
    name = board.case.applicant.name
    if due_on:
        return f"已向{name}发出一次性告知书，{day_words(due_on)}前补正"
    words = {value: label for value, label, _ in form.options}
    return f"{name}的申请已办理：{words[form.cleaned_data['decision']]}"


def _preview(request: MemberRequest, place: Place, board: Board, form: ReviewForm, due_on: date) -> HttpResponse:
    context = {
        "board": board,
        "items": items_of(form),
        "opinion": form.cleaned_data["opinion"],
        "due_on": due_on,
        "typed": typed_of(request),
    }
    return show(request, place, "desks/letter.html", context)


@require_POST
def id_number(request: MemberRequest, number: str, place: Place) -> HttpResponse:
    """Shows the whole number once, and says so in the record."""
    stage = desk_stage(request, number)
    audit.record(actor=request.user, verb="desk.id_number", subject=stage.application, stage=stage.key, at=clock.wall())
    board = board_of(request, place, stage, at=clock.now())
    typed, numbers = posted(request), _numbers(stage.application)
    return _page(
        request,
        place,
        board,
        board.form(initial=typed),
        board.desk_form(initial=typed),
        id_number=numbers[0],
        new_number=numbers[1],
        fragments=("identity",),
    )


def _numbers(case: Application) -> tuple[str, str]:
    """The number the person had when the case was filed, and the one the case asks for, "" for none."""
    change = IdentityChange.objects.filter(application=case).first()
    now = case.applicant.id_number
    return (change.former_number or now, change.id_number) if change else (now, "")


@require_safe
def file(request: MemberRequest, number: str, file: UUID, place: Place) -> FileResponse:
    """A file that was handed in with what this desk reads, as an attachment."""
    stage = desk_stage(request, number)
    submission, _ = submissions_of(stage.application, stage.round)
    allowed = file_ids(submission) if submission else set()
    if str(file) not in allowed and not _is_handed_in(stage, file):
        raise Http404
    answer = attachment(file)
    audit.viewed(actor=request.user, subject=stage.application, at=clock.wall())
    return answer


def _is_handed_in(stage: StageRecord, file: UUID) -> bool:
    """Whether the applicant handed the file in before the case came to this desk."""
    before = stage.application.stages.filter(round__lte=stage.round, gate=Gate.APPLICANT)
    return before.exclude(round=stage.round, order__gt=stage.order).filter(files=file).exists()
