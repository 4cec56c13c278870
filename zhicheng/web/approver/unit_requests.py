"""/desk/unit-requests/ 单位申请: people whose unit is not in the list ask the bureau, which answers once."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_safe

from zhicheng.audit import operations as audit
from zhicheng.core import clock
from zhicheng.core.paging import paginate
from zhicheng.organizations.models import UnitRequest
from zhicheng.organizations.operations import AlreadyAnswered, BadAnswer, NameTaken, answer_request
from zhicheng.organizations.queries import nonpublic_windows, search_units
from zhicheng.web.approver.forms import AnswerForm
from zhicheng.web.approver.gates import approver, bureaus, desk_unit_request
from zhicheng.web.approver.views import PLACE
from zhicheng.web.desks import show
from zhicheng.web.downloads import attachment
from zhicheng.web.gates import MemberRequest
from zhicheng.web.page import go

SIZE, NEAR = 20, 8
COUNTED = 1000  # shown as 999+
COLOURS = {"": "blue", UnitRequest.Answer.REFUSED: "red"}


@require_safe
@approver
def unit_requests(request: MemberRequest) -> HttpResponse:
    """What waits, first come first; or what was answered, newest first."""
    rows = UnitRequest.objects.filter(bureau__in=bureaus(request)).exclude(requester=request.user)
    is_done = request.GET.get("tab") == "done"
    waiting = rows.filter(answer="")
    listed = rows.exclude(answer="").filter(answered_at__isnull=False) if is_done else waiting
    order = ("-answered_at", "-id") if is_done else ("id",)
    found = paginate(
        listed.select_related("requester", "region"), order=order, cursor=request.GET.get("cursor"), size=SIZE
    )
    home, count = PLACE.at("unit_requests"), waiting.order_by()[:COUNTED].count()
    context = {
        "tabs": [("待办理", home, count, not is_done), ("已办", f"{home}?tab=done", None, is_done)],
        "rows": [
            (
                one,
                PLACE.at("unit_request", one.pk),
                one.get_answer_display() or "待办理",
                COLOURS.get(one.answer, "green"),
            )
            for one in found.items
        ],
        "found": found,
        "is_done": is_done,
    }
    return show(request, PLACE, "approver/unit_requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@approver
def unit_request(request: MemberRequest, pk: int) -> HttpResponse:
    """One request with what the system knows of such a unit; a POST answers it."""
    asked = desk_unit_request(request, pk)
    near = [one.unit for one in search_units(asked.name, limit=NEAR)]
    windows = nonpublic_windows(region_code=asked.region_id)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        request=asked,
        near=near,
        windows=windows,
        url=PLACE.at("units"),
    )
    if form.is_bound and not asked.is_open:
        messages.error(request, "这个申请已经有人办理，办理结果见下")
        return go(request, PLACE.at("unit_request", pk))
    if form.is_valid() and answered(request, asked, form):
        messages.success(request, f"{asked.name}的申请已办理，申请人会收到站内信和短信")
        return go(request, PLACE.at("unit_requests"))
    audit.viewed(actor=request.user, subject=asked, at=clock.wall())
    context = {
        "asked": asked,
        "files": [(one.name, one.size, PLACE.at("unit_request_file", pk, one.pk)) for one in asked.proofs.all()],
        "near": near,
        "form": form,
    }
    return show(request, PLACE, "approver/unit_request.html", context, status=422 if form.is_bound else 200)


def answered(request: MemberRequest, asked: UnitRequest, form: AnswerForm) -> bool:
    """This function will answer the request and tell whether that could be done; if not, why stands in the form."""
    given: dict[str, Any] = form.cleaned_data
    is_window = given["answer"] == UnitRequest.Answer.WINDOW
    try:
        answer_request(
            request=asked,
            answer=given["answer"],
            unit=given["window"] if is_window else given["unit"],
            name=given["name"],
            parent=given["parent"],
            reason=given["reason"],
            actor=request.user,
            at=clock.now(),
        )
    except AlreadyAnswered:
        form.add_error(None, "这个申请刚刚由别人办理，重新打开本页查看办理结果")
    except NameTaken as problem:
        form.add_error(
            "name", f"系统中已有{problem.organization.name}，改选“系统中已有，选用已有单位”，或核对名称和代码"
        )
    except BadAnswer:
        form.add_error(None, "所选单位现在不能选用，重新选择")
    return form.is_valid()


@require_safe
@approver
def units(request: MemberRequest) -> JsonResponse:
    """Units for the search box, found as people write them."""
    bureaus(request)
    found = search_units(request.GET.get("q", ""))
    results = [{"value": one.unit.pk, "text": one.unit.name, "hint": one.hint} for one in found]
    return JsonResponse({"results": results})


@require_safe
@approver
def file(request: MemberRequest, pk: int, file: uuid.UUID) -> FileResponse:
    """A proof that came with the request."""
    asked = desk_unit_request(request, pk)
    if not asked.proofs.filter(pk=file).exists():
        raise Http404
    answer = attachment(file)
    audit.viewed(actor=request.user, subject=asked, at=clock.wall())
    return answer
