"""A part that is one page of questions."""

from datetime import datetime

from django.http import HttpResponse

from zhicheng.applications import operations
from zhicheng.applications.forms import Raw, StepForm, as_data
from zhicheng.applications.kind import FormStep
from zhicheng.applications.models import Application
from zhicheng.applications.steps import answer, form_of
from zhicheng.core import clock
from zhicheng.web.applicant.gates import load
from zhicheng.web.applicant.pages import show
from zhicheng.web.applicant.papers import Papers, kept_papers, sent_papers
from zhicheng.web.applicant.parts import frame, leave
from zhicheng.web.applicant.typed import raw_of, version_of
from zhicheng.web.gates import SignedInRequest

Difference = tuple[str, str, str]  # the field, what this page says, what is kept


def form_step(request: SignedInRequest, application: Application, step: FormStep) -> HttpResponse:
    """This function will show a page of questions, or keep its answers and go on."""
    at = clock.now()
    if request.method != "POST":
        form = form_of(step, application, at=at)
        if form.is_bound:
            form.errors.clear()  # what is half typed is not wrong yet
        return _show(request, application, step, form, papers=kept_papers(application, step))
    papers = sent_papers(request, proof=step.proof, required=step.proof_required, at=at)
    raw = raw_of(request.POST, step.form.base_fields)
    kept = answer(application, step.key)
    if version_of(request.POST) != kept.version and kept.raw not in ({}, raw):
        form = step.form(request.POST, request.FILES, application=application, at=at)
        return _show(request, application, step, form, differences(form, kept.raw, at), papers=papers, status=409)
    valid = operations.save_step(
        application=application,
        step=step,
        raw=raw,
        files=request.FILES,
        papers=papers.files if papers else None,
        actor=request.user,
        at=at,
    )
    if not (valid and (papers is None or papers.is_valid())):
        application = load(request, application.number, joined=())
        form = step.form(request.POST, request.FILES, application=application, at=at)
        return _show(request, application, step, form, papers=papers, status=422)
    return leave(request, application.number, step, at=at)


def _show(
    request: SignedInRequest,
    application: Application,
    step: FormStep,
    form: StepForm,
    found: list[Difference] | None = None,
    *,
    papers: Papers | None = None,
    status: int = 200,
) -> HttpResponse:
    proof = papers.form if papers else None
    context = {**frame(application, step), "form": form, "papers": proof, "differences": found or []}
    return show(request, "applicant/step.html", context, status=status)


def differences(form: StepForm, stored: Raw, at: datetime) -> list[Difference]:
    """This function will return the fields in which this page and what is kept differ; the errors wait until then."""
    form.errors.clear()
    other = type(form)(as_data(stored), application=form.application, at=at)
    pairs = [(str(field.label), _said(form, name), _said(other, name)) for name, field in form.fields.items()]
    return [(label, mine, theirs) for label, mine, theirs in pairs if mine != theirs]


def _said(form: StepForm, name: str) -> str:
    value = form[name].value()
    if isinstance(value, list):
        return " ".join(str(part) for part in value if part)
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value) or "")
