"""A part that is one page of questions."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpResponse

from zhicheng.applications import operations
from zhicheng.applications.forms import Raw, StepForm, as_data
from zhicheng.applications.kind import FormStep
from zhicheng.applications.models import Application
from zhicheng.applications.steps import Answer, answer, form_of
from zhicheng.core import clock
from zhicheng.web.applicant.differences import Difference, chosen, differences, is_chosen, words_of
from zhicheng.web.applicant.gates import load
from zhicheng.web.applicant.pages import show
from zhicheng.web.applicant.papers import Papers, kept_papers, sent_papers
from zhicheng.web.applicant.parts import frame, keep_theirs, leave
from zhicheng.web.applicant.typed import raw_of, sealed_of, sending_of
from zhicheng.web.gates import SignedInRequest


def form_step(request: SignedInRequest, application: Application, step: FormStep) -> HttpResponse:
    """This function will show a page of questions, or keep its answers and go on."""
    at = clock.now()
    if request.method != "POST":
        form = form_of(step, application, at=at)
        if form.is_bound:
            form.errors.clear()  # what is half typed is not wrong yet
        return _show(request, application, step, form, papers=kept_papers(application, step))
    papers = sent_papers(request, application, proof=step.proof, required=step.proof_required, at=at)
    mine, valid, found = settle(request, application, step, papers, at=at)
    if "whole" in request.POST:
        return keep_theirs(request, application, step.key, raw=mine.raw, at=at)
    if found or not valid:
        application = load(request, application.number, joined=())
        form = step.form(as_data(typed(request, step, mine)), request.FILES, application=application, at=at)
        if found:
            form.errors.clear()
        return _show(request, application, step, form, found, papers=papers, status=409 if found else 422)
    return leave(request, application.number, step, at=at)


def typed(request: SignedInRequest, step: FormStep, mine: Answer) -> Raw:
    """This function will return what the page said, with what is sealed: to show it again to who typed it."""
    return mine.raw | sealed_of(request.POST, step.form.base_fields)


def settle(
    request: SignedInRequest, application: Application, step: FormStep, papers: Papers | None, *, at: datetime
) -> tuple[Answer, bool, list[Difference]]:
    """This function will save what was sent, and tell what that is, whether it is valid, or in what it disagrees.

    When another page saved since, nothing is overwritten: this page's version goes into the history, and both are
    returned side by side. Where they say the same, or were chosen from, it is saved.
    """
    sending, kept = sending_of(request), answer(application, step.key)
    mine = Answer(sending.version, raw_of(request.POST, step.form.base_fields), (), none=False)
    if "whole" in request.POST:
        return mine, False, []
    if is_chosen(request.POST) and sending.version == kept.version:
        mine = chosen(request.POST, mine, kept, step.form.base_fields)
    raw = typed(request, step, mine)
    save: dict[str, Any] = {"application": application, "step": step, "raw": raw, "actor": request.user, "at": at}
    save["papers"] = papers.files if papers else None
    has_proof = papers is None or papers.is_valid()
    try:
        return mine, operations.save_step(files=request.FILES, sending=sending, **save) and has_proof, []
    except operations.Repeated:
        is_valid = step.form(as_data(raw), application=application, at=at).is_valid()
        return mine, is_valid and has_proof, []
    except operations.Conflict:
        now = load(request, application.number)
        theirs = answer(now, step.key)
        found = differences(*(words_of(step, now, one, at=at) for one in (mine, theirs)))
        if not found or theirs.is_empty:
            is_valid = operations.save_step(sending=replace(sending, version=theirs.version), **save)
            return mine, is_valid and has_proof, []
        said = {"raw": mine.raw}
        operations.set_aside(application=now, key=step.key, said=said, page=sending.page, actor=request.user, at=at)
        return mine, False, found


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
