"""What every page of the applicant shares: the count of unread messages, the four steps, the way back."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from zhicheng.applications.kind import FormStep, Kind, RecordStep, Step
from zhicheng.applications.models import Application
from zhicheng.applications.queries import Task
from zhicheng.applications.registry import all_kinds, kind_of
from zhicheng.calls.models import Call
from zhicheng.notifications.queries import unread_count
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import is_htmx, page


@dataclass(frozen=True)
class Journey:
    """The bar of the four steps: (title, address, is known to be done) of each, and where the person is, from 1."""

    items: tuple[tuple[str, str, bool], ...]
    at: int

    @property
    def title(self) -> str:
        return self.items[self.at - 1][0]

    @property
    def url(self) -> str:
        return self.items[self.at - 1][1]


def show(
    request: SignedInRequest,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    fragments: tuple[str, ...] = ("main",),
    status: int = 200,
) -> HttpResponse:
    """This function will render a page under /my/, with the number of unread messages in its navigation."""
    context = context or {}
    if "unread" not in context:
        is_counted = not is_htmx(request) and not hasattr(request, "helped")
        context = {**context, "unread": _unread(request) if is_counted else 0}
    return page(request, template, context, fragments=fragments, status=status)


def _unread(request: SignedInRequest) -> int:
    return request.unread if hasattr(request, "unread") else unread_count(request.user)


def journey(application: Application, here: str, *, done: Container[str] = ()) -> Journey:
    """This function will return the step bar of a case whose person is at the step called `here`.

    `done` are the steps that the page knows to be complete; the others show their number.
    """
    base, steps = case_url(application), journey_steps(kind_of(application))
    names = [key for key, _ in steps]
    return Journey(tuple((title, f"{base}{key}/", key in done) for key, title in steps), names.index(here) + 1)


def journey_steps(kind: Kind) -> list[tuple[str, str]]:
    """This function will return key and title of each page on the way; a kind without dossier or form has fewer."""
    steps = [("info", "填写个人信息")] if kind.info else []
    steps.append(("request", kind.request.title))
    steps += [("form", form_title(kind))] if kind.completes_form else []
    return [*steps, ("submit", "提交审核")]


def form_title(kind: Kind) -> str:
    """This function will name the page on which the form is completed: 生成评审表."""
    return f"生成{kind.sheet}"


def neighbours(application: Application, here: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """This function will return title and address of the page before `here`, or of 工作台, and of the one after it."""
    steps = journey_steps(kind_of(application))
    base, place = case_url(application), [key for key, _ in steps].index(here)
    before = steps[place - 1] if place else None
    after = steps[min(place + 1, len(steps) - 1)]
    home = ("返回协助填报", reverse("approver:assistances")) if application.helper else ("返回工作台", "/my/")
    back = ("上一步", f"{base}{before[0]}/") if before else home
    return back, (after[1], f"{base}{after[0]}/")


def filled_in(application: Application, missing: Iterable[Task]) -> frozenset[str]:
    """This function will return which of the first two steps are done, given all that is `missing` (queries.gaps)."""
    lacking = {task.step.key for task in missing}
    request = kind_of(application).request.key
    return frozenset((["info"] if not lacking - {request} else []) + (["request"] if request not in lacking else []))


def notices_of(call: Call) -> str:
    """This function will return where the open calls of its series stand, each with its notice."""
    return f"/services/calls/?series={call.committee.series_id}"


def case_url(application: Application) -> str:
    """This function will return the address below which all pages of a case stand."""
    return reverse("applicant:case", args=[application.number])


def case_title(application: Application) -> str:
    """This function will name a case as people do: 2026 年度评审申请."""
    return f"{application.year} 年度{kind_of(application).title}"


def change_url() -> str:
    """This function will return where another 人事管理单位 is applied for, or "" where no kind does that."""
    keys = [kind.key for kind in all_kinds() if finds_unit(kind)]
    return reverse("applicant:start", args=keys) if keys else ""


def finds_unit(kind: Kind) -> bool:
    """This function will tell whether the request asks for a 人事管理单位: it is found on a page of its own."""
    return "unit" in kind.request.form.base_fields


def about(application: Application) -> str:
    """This function will say what a case asks for, as far as it is chosen, or ""."""
    return kind_of(application).about(application)


def info_steps(application: Application) -> list[Step]:
    """This function will return the parts of 填写个人信息 that apply to the case, in order."""
    return [step for group in kind_of(application).info for step in group.steps if step.applies(application)]


def step_url(application: Application, step: FormStep | RecordStep) -> str:
    """This function will return where a part of 填写个人信息 is filled in; pages of their own lead back here."""
    info = f"{case_url(application)}info/"
    if isinstance(step, FormStep) and step.form.page:
        whose = f"&case={application.number}" if application.helper else ""
        return f"{reverse(f'applicant:{step.form.page}')}?next={info}{whose}"
    return f"{info}{step.key}/"


def way_back(request: SignedInRequest, otherwise: str = "/my/") -> str:
    """This function will return the local address given as `next`, or `otherwise`."""
    to = request.POST.get("next") or request.GET.get("next") or otherwise
    return to if url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}) else otherwise


def handed_on(request: SignedInRequest) -> str:
    """This function will return the query of this page, for the next one: what the link that led here asks for."""
    return f"?{request.GET.urlencode()}" if request.GET else ""


def came_from(request: SignedInRequest) -> str:
    """This function will return the local page that sent the person here (?next=), or ""."""
    to = request.GET.get("next", "")
    return to if url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}) else ""


def saved_words(saved_at: datetime | None, at: datetime) -> str:
    """This function will say when the case was saved last, "" when never."""
    if saved_at is None:
        return ""
    saved = timezone.localtime(saved_at)
    day = "今天" if saved.date() == timezone.localdate(at) else f"{saved.month} 月 {saved.day} 日"
    return f"已保存，最近修改：{day} {saved:%H:%M}"
