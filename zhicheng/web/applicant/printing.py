"""The forms as PDF: asked for, made by a worker, downloaded; the download of the printed form is noted (提示12)."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from zhicheng.applications import operations
from zhicheng.applications.models import Application, PrintedForm
from zhicheng.applications.registry import kind_of
from zhicheng.core import clock
from zhicheng.files.queries import open_file
from zhicheng.web.applicant.gates import shared_case
from zhicheng.web.applicant.pages import case_title, case_url, form_title, show
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go
from zhicheng.web.prints import job_of


@require_POST
@shared_case
def ask(request: SignedInRequest, application: Application) -> HttpResponse:
    """Asks for the form, or an enclosure, in what the case says now, and leads to where it will be."""
    form = request.POST.get("form", "")
    is_never_submitted = not application.is_editable and application.content.snapshot is None
    if is_never_submitted or not kind_of(application).has_paper(form):
        raise Http404  # there is no such form
    printed = operations.request_print(application=application, at=clock.now(), form=form)
    return go(request, reverse("applicant:print", args=[application.number, printed.pk]))


@require_GET
@shared_case
def job(request: SignedInRequest, application: Application, pk: int) -> HttpResponse:
    """Waits for the worker; the page asks again by itself."""
    printed = get_object_or_404(PrintedForm, pk=pk, application=application)
    form, _ = kind_of(application).paper(printed.form)
    context = {
        "case": case_url(application),
        "title": case_title(application),
        "form": form,
        "key": printed.form,
        "form_title": form_title(kind_of(application)) if kind_of(application).completes_form else "",
        "job": job_of(printed, form=form, url=request.path),
        "is_editable": application.is_editable,
        "tracking": reverse("applicant:progress", args=[application.number]),
    }
    return show(request, "applicant/print.html", context, fragments=("job",))


@require_GET
@shared_case
def download(request: SignedInRequest, application: Application, pk: int) -> FileResponse:
    """The PDF as an attachment. While the case is in hand its content counts as downloaded from now on."""
    prints = PrintedForm.objects.select_related("file")
    printed = get_object_or_404(prints, pk=pk, application=application, file__isnull=False)
    assert printed.file is not None  # noqa: S101 -- asked for above
    if application.helper is None:  # what a helper reads, the applicant has not
        operations.note_download(printed=printed, actor=request.user)
    return FileResponse(
        open_file(printed.file), as_attachment=True, filename=printed.file.name, content_type="application/pdf"
    )
