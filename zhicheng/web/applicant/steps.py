"""One part of 填写个人信息: the view of every part of every kind, and its autosave."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods, require_POST

from zhicheng.applications import operations
from zhicheng.applications.kind import RecordStep
from zhicheng.applications.models import Application
from zhicheng.web.applicant import drafts, questions, records
from zhicheng.web.applicant.gates import editable_part
from zhicheng.web.applicant.pages import step_url
from zhicheng.web.applicant.parts import find
from zhicheng.web.applicant.typed import raw_of, sending_of
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go


@require_http_methods(["GET", "HEAD", "POST"])
@editable_part
def step(request: SignedInRequest, application: Application, key: str) -> HttpResponse:
    found = find(application, key)
    if isinstance(found, RecordStep):
        return records.record_step(request, application, found)
    if found.form.page:
        return go(request, step_url(application, found))
    return questions.form_step(request, application, found)


@require_POST
def draft(request: HttpRequest, number: str, key: str, pk: int = 0) -> HttpResponseBase:
    """Autosave of a part, or of a row of it that is being edited."""

    def keep(request: SignedInRequest, held: Application, at: datetime) -> int:
        found, sending = find(held, key), sending_of(request, is_draft=True)
        if pk and not isinstance(found, RecordStep):
            raise Http404
        if isinstance(found, RecordStep):
            return records.autosave(request, held, found, pk, sending=sending, at=at)
        raw = raw_of(request.POST, found.form.base_fields)
        return operations.autosave(held=held, key=key, raw=raw, sending=sending, at=at)

    def said(request: SignedInRequest, held: Application) -> tuple[str, drafts.Said]:
        found = find(held, key)
        if isinstance(found, RecordStep):
            return records.said(request, found, pk)
        return key, {"raw": raw_of(request.POST, found.form.base_fields)}

    return drafts.answer(request, number, keep, said)
