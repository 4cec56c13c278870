"""The assistance is over: what the officer typed meanwhile is shown to him once more, and kept nowhere."""

from django.http import HttpResponse
from django.http.request import QueryDict

from zhicheng.applications.kind import Step
from zhicheng.applications.models import Application
from zhicheng.applications.registry import kind_of
from zhicheng.applications.steps import Answer
from zhicheng.core import clock
from zhicheng.web.applicant.differences import veiled, words_of
from zhicheng.web.applicant.typed import raw_of
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import page


def ended(request: SignedInRequest, application: Application) -> HttpResponse:
    """This function will say that the person assists no more, with what he sent (409)."""
    context = {"name": application.applicant.name, "typed": typed(request, application)}
    return page(request, "applicant/help_ended.html", context, status=409)


def typed(request: SignedInRequest, application: Application) -> list[tuple[str, str]]:
    """This function will return label and words of what was sent from a page that fills in; nothing of what is kept."""
    kind = kind_of(application)
    match = request.resolver_match
    key = match.kwargs.get("key", kind.request.key) if match else ""
    step = next((step for step in kind.steps if step.key == key), None)
    if request.method != "POST" or step is None:
        return []
    return [*_answers(request.POST, application, step), *_boxes(request.POST, application)]


def _answers(posted: QueryDict, application: Application, step: Step) -> list[tuple[str, str]]:
    raw = raw_of(posted, step.form.base_fields)
    sent = {name.rsplit("_", 1)[0] for name in raw} | set(raw)
    words = words_of(step, application, Answer(0, raw, (), none=False), at=clock.now())
    return [(label, text) for name, (label, text) in words.items() if text and name in sent]


def _boxes(posted: QueryDict, application: Application) -> list[tuple[str, str]]:
    labels = {blank.key: blank.label for blank in kind_of(application).blanks}
    sent = ((labels.get(name.split("-")[0], ""), str(text).strip()) for name, text in posted.items())
    return [(label, veiled(text)) for label, text in sent if label and text]
