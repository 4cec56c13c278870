"""填写申请信息: each choice narrows the next; what a change clears is shown before anything is saved."""

from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST

from zhicheng.applications import operations
from zhicheng.applications.deadlines import due_for
from zhicheng.applications.forms import StepForm, as_data, is_sealed
from zhicheng.applications.kind import FormStep
from zhicheng.applications.models import Application
from zhicheng.applications.registry import kind_of
from zhicheng.applications.steps import form_of
from zhicheng.calls.models import Call
from zhicheng.core import clock
from zhicheng.web.applicant import drafts
from zhicheng.web.applicant.differences import Difference
from zhicheng.web.applicant.gates import editable_case, load
from zhicheng.web.applicant.pages import case_title, case_url, finds_unit, journey, neighbours, notices_of, show
from zhicheng.web.applicant.papers import Papers, kept_papers, sent_papers
from zhicheng.web.applicant.parts import keep_theirs, page_marks
from zhicheng.web.applicant.questions import settle, typed
from zhicheng.web.applicant.review import advised
from zhicheng.web.applicant.typed import parts_of, raw_of, sending_of
from zhicheng.web.applicant.words import moment
from zhicheng.web.gates import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@editable_case
def request_form(request: SignedInRequest, application: Application) -> HttpResponse:
    """The choices as saved; POST saves them and, with do=next, goes on when they are complete."""
    at, step = clock.now(), kind_of(application).request
    if request.method != "POST":
        form = form_of(step, application, at=at)
        if not form.is_bound and (asked := _asked_for(request, step)):
            form = step.form(initial=step.form.known(application) | asked, application=application, at=at)
        if form.is_bound and "check" not in request.GET:
            form.errors.clear()  # what is half chosen is not wrong yet
        return _page(request, application, form, at, kept_papers(application, step), status=422 if form.errors else 200)
    papers = sent_papers(request, application, proof=step.proof, required=step.proof_required, at=at)
    mine, valid, found = settle(request, application, step, papers, at=at)
    if "whole" in request.POST:
        return keep_theirs(request, application, step.key, raw=mine.raw, at=at)
    if request.POST.get("go") == "unit" and finds_unit(kind_of(application)) and not found:
        return redirect("applicant:new_unit", application.number)
    if not valid or found:
        application = load(request, application.number)
        form = step.form(as_data(typed(request, step, mine)), application=application, at=at)
        if found:
            form.errors.clear()
        return _page(request, application, form, at, papers, found=found, status=409 if found else 422)
    if request.POST.get("do") == "next":
        return redirect(neighbours(application, "request")[1][1])
    return redirect("applicant:request", application.number)


@require_POST
def draft(request: HttpRequest, number: str) -> HttpResponseBase:
    """Autosave of the choices and the reason; nothing else reads them before 保存."""

    def said(request: SignedInRequest, held: Application) -> tuple[str, drafts.Said]:
        step = kind_of(held).request
        return step.key, {"raw": raw_of(request.POST, step.form.base_fields)}

    def keep(request: SignedInRequest, held: Application, at: datetime) -> int:
        key, mine = said(request, held)
        sending = sending_of(request, is_draft=True)
        return operations.autosave(held=held, key=key, raw=mine["raw"], sending=sending, at=at)

    return drafts.answer(request, number, keep, said)


@require_POST
@editable_case
def narrow(request: SignedInRequest, application: Application) -> HttpResponse:
    """Offers what follows from the choices made so far; nothing is saved yet."""
    at, step = clock.now(), kind_of(application).request
    chosen = {
        name: field.widget.value_from_datadict(request.POST, request.FILES, name)
        for name, field in step.form.base_fields.items()
        if not is_sealed(name) and any(part in request.POST for part in parts_of(name, field))
    }
    form = step.form(initial=chosen, application=application, at=at)
    return _page(request, application, form, at, cleared=cleared(form))


def _asked_for(request: SignedInRequest, step: FormStep) -> dict[str, object]:
    """What the link that led here wants to have done: a choice on which others hang."""
    names = step.form.base_fields if step.form.narrows is None else step.form.narrows
    return {name: request.GET[name] for name in names if name in request.GET}


def cleared(form: StepForm) -> list[str]:
    """This function will return the labels of choices that are offered no longer."""
    return [
        str(field.label)
        for name, field in form.fields.items()
        if isinstance(field, forms.ChoiceField)
        and form.initial.get(name)
        and form.initial[name] not in dict(field.choices)  # type: ignore[arg-type]  # plain pairs
    ]


def deadlines(call: Call) -> list[tuple[str, str]]:
    """This function will return until when each of the three has time in a call, and what says so, as a link."""
    until = (
        ("个人提交", call.extended_until or call.submit_until),
        ("单位推荐", call.unit_until),
        ("主管单位报送", call.competent_until),
    )
    notice = format_html('<a href="{}">{}</a>', notices_of(call), call.notice)
    return [*((f"{who}截止", moment(when)) for who, when in until), ("依据", notice)]


def _page(
    request: SignedInRequest,
    application: Application,
    form: StepForm,
    at: datetime,
    papers: Papers | None = None,
    *,
    cleared: list[str] | None = None,
    found: list[Difference] | None = None,
    status: int = 200,
) -> HttpResponse:
    case = case_url(application)
    for name, field in form.fields.items():
        if isinstance(field, forms.ChoiceField) and (form.narrows is None or name in form.narrows):
            field.widget.attrs |= {
                "hx-post": f"{case}request/narrow/",
                "hx-target": "#request-fields",
                "hx-swap": "outerMorph",
                "hx-sync": "#request-fields:replace",  # the newest question is the one to answer
            }
    context = {
        "case": case,
        "title": case_title(application),
        "journey": journey(application, "request"),
        "back": neighbours(application, "request")[0],
        "following": neighbours(application, "request")[1],
        "step": kind_of(application).request,
        "form": form,
        "follows": form.follows(),
        "advice": advised(application, at=at) if form.is_judged else (),
        "papers": papers.form if papers else None,
        "cleared": cleared or [],
        "differences": found or [],
        "draft": f"{case}request/draft/",
        "history": f"{case}info/{kind_of(application).request.key}/history/",
        **page_marks(application, kind_of(application).request.key),
        "calls": [
            (call, deadlines(call)) for call in sorted(form.offered, key=lambda call: (call.submit_until, call.pk))
        ],
        "returned_due": moment(due) if application.round and (due := due_for(application, at=at)) else "",
    }
    return show(request, "applicant/request.html", context, status=status, fragments=("fields",))
