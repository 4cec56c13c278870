"""撤回 and 放弃: each with its consequences said before."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from zhicheng.applications import operations
from zhicheng.applications.models import Application
from zhicheng.applications.queries import current_stage
from zhicheng.applications.rules import can_edit, can_withdraw
from zhicheng.core import clock
from zhicheng.web.applicant.gates import own_case
from zhicheng.web.applicant.pages import case_title, show
from zhicheng.web.applicant.words import moment
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go


@require_http_methods(["GET", "HEAD", "POST"])
@own_case
def withdraw(request: SignedInRequest, application: Application) -> HttpResponse:
    at = clock.now()
    if not can_withdraw(request.user, application, current_stage(application)):
        return _refused(request, application, "人事管理单位已经审核，或申请不在审核中，不能撤回。")
    if request.method != "POST":
        until = application.period.submit_until if application.period else None
        text = "撤回后可以修改并重新提交，审核从人事管理单位重新开始。"
        if until is not None:
            text += (
                f"个人提交截止时间仍是 {moment(until)}。"
                if at < until
                else f"个人提交已于 {moment(until)} 截止，撤回后不能再提交。"
            )
        question = (f"撤回{case_title(application)}？", text, "撤回申请", "不撤回")
        return _confirm(request, application, question)
    try:
        operations.withdraw(application=application, actor=request.user, at=at)
    except operations.NotAllowed:
        return _refused(request, application, "人事管理单位刚刚审核了这份申请，不能再撤回。")
    messages.success(request, "申请已撤回，改好后可以重新提交")
    return go(request, _progress(application))


@require_http_methods(["GET", "HEAD", "POST"])
@own_case
def abandon(request: SignedInRequest, application: Application) -> HttpResponse:
    if not can_edit(request.user, application):
        return _refused(request, application, "申请正在办理或已经办结，不能放弃。")
    if request.method != "POST":
        text = "放弃后这份申请不能恢复。已填写的个人信息仍保留，可用于下一次申请。"
        return _confirm(request, application, (f"放弃{case_title(application)}？", text, "放弃申请", "不放弃"))
    try:
        operations.abandon(application=application, actor=request.user, at=clock.now())
    except operations.NotAllowed:
        return _refused(request, application, "这份申请刚刚在另一个窗口提交了，不能放弃。")
    messages.success(request, f"{case_title(application)}已放弃")
    return go(request, _progress(application))


def _progress(application: Application) -> str:
    return reverse("applicant:progress", args=[application.number])


def _confirm(request: SignedInRequest, application: Application, question: tuple[str, str, str, str]) -> HttpResponse:
    title, text, yes, no = question
    context = {"title": title, "text": text, "yes": yes, "no": no, "progress": _progress(application)}
    return show(request, "applicant/confirm.html", context)


def _refused(request: SignedInRequest, application: Application, text: str) -> HttpResponse:
    context = {"title": case_title(application), "text": text, "progress": _progress(application)}
    return show(request, "applicant/refused.html", context, status=409)
