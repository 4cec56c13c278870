"""Autosave: keeps what is typed, unvalidated, and answers only the words beside the buttons."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from zhicheng.applications import operations
from zhicheng.applications.models import Application, Content
from zhicheng.core import clock
from zhicheng.web.applicant.gates import HelpIsOver, load
from zhicheng.web.applicant.typed import sending_of
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import page

Said = Mapping[str, Any]  # what the page says, as the history keeps it
Keep = Callable[[SignedInRequest, Application, datetime], int]  # returns the part's new version
Tell = Callable[[SignedInRequest, Application], tuple[str, Said]]  # the part's key, what the page says

EXPIRED = "登录已过期，本页内容还没有保存。在新窗口重新登录后，回到这一页点“保存”"
CLOSED = "申请已经提交，不能再修改"
OVER = "协助填报已经结束，之后填的没有保存。点“保存”可以把本页填的内容列出来，交给本人"
ELSEWHERE = "这一项在另一个窗口改过。本页填的已存入历史版本，点“保存”后选择保留哪一个"


def answer(request: HttpRequest, number: str, keep: Keep, said: Tell) -> HttpResponse:
    """This function will keep a draft of a part by `keep`, or what `said` of it as a version of the history.

    The latter when another page saved since: then one of both is chosen on 保存.
    """
    if not request.user.is_authenticated:
        return _words(request, EXPIRED, failed=401)
    person, at = cast(SignedInRequest, request), clock.now()
    try:
        version = _keep(person, number, keep, at)
    except (Content.DoesNotExist, operations.NotAllowed):
        return _words(request, _why_not(person, number), failed=409)
    except operations.Repeated as known:
        version = known.version
    except operations.Conflict:
        try:
            _set_aside(person, number, said, at)
        except (HelpIsOver, operations.NotAllowed):  # a moment ago
            return _words(request, _why_not(person, number), failed=409)
        return _words(request, ELSEWHERE, failed=409)
    return _words(request, f"已自动存为草稿，{timezone.localtime(at):%H:%M}，第 {version} 版", version=version)


def _why_not(request: SignedInRequest, number: str) -> str:
    try:
        load(request, number, joined=())
    except HelpIsOver:
        return OVER
    return CLOSED


@transaction.atomic
def _keep(request: SignedInRequest, number: str, keep: Keep, at: datetime) -> int:
    return keep(request, operations.hold(number=number, actor=request.user, at=at), at)


def _set_aside(request: SignedInRequest, number: str, said: Tell, at: datetime) -> None:
    application = load(request, number)
    key, mine = said(request, application)
    page_id = sending_of(request).page
    operations.set_aside(application=application, key=key, said=mine, page=page_id, actor=request.user, at=at)


def _words(request: HttpRequest, text: str, *, version: int | None = None, failed: int = 0) -> HttpResponse:
    context = {
        "text": text,
        "state": "failed" if failed else "drafting",
        "version": sending_of(request, is_draft=True).version if version is None else version,
    }
    return page(request, "applicant/saved.html", context, status=failed or 200)
