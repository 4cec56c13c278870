"""延期 within one call of the officer's committees, begun with or not."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from zhicheng.applications.models import Application, Extension
from zhicheng.web.desks import extensions as desks
from zhicheng.web.gates import MemberRequest
from zhicheng.web.office.gates import my_calls, officer
from zhicheng.web.office.place import PLACE


@require_http_methods(["GET", "HEAD", "POST"])
@officer
def extensions(request: MemberRequest, year: int, committee: int) -> HttpResponse:
    """The extensions of a call, and one more by POST; another office's call is 404."""
    call = get_object_or_404(my_calls(request), year=min(year, 9999), committee=min(committee, 2**63 - 1))
    scope = desks.Scope(
        period=call,
        title=f"{call.year_id} 年度 · {call.committee.name}",
        cases=Application.objects.filter(call=call).select_related("applicant"),
        extensions=Extension.objects.filter(call=call),
    )
    return desks.extensions(
        request,
        PLACE,
        scope,
        here=PLACE.at("extensions", call.year_id, call.committee_id),
        back=("评审通知", PLACE.at("calls")),
    )
