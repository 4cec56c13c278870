"""撤回 and 放弃: each with its consequences said before."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from zhicheng.applications import operations
from zhicheng.applications.deadlines import due_for
from zhicheng.applications.models import Application
from zhicheng.applications.queries import current_stage
from zhicheng.applications.registry import kind_of
from zhicheng.applications.rules import can_edit, can_withdraw
from zhicheng.core import clock
from zhicheng.web.applicant.gates import own_case
from zhicheng.web.applicant.pages import case_title, show
from zhicheng.web.applicant.words import left, moment
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go


class TickForm(forms.Form):
    """Asked where taking back cannot be made good again."""

    use_required_attribute = False
    for_good = forms.BooleanField(
        label="我知道撤回后这次申报不能再提交", error_messages={"required": "确认撤回的，勾选这一项"}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@own_case
def withdraw(request: SignedInRequest, application: Application) -> HttpResponse:
    at = clock.now()
    if not can_withdraw(request.user, application, current_stage(application)):
        return refused(request, application, "申请已经审核或不在审核中，不能撤回。")
    due = due_for(application, at=at)
    is_over = due is not None and at >= due
    form = TickForm(request.POST if request.method == "POST" and is_over else None)
    if request.method != "POST" or (is_over and not form.is_valid()):
        text = f"撤回后可以修改并重新提交，从{kind_of(application).route[0].title}重新开始。"
        if due is not None:
            text += f"提交截止时间是 {moment(due)}，还有 {left(due, at)}，过后不能再提交。"
        warning = _warning(application, due) if is_over and due is not None else ()
        question = (f"撤回{case_title(application)}？", "" if warning else text, "撤回申请", "不撤回")
        return confirmed(request, application, question, warning=warning, form=form if warning else None)
    try:
        operations.withdraw(application=application, actor=request.user, at=at, for_good=is_over)
    except operations.NotAllowed:
        return refused(request, application, "这份申请刚刚审核过，不能再撤回。")
    except operations.WouldEnd:  # the last moment passed between the two clicks: asked once more
        return go(request, request.path)
    done = "申请已撤回，提交已经截止，不能再提交" if is_over else "申请已撤回，改好后可以重新提交"
    messages.success(request, done)
    return go(request, _progress(application))


def _warning(application: Application, due: datetime) -> tuple[str, str]:
    return (
        f"个人提交已于 {moment(due)} 截止，撤回后不能再提交",
        f"{application.year} 年度的这次申报到此结束，只能申报以后的年度。不撤回，审核照常进行；"
        f"材料有差错的，可以联系人事管理单位退回补正，补正期内能改好再交。",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@own_case
def abandon(request: SignedInRequest, application: Application) -> HttpResponse:
    if not can_edit(request.user, application):
        return refused(request, application, "申请正在办理或已经办结，不能放弃。")
    if request.method != "POST":
        text = "放弃后这份申请不能恢复。已填写的个人信息仍保留，可用于下一次申请。"
        return confirmed(request, application, (f"放弃{case_title(application)}？", text, "放弃申请", "不放弃"))
    try:
        operations.abandon(application=application, actor=request.user, at=clock.now())
    except operations.NotAllowed:
        return refused(request, application, "这份申请刚刚在另一个窗口提交了，不能放弃。")
    messages.success(request, f"{case_title(application)}已放弃")
    return go(request, _progress(application))


def _progress(application: Application) -> str:
    return reverse("applicant:progress", args=[application.number])


def confirmed(
    request: SignedInRequest,
    application: Application,
    question: tuple[str, str, str, str],
    *,
    warning: tuple[str, ...] = (),
    form: forms.Form | None = None,
    kind: str = "danger",
) -> HttpResponse:
    """This function will ask before something is done: title, text, and what the two buttons say."""
    title, text, yes, no = question
    words = {"title": title, "text": text, "yes": yes, "no": no}
    context = {**words, "warning": warning, "form": form, "kind": kind, "progress": _progress(application)}
    return show(request, "applicant/confirm.html", context, status=422 if form and form.is_bound else 200)


def refused(request: SignedInRequest, application: Application, text: str) -> HttpResponse:
    """This function will say why it cannot be done."""
    context = {"title": case_title(application), "text": text, "progress": _progress(application)}
    return show(request, "applicant/refused.html", context, status=409)
