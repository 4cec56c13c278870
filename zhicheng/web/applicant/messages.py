"""站内信: what one was told, newest first; opening a message marks it read."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from zhicheng.applications.models import Application
from zhicheng.core import clock
from zhicheng.core.paging import paginate
from zhicheng.notifications.operations import mark_read
from zhicheng.notifications.queries import inbox
from zhicheng.web.applicant.pages import show
from zhicheng.web.gates import SignedInRequest, signed_in

SIZE = 20


@require_GET
@signed_in
def messages(request: SignedInRequest) -> HttpResponse:
    found = paginate(inbox(request.user), order=("-id",), cursor=request.GET.get("cursor"), size=SIZE)
    return show(request, "applicant/messages.html", {"page": found})


@require_GET
@signed_in
def message(request: SignedInRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(inbox(request.user), pk=pk)
    mark_read(message=one, at=clock.wall())
    mine = Application.objects.filter(applicant=request.user, number=one.about).exists()
    return show(request, "applicant/message.html", {"message": one, "about": one.about if mine else ""})
