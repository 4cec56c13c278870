"""What the pages of all parts of 填写个人信息 share."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse

from zhicheng.applications.kind import Step
from zhicheng.applications.models import Application
from zhicheng.applications.queries import open_corrections, task_list
from zhicheng.applications.steps import answer
from zhicheng.web.applicant.pages import came_from, case_title, case_url, info_steps, step_url
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go

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
        "slot": slot_of(application, step),
        "version": answer(application, step.key).version,
        "corrections": [item["text"] for item in open_corrections(application) if item["section"] == step.key],
    }


def leave(request: SignedInRequest, application: Application, step: Step, *, at: datetime) -> HttpResponse:
    """This function will go on after a save: back to what sent here, to the next part not done, or here again."""
    if back := came_from(request):
        return go(request, back)
    if "next" not in request.POST:
        messages.success(request, f"{step.title}已保存")
        return go(request, step_url(application, step))
    tasks = [task for group in task_list(application, at=at) for task in group.tasks]
    behind = [task for task in tasks[[task.step for task in tasks].index(step) + 1 :] if task.state not in DONE]
    return go(request, step_url(application, behind[0].step) if behind else f"{case_url(application)}info/")
