"""站内信 of an officer, in the shell of his desk."""

from django.contrib import messages as flash
from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhicheng.core import clock
from zhicheng.notifications.operations import mark_all_read
from zhicheng.web import inbox
from zhicheng.web.desks.place import Place, show
from zhicheng.web.gates import MemberRequest
from zhicheng.web.page import go


def shell_of(place: Place) -> inbox.Shell:
    """This function will return where an audience's messages stand."""
    return inbox.Shell("base_app.html", place.at("home"), place.at("messages"))


@require_GET
def messages(request: MemberRequest, place: Place) -> HttpResponse:
    context = inbox.listing(request, shell_of(place), unread=request.unread)
    return show(request, place, "inbox/messages.html", context)


@require_GET
def message(request: MemberRequest, pk: int, place: Place) -> HttpResponse:
    """One message; the case it tells of is in the queue, not behind a link: it may be at another desk by now."""
    one, is_new = inbox.opened(request, pk)
    request.unread -= is_new
    context = {"shell": shell_of(place), "message": one, "about": "", "ways": inbox.ways(one)}
    return show(request, place, "inbox/message.html", context)


@require_POST
def read_all(request: MemberRequest, place: Place) -> HttpResponse:
    count = mark_all_read(recipient=request.user, at=clock.wall())
    flash.success(request, f"{count} 条消息已标为已读" if count else "没有未读的消息")
    return go(request, place.at("messages"))


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: MemberRequest, place: Place) -> HttpResponse:
    """通知方式 of the officer."""
    form = inbox.choice(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        inbox.keep(request.user, form)
        flash.success(request, "通知方式已保存")
        return go(request, place.at("messages"))
    context = {"shell": shell_of(place), "form": form, "addresses": inbox.addresses(request.user)}
    return show(request, place, "inbox/notices.html", context)
