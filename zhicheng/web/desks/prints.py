"""The forms on paper that a desk prints beside the applicant: asked for, made by a worker, downloaded."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from zhicheng.applications import operations
from zhicheng.applications.models import Application, PrintedForm, StageRecord
from zhicheng.applications.reading import Reading
from zhicheng.applications.registry import kind_of
from zhicheng.audit import operations as audit
from zhicheng.core import clock
from zhicheng.web.desks.gates import desk_stage, mine
from zhicheng.web.desks.place import Place, show
from zhicheng.web.downloads import attachment
from zhicheng.web.gates import MemberRequest
from zhicheng.web.page import go
from zhicheng.web.prints import job_of

PRINTED = "form"  # in an address, the printed form of a kind; an enclosure has its own key


@dataclass(frozen=True)
class DeskPaper:
    """A form that a desk may print: of which case, under which name and key."""

    application: Application
    title: str
    key: str


def desk_paper(request: MemberRequest, number: str, form: str) -> DeskPaper:
    """This function will return a form that one of the officer's desks prints, or raise Http404.

    The form itself is what was submitted, for who has it in this round; an enclosure is of one stage. A case that is
    with its applicant again is printed by nobody else.
    """
    stage = desk_stage(request, number)
    application, kind = stage.application, kind_of(stage.application)
    if application.is_editable:
        raise Http404
    if form == PRINTED and kind.printed and stage.round == application.round:
        return DeskPaper(application, kind.printed, "")
    reached = StageRecord.objects.filter(mine(request), application=application, arrived_at__isnull=False)
    keys = {*reached.values_list("key", flat=True)}
    for enclosure in kind.enclosures:
        if enclosure.key == form and enclosure.stage in keys:
            return DeskPaper(application, enclosure.title, enclosure.key)
    raise Http404


def _prints(paper: DeskPaper) -> QuerySet[PrintedForm]:
    """Of what was submitted and of nothing else: what the applicant printed before may say what he never submitted."""
    edition = operations.edition_of(Reading(paper.application, at=clock.now()), paper.key)
    return PrintedForm.objects.filter(application=paper.application, form=paper.key, content_hash=edition)


@require_POST
def ask(request: MemberRequest, number: str, form: str, place: Place) -> HttpResponse:
    """Asks for the form in what the case says now, and leads to where it will be."""
    paper = desk_paper(request, number, form)
    printed = operations.request_print(application=paper.application, at=clock.now(), form=paper.key)
    return go(request, place.at("print", number, form, printed.pk))


@require_safe
def job(request: MemberRequest, number: str, form: str, pk: int, place: Place) -> HttpResponse:
    """Waits for the worker; the page asks again by itself."""
    paper = desk_paper(request, number, form)
    printed = get_object_or_404(_prints(paper), pk=pk)
    context = {
        "name": paper.application.applicant.name,
        "number": number,
        "title": paper.title,
        "lead": "" if form == PRINTED else "打印后由负责人签名、盖章，放入送评材料。",
        "again": place.at("ask_print", number, form),
        "job": job_of(printed, form=paper.title, url=request.path),
    }
    return show(request, place, "desks/print.html", context, fragments=("job",))


@require_safe
def download(request: MemberRequest, number: str, form: str, pk: int, place: Place) -> FileResponse:
    """The PDF as an attachment."""
    paper = desk_paper(request, number, form)
    printed = get_object_or_404(_prints(paper), pk=pk, file__isnull=False)
    audit.viewed(actor=request.user, subject=paper.application, at=clock.wall())
    assert printed.file_id is not None  # noqa: S101 -- asked for above
    return attachment(printed.file_id)
