"""One part of 填写个人信息: the view of every part of every kind, and its autosave."""

from datetime import datetime
from typing import cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from zhicheng.applications import operations
from zhicheng.applications.kind import RecordStep
from zhicheng.applications.models import Application, Content
from zhicheng.core import clock
from zhicheng.web.applicant import questions, records
from zhicheng.web.applicant.gates import editable_part
from zhicheng.web.applicant.pages import step_url
from zhicheng.web.applicant.parts import find
from zhicheng.web.applicant.typed import raw_of, version_of
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go, page


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
def draft(request: HttpRequest, number: str, key: str) -> HttpResponseBase:
    """Autosave: keeps what is typed and answers only the words beside the buttons."""
    if not request.user.is_authenticated:
        words = "登录已过期，本页内容还没有保存。在新窗口重新登录后，回到这一页点“保存”"
        return _words(request, words, failed=401)
    return _draft(cast(SignedInRequest, request), number, key)


def _draft(request: SignedInRequest, number: str, key: str) -> HttpResponse:
    at = clock.now()
    try:
        version = _keep(request, number, key, at=at)
    except Content.DoesNotExist:
        raise Http404 from None
    except operations.NotAllowed:
        return _words(request, "申请已经提交，不能再修改", failed=409)
    except operations.Conflict:
        words = "这一项在另一个窗口改过，本页没有自动保存。点“保存”后选择保留哪一个"
        return _words(request, words, failed=409)
    return _words(request, f"已自动存为草稿，{timezone.localtime(at):%H:%M}", version=version)


@transaction.atomic
def _keep(request: SignedInRequest, number: str, key: str, *, at: datetime) -> int:
    held, version = operations.hold(number=number, actor=request.user), version_of(request.POST)
    found = find(held, key)
    if isinstance(found, RecordStep):
        return records.autosave(request, held, found, version=version, at=at)
    raw = raw_of(request.POST, found.form.base_fields)
    return operations.autosave(held=held, key=key, raw=raw, version=version, at=at)


def _words(request: HttpRequest, text: str, *, version: int | None = None, failed: int = 0) -> HttpResponse:
    context = {
        "text": text,
        "state": "failed" if failed else "drafting",
        "version": version_of(request.POST) if version is None else version,
    }
    return page(request, "applicant/saved.html", context, status=failed or 200)
