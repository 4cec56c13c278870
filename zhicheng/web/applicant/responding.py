"""/my/tracking/<number>/respond/: what the applicant hands in in mid-route."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from zhicheng.applications import operations
from zhicheng.applications.models import Application, Gate, StageRecord
from zhicheng.applications.queries import current_stage
from zhicheng.applications.registry import kind_of
from zhicheng.core import clock
from zhicheng.web.applicant.evidence import EvidenceForm
from zhicheng.web.applicant.gates import own_case
from zhicheng.web.applicant.pages import case_title, show
from zhicheng.web.applicant.papers import sent_papers
from zhicheng.web.applicant.words import day
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go


@require_http_methods(["GET", "HEAD", "POST"])
@own_case
def respond(request: SignedInRequest, application: Application) -> HttpResponse:
    """The form of the stage and its papers; sent once, the case goes on."""
    stage = current_stage(application)
    if stage is None or stage.gate != Gate.APPLICANT:
        return _refused(request, application)
    rule, is_sent = kind_of(application).stage(stage.key), request.method == "POST"
    form = rule.form(request.POST if is_sent else None, application=application) if rule.form else None
    if not is_sent:
        papers = EvidenceForm(there=[], needed=f"上传{rule.proof}") if rule.proof else None
        return _page(request, application, stage, form, papers)
    sent = sent_papers(request, application, proof=rule.proof, required=True, at=clock.now())
    checked = [each.is_valid() for each in (form, sent) if each is not None]
    if not all(checked):
        return _page(request, application, stage, form, sent.form if sent else None, status=422)
    try:
        operations.respond(
            application=application,
            actor=request.user,
            data=form.cleaned_data if form else {},
            files=sent.files if sent else (),
            at=clock.now(),
        )
    except operations.NotAllowed:  # sent from another window
        return _refused(request, application)
    messages.success(request, f"{stage.title}已提交")
    return go(request, _progress(application))


def _page(
    request: SignedInRequest,
    application: Application,
    stage: StageRecord,
    form: object,
    papers: EvidenceForm | None,
    *,
    status: int = 200,
) -> HttpResponse:
    rule = kind_of(application).stage(stage.key)
    if papers is not None:
        papers.fields["proof"].label = rule.proof
    context = {
        "title": case_title(application),
        "stage": stage,
        "form": form,
        "papers": papers,
        "errors": [each for each in (form, papers) if each is not None] if status == 422 else [],
        "due": day(stage.due_on) if stage.due_on else "",
        "progress": _progress(application),
    }
    return show(request, "applicant/respond.html", context, status=status)


def _progress(application: Application) -> str:
    return reverse("applicant:progress", args=[application.number])


def _refused(request: SignedInRequest, application: Application) -> HttpResponse:
    text = "这份申请现在不需要您提交材料。"
    context = {"title": case_title(application), "text": text, "progress": _progress(application)}
    return show(request, "applicant/refused.html", context, status=409)
