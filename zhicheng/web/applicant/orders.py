"""到期自动提交: ordered on the page 提交审核 for what stands there, and taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhicheng.applications import operations
from zhicheng.applications.helping import helps_of
from zhicheng.applications.models import Application
from zhicheng.applications.registry import kind_of
from zhicheng.core import clock
from zhicheng.web.applicant.gates import own_case
from zhicheng.web.applicant.submission import OrderForm, helped_words, submit_page
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go


@require_POST
@own_case
def order(request: SignedInRequest, application: Application) -> HttpResponse:
    at = clock.now()
    form = OrderForm(request.POST, helped=helped_words(helps_of(application)))
    if not form.is_valid():
        return submit_page(request, application, None, at, order=form, status=422)
    sheet, refusal, status = kind_of(application).sheet, "", 409
    try:
        operations.order_submission(
            application=application,
            content_hash=form.cleaned_data["content_hash"],
            actor=request.user,
            at=at,
            confirms_help=form.cleaned_data.get("confirms_help", False),
        )
    except operations.Incomplete:
        return submit_page(request, application, None, at, order=form, status=422)
    except (operations.FormChanged, operations.HelpNotConfirmed):
        refusal = f"申请内容在这一页打开以后改过。核对改动后的内容，重新下载{sheet}，再设置"
    except operations.NotDownloaded:
        refusal, status = f"先下载现在这份内容的{sheet}，再设置", 422
    except operations.NoDeadline:
        refusal = "这项申请全年受理，没有截止时间，填好后直接提交"
    except (operations.NotAllowed, operations.TooLate, operations.NotOpen):
        return submit_page(request, application, None, at, order=form, status=409)
    if refusal:
        return submit_page(request, application, None, at, order=form, refusal=refusal, status=status)
    messages.success(request, "已设置到期自动提交。此后改了内容的，要重新下载并重新设置")
    return go(request, reverse("applicant:submit", args=[application.number]))


@require_POST
@own_case
def cancel(request: SignedInRequest, application: Application) -> HttpResponse:
    try:
        operations.cancel_order(application=application, actor=request.user, at=clock.now())
    except operations.NotAllowed:
        messages.info(request, "申请已经提交，自动提交不再起作用")
    else:
        messages.success(request, "已取消到期自动提交，截止前记得自己提交")
    return go(request, reverse("applicant:submit", args=[application.number]))
