"""/my/messages/: 站内信 of the applicant."""

from django.contrib import messages as flash
from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhicheng.applications.models import Application
from zhicheng.core import clock
from zhicheng.notifications.operations import mark_all_read
from zhicheng.notifications.queries import unread_count
from zhicheng.web import inbox
from zhicheng.web.applicant.pages import show
from zhicheng.web.gates import SignedInRequest, signed_in
from zhicheng.web.page import go

SHELL = inbox.Shell("applicant/_base.html", "/my/", "/my/messages/")


@require_GET
@signed_in
def messages(request: SignedInRequest) -> HttpResponse:
    context = inbox.listing(request, SHELL, unread=unread_count(request.user))
    return show(request, "inbox/messages.html", context)


@require_GET
@signed_in
def message(request: SignedInRequest, pk: int) -> HttpResponse:
    one, _ = inbox.opened(request, pk)
    mine = Application.objects.filter(applicant=request.user, number=one.about).exists()
    about = f"/my/tracking/{one.about}/" if mine else ""
    context = {"shell": SHELL, "message": one, "about": about, "ways": inbox.ways(one)}
    return show(request, "inbox/message.html", context)


@require_POST
@signed_in
def read_all(request: SignedInRequest) -> HttpResponse:
    count = mark_all_read(recipient=request.user, at=clock.wall())
    flash.success(request, f"{count} 条消息已标为已读" if count else "没有未读的消息")
    return go(request, SHELL.list)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def settings(request: SignedInRequest) -> HttpResponse:
    """通知方式: the site always tells; texts and mails as one wishes."""
    form = inbox.choice(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        inbox.keep(request.user, form)
        flash.success(request, "通知方式已保存")
        return go(request, SHELL.list)
    context = {"shell": SHELL, "form": form, "addresses": inbox.addresses(request.user)}
    return show(request, "inbox/notices.html", context)
