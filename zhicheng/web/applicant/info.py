"""填写个人信息: the task list of a case."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from zhicheng.applications.models import Application
from zhicheng.applications.queries import Task, task_list
from zhicheng.applications.reading import Reading
from zhicheng.applications.registry import kind_of
from zhicheng.core import clock
from zhicheng.dossier.models import Profile
from zhicheng.organizations.models import HelpDesk
from zhicheng.organizations.queries import help_desk
from zhicheng.web.applicant.gates import editable_case, shared_case
from zhicheng.web.applicant.pages import case_title, case_url, handed_on, journey, saved_words, show, step_url
from zhicheng.web.gates import SignedInRequest


@dataclass(frozen=True)
class Line:
    """One task as the list shows it."""

    title: str
    url: str
    state: str
    detail: str
    count: int  # places to mend


@dataclass(frozen=True)
class Card:
    """One group of tasks."""

    title: str
    side: str
    lines: tuple[Line, ...]


@require_GET
@shared_case
def case(request: SignedInRequest, application: Application) -> HttpResponse:
    """Leads to where the case goes on: filling it in, or following it."""
    if application.is_editable:
        return redirect(f"{journey(application, 'submit').items[0][1]}{handed_on(request)}")
    return redirect(f"/my/tracking/{application.number}/")


@require_GET
@editable_case
def hub(request: SignedInRequest, application: Application) -> HttpResponse:
    """The list. ?check=1 (下一步) goes on when nothing required is missing, and else says what is."""
    if not kind_of(application).info:
        raise Http404
    at = clock.now()
    reading = Reading(application, at=at)
    groups = task_list(reading)
    tasks = [task for group in groups for task in group.tasks]
    missing = [task for task in tasks if task.holds_back]
    following = f"{case_url(application)}request/"
    if "check" in request.GET and not missing:
        return redirect(following)
    to_mend = [item["section"] for item in reading.corrections]
    context = {
        "application": application,
        "title": case_title(application),
        "journey": journey(application, "info"),
        "cards": [
            Card(
                group.title,
                f"{len(group.tasks)} 项，已完成 {group.done} 项",
                tuple(line(application, task, to_mend) for task in group.tasks),
            )
            for group in groups
        ],
        "done": sum(group.done for group in groups),
        "total": len(tasks),
        "missing": [(gap_words(task), step_url(application, task.step)) for task in missing],
        "checked": "check" in request.GET,
        "following": following,
        "desk": desk_of(application),
        "saved": saved_words(application.content.saved_at, at),
    }
    return show(request, "applicant/info.html", context)


def line(application: Application, task: Task, to_mend: list[str]) -> Line:
    """This function will return a task as a line of the list; `to_mend` names the section of each open defect."""
    return Line(
        task.step.title, step_url(application, task.step), task.state, task.detail, to_mend.count(task.step.key)
    )


def gap_words(task: Task) -> str:
    """This function will say what a required part that is not done still lacks."""
    return f"{task.step.title}：{task.detail}" if task.detail != task.step.summary else f"{task.step.title}还没有填完"


def desk_of(application: Application) -> HelpDesk | None:
    """This function will return whom to ask in the person's region, or None."""
    if application.employer:
        region = application.employer.region_id
    else:
        region = Profile.objects.filter(owner=application.applicant).values_list("region", flat=True).first() or ""
    return help_desk(region, on=timezone.localdate(clock.now()))
