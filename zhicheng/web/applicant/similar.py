"""While a row is typed: rows of the person that may say the same, and what looks unusual (N9)."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from zhicheng.applications.kind import RecordStep
from zhicheng.applications.models import Application
from zhicheng.core import clock
from zhicheng.dossier.queries import heading, similar
from zhicheng.web.applicant.gates import editable_case
from zhicheng.web.applicant.pages import show
from zhicheng.web.applicant.parts import find
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import is_htmx

MOST = 3  # near rows shown


@dataclass(frozen=True)
class Near:
    """A row that may say what is being typed."""

    pk: int
    title: str
    detail: str
    is_archived: bool


@require_GET
@editable_case
def near(request: SignedInRequest, application: Application, key: str) -> HttpResponse:
    """Answers a fragment for what is typed so far (?field=…); ?row= is the row being edited. Keeps nothing."""
    step = find(application, key)
    if not isinstance(step, RecordStep):
        raise Http404
    form = step.form(request.GET, today=timezone.localdate(clock.now()))
    form.is_valid()  # what is valid so far stands in cleaned_data
    edited = request.GET.get("row", "")
    exclude = int(edited) if edited.isdecimal() and len(edited) < 19 else None
    rows = similar(application.applicant, step.model, form.cleaned_data, exclude_pk=exclude)[:MOST]
    context = {
        "rows": [Near(row.pk, *heading(row), row.is_archived) for row in rows],
        "noun": step.model.noun,
        "hints": form.hints(),
        "may_use": exclude is None and is_htmx(request),
    }
    return show(request, "applicant/similar.html", context)
