"""The forms on paper that a desk prints beside the applicant: asked for, made by a worker, downloaded."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from zhicheng.applications import operations
from zhicheng.applications.kind import Enclosure
from zhicheng.applications.models import Application, PrintedForm, StageRecord
from zhicheng.applications.registry import kind_of
from zhicheng.audit import operations as audit
from zhicheng.core import clock
from zhicheng.web.desks.gates import desk_stage, mine
from zhicheng.web.desks.place import Place, show
from zhicheng.web.downloads import attachment
from zhicheng.web.gates import MemberRequest
from zhicheng.web.page import go
from zhicheng.web.prints import job_of


def desk_enclosure(request: MemberRequest, number: str, form: str) -> tuple[Application, Enclosure]:
    """This function will return a form that one of the officer's desks prints, and its case, or raise Http404.

    A case that is with its applicant again is printed by nobody else.
    """
    application = desk_stage(request, number).application
    reached = StageRecord.objects.filter(mine(request), application=application, arrived_at__isnull=False)
    keys = {*reached.values_list("key", flat=True)}
    for enclosure in kind_of(application).enclosures:
        if enclosure.key == form and enclosure.stage in keys and not application.is_editable:
            return application, enclosure
    raise Http404


@require_POST
def ask(request: MemberRequest, number: str, form: str, place: Place) -> HttpResponse:
    """Asks for the form in what the case says now, and leads to where it will be."""
    application, _ = desk_enclosure(request, number, form)
    printed = operations.request_print(application=application, at=clock.now(), form=form)
    return go(request, place.at("print", number, form, printed.pk))


@require_safe
def job(request: MemberRequest, number: str, form: str, pk: int, place: Place) -> HttpResponse:
    """Waits for the worker; the page asks again by itself."""
    application, enclosure = desk_enclosure(request, number, form)
    printed = get_object_or_404(PrintedForm, pk=pk, application=application, form=form)
    context = {
        "name": application.applicant.name,
        "number": number,
        "title": enclosure.title,
        "again": place.at("ask_print", number, form),
        "job": job_of(printed, form=enclosure.title, url=request.path),
    }
    return show(request, place, "desks/print.html", context, fragments=("job",))


@require_safe
def download(request: MemberRequest, number: str, form: str, pk: int, place: Place) -> FileResponse:
    """The PDF as an attachment."""
    application, _ = desk_enclosure(request, number, form)
    printed = get_object_or_404(PrintedForm, pk=pk, application=application, form=form, file__isnull=False)
    audit.viewed(actor=request.user, subject=application, at=clock.wall())
    assert printed.file_id is not None  # noqa: S101 -- asked for above
    return attachment(printed.file_id)
