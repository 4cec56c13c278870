"""One part of 填写个人信息: pages of questions, and the autosave of every part."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from zhicheng.applications import operations
from zhicheng.applications.forms import Raw, StepForm, as_data
from zhicheng.applications.kind import FormStep, RecordStep, Step
from zhicheng.applications.models import Application
from zhicheng.applications.queries import open_corrections, task_list
from zhicheng.applications.steps import answer, form_of
from zhicheng.core import clock
from zhicheng.web.applicant import records
from zhicheng.web.applicant.gates import editable_case, load
from zhicheng.web.applicant.pages import case_title, case_url, info_steps, show, step_url
from zhicheng.web.applicant.typed import raw_of, version_of
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go, page

DONE = ("done", "none")


def find(application: Application, key: str) -> Step:
    """This function will return the part of 填写个人信息 called `key` that applies to the case, or raise Http404."""
    for one in info_steps(application):
        if one.key == key:
            return one
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@editable_case
def step(request: SignedInRequest, application: Application, key: str) -> HttpResponse:
    found = find(application, key)
    if isinstance(found, RecordStep):
        return records.record_step(request, application, found)
    if found.form.page:
        return go(request, step_url(application, found))
    return form_step(request, application, found)


def form_step(request: SignedInRequest, application: Application, step: FormStep) -> HttpResponse:
    """This function will show a page of questions, or keep its answers and go on."""
    at = clock.now()
    if request.method != "POST":
        form = form_of(step, application, at=at)
        if form.is_bound:
            form.errors.clear()  # what is half typed is not wrong yet
        return _show(request, application, step, form)
    raw = raw_of(request.POST, step.form.base_fields)
    form = step.form(request.POST, request.FILES, application=application, at=at)
    kept = answer(application, step.key)
    if version_of(request.POST) != kept.version and kept.raw not in ({}, raw):
        return _show(request, application, step, form, stored=kept.raw, at=at, status=409)
    valid = operations.save_step(
        application=application, step=step, raw=raw, files=request.FILES, actor=request.user, at=at
    )
    application = load(request, application.number)
    if not (valid and form.is_valid()):
        return _show(request, application, step, form, status=422)
    return leave(request, application, step, at=at)


def _show(
    request: SignedInRequest,
    application: Application,
    step: FormStep,
    form: StepForm,
    *,
    stored: Raw | None = None,
    at: datetime | None = None,
    status: int = 200,
) -> HttpResponse:
    differences = _differences(step, application, form, stored, at) if stored is not None and at else ()
    context = {"form": form, "differences": differences, **step_context(application, step)}
    return show(request, "applicant/step.html", context, status=status)


def _differences(
    step: FormStep, application: Application, form: StepForm, stored: Raw, at: datetime
) -> list[tuple[str, str, str]]:
    """The fields in which two windows differ: label, what this page says, what is kept."""
    other = step.form(as_data(stored), application=application, at=at)
    pairs = [(field.label, _typed(form, name), _typed(other, name)) for name, field in form.fields.items()]
    form.errors.clear()  # first choose, then mend
    return [(str(label), mine, theirs) for label, mine, theirs in pairs if mine != theirs]


def _typed(form: StepForm, name: str) -> str:
    value = form[name].value()
    if isinstance(value, list):
        return " ".join(str(part) for part in value)
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value) or "")


def step_context(application: Application, step: Step) -> dict[str, object]:
    """This function will return what every part's page shows around its form."""
    applicable = info_steps(application)
    info = f"{case_url(application)}info/"
    return {
        "application": application,
        "case": case_title(application),
        "step": step,
        "place": f"个人信息 · 第 {applicable.index(step) + 1} 项，共 {len(applicable)} 项",
        "info": info,
        "draft": f"{info}{step.key}/draft/",
        "version": answer(application, step.key).version,
        "corrections": [item["text"] for item in open_corrections(application) if item["section"] == step.key],
    }


def leave(request: SignedInRequest, application: Application, step: Step, *, at: datetime) -> HttpResponse:
    """This function will go on after a save: the next part that is not done, this one again, or the list."""
    if "next" not in request.POST:
        messages.success(request, f"{step.title}已保存")
        return go(request, step_url(application, step))
    tasks = [task for group in task_list(application, at=at) for task in group.tasks]
    here = [task.step.key for task in tasks].index(step.key) if step in [task.step for task in tasks] else -1
    for task in tasks[here + 1 :]:
        if task.state not in DONE:
            return go(request, step_url(application, task.step))
    return go(request, f"{case_url(application)}info/")


@require_POST
def draft(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """Autosave: keeps what is typed and answers only the words beside the buttons."""
    if not request.user.is_authenticated:
        words = "登录已过期，本页内容还没有保存。在新窗口重新登录后，回到这一页点“保存”"
        return _words(request, words, state="failed", status=401)
    return _draft(request, number, key)


@editable_case
def _draft(request: SignedInRequest, application: Application, key: str) -> HttpResponse:
    at, found = clock.now(), find(application, key)
    version = version_of(request.POST)
    try:
        if isinstance(found, RecordStep):
            version = records.autosave(request, application, found, version=version, at=at)
        else:
            raw = raw_of(request.POST, found.form.base_fields)
            version = operations.autosave(
                application=application, key=key, raw=raw, version=version, actor=request.user, at=at
            )
    except operations.Conflict:
        words = "这一项在另一个窗口改过，本页没有自动保存。点“保存”后选择保留哪一个"
        return _words(request, words, state="failed", version=version, status=409)
    return _words(request, f"已自动存为草稿，{timezone.localtime(at):%H:%M}", state="drafting", version=version)


def _words(
    request: HttpRequest, text: str, *, state: str, version: int | None = None, status: int = 200
) -> HttpResponse:
    if version is None:
        version = version_of(request.POST)
    return page(request, "applicant/saved.html", {"text": text, "state": state, "version": version}, status=status)
