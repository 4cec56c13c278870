"""What the pages of all parts of 填写个人信息 share."""

from datetime import UTC, datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse

from zhicheng.applications import operations
from zhicheng.applications.forms import Raw
from zhicheng.applications.kind import Step
from zhicheng.applications.models import Application
from zhicheng.applications.queries import task_list
from zhicheng.applications.reading import Reading, open_corrections
from zhicheng.applications.steps import answer
from zhicheng.core import clock
from zhicheng.web.applicant.gates import load
from zhicheng.web.applicant.pages import came_from, case_title, case_url, info_steps, saved_words, step_url
from zhicheng.web.applicant.typed import new_page, sending_of
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go
from zhicheng.web.resume import stash_of

DONE = ("done", "none")


def find(application: Application, key: str) -> Step:
    """This function will return the part of 填写个人信息 called `key` that applies to the case, or raise Http404."""
    for step in info_steps(application):
        if step.key == key:
            return step
    raise Http404


def slot_of(application: Application, step: Step) -> str:
    """This function will name the place where files of a part belong, as the files know it."""
    return f"{application.number}/{step.key}"


def frame(application: Application, step: Step) -> dict[str, object]:
    """This function will return what a part's page shows around its form."""
    applicable = info_steps(application)
    info = f"{case_url(application)}info/"
    return {
        "application": application,
        "case": case_title(application),
        "step": step,
        "place": f"个人信息 · 第 {applicable.index(step) + 1} 项，共 {len(applicable)} 项",
        "info": info,
        "draft": f"{info}{step.key}/draft/",
        "history": f"{info}{step.key}/history/",
        "slot": slot_of(application, step),
        **page_marks(application, step.key),
        "corrections": [item["text"] for item in open_corrections(application) if item["section"] == step.key],
    }


def page_marks(application: Application, key: str) -> dict[str, object]:
    """This function will return what a page that saves itself carries: its id, whose stash it may open, its state."""
    said = application.content.answers.get(key, {})
    saved = ""
    if "at" in said:
        at = datetime.fromtimestamp(said["at"], tz=UTC)
        saved = f"{saved_words(at, clock.now())}，第 {said['v']} 版"
    return {
        "page_id": new_page(),
        "stash": stash_of(application.helper or application.applicant),
        "version": answer(application, key).version,
        "saved": saved,
    }


def keep_theirs(
    request: SignedInRequest, application: Application, key: str, *, raw: Raw, at: datetime, **said: object
) -> HttpResponse:
    """This function will leave the version that is kept as it is; what this page says goes into the history."""
    page = sending_of(request).page
    mine = {"raw": raw, **said}
    operations.set_aside(application=application, key=key, said=mine, page=page, actor=request.user, at=at)
    messages.success(request, "保留了已保存的版本，本页填的在“历史版本”里")
    return go(request, request.get_full_path())


def leave(request: SignedInRequest, number: str, step: Step, *, at: datetime) -> HttpResponse:
    """This function will go on after a save: back to what sent here, to the next part not done, or here again."""
    if back := came_from(request):
        return go(request, back)
    if "next" not in request.POST:
        messages.success(request, f"{step.title}已保存")
        return go(request, reverse("applicant:step", args=[number, step.key]))
    application = load(request, number, joined=())
    tasks = [task for group in task_list(Reading(application, at=at)) for task in group.tasks]
    behind = [task for task in tasks[[task.step for task in tasks].index(step) + 1 :] if task.state not in DONE]
    return go(request, step_url(application, behind[0].step) if behind else f"{case_url(application)}info/")
