"""不予通过 at a desk: one officer proposes it from the split review, another settles it on a page of its own."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from zhicheng.applications import operations
from zhicheng.applications.models import Proposal, StageRecord
from zhicheng.applications.queries import open_proposal
from zhicheng.applications.registry import kind_of
from zhicheng.applications.rejection import reason_list, remedy, seconds
from zhicheng.applications.rules import can_settle, can_take_back
from zhicheng.audit import operations as audit
from zhicheng.core import clock
from zhicheng.reference.models import Code
from zhicheng.web.desks.board import Board
from zhicheng.web.desks.forms import ReviewForm, SettleRejectionForm
from zhicheng.web.desks.gates import desk_stage
from zhicheng.web.desks.late import too_late
from zhicheng.web.desks.place import Place, show
from zhicheng.web.gates import MemberRequest
from zhicheng.web.page import go

ANSWERS = ("confirm", "send_back", "take_back")


def propose(request: MemberRequest, place: Place, board: Board, form: ReviewForm, *, at: datetime) -> HttpResponse:
    """This function will put the proposal down and lead back to the case, which waits for the second officer."""
    reason = Code.objects.get(list=reason_list(board.stage), code=form.cleaned_data["reason"])
    try:
        operations.propose_rejection(
            stage=board.stage,
            reason=reason.name,
            article=reason.source,
            text=form.cleaned_data["opinion"],
            actor=request.user,
            at=at,
        )
    except operations.AlreadyDecided as late:
        return too_late(request, place, late.stage)
    except operations.AlreadySettled as standing:
        return too_late(request, place, board.stage, standing.proposal)
    except operations.NotAllowed:
        raise Http404 from None
    messages.success(request, f"已提出{board.rule.no_label}，由本单位另一位经办人复核后生效")
    return go(request, place.at("case", board.case.number))


@require_http_methods(["GET", "HEAD", "POST"])
def rejection(request: MemberRequest, number: str, place: Place) -> HttpResponse:
    """What the applicant will read, for the second officer to confirm or send back, and for the first to take back."""
    stage = desk_stage(request, number, request.POST.get("stage", ""))
    proposal = open_proposal(stage)
    if proposal is None:
        return _gone(request, place, stage)
    proposal.stage = stage
    if not (can_settle(request.user, proposal) or can_take_back(request.user, proposal)):
        raise Http404
    answers = bool({*ANSWERS} & {*request.POST})
    is_same = request.POST.get("proposal") == str(proposal.pk)
    if answers and not is_same:
        messages.error(request, "提议在这一页打开以后换过，刚才的复核没有生效。核对下面的内容再作决定")
    form = SettleRejectionForm(request.POST if answers else None)
    if form.is_valid() and is_same:
        return _settle(request, place, proposal, form.cleaned_data["words"])
    audit.viewed(actor=request.user, subject=stage.application, at=clock.wall())
    rule = kind_of(stage.application).stage(stage.key)
    context = {
        "proposal": proposal,
        "case": stage.application,
        "stage": stage,
        "rule": rule,
        "remedy": remedy(stage.application, rule, stage.organization),
        "may_settle": can_settle(request.user, proposal),
        "is_alone": not seconds(stage, besides=proposal.proposed_by),
        "form": form,
    }
    status = 200 if not answers else 422 if is_same else 409
    return show(request, place, "desks/rejection.html", context, status=status)


def _settle(request: MemberRequest, place: Place, proposal: Proposal, words: str) -> HttpResponse:
    case = proposal.stage.application
    by: dict[str, Any] = {"proposal": proposal, "actor": request.user, "at": clock.now()}
    word = kind_of(case).stage(proposal.stage.key).no_label
    try:
        if "send_back" in request.POST:
            operations.send_back_rejection(words=words, **by)
            messages.success(request, f"已退回{proposal.proposed_by.name}重新办理")
        elif "take_back" in request.POST:
            operations.take_back_rejection(**by)
            messages.success(request, f"已撤回{word}的提议，可以重新作出决定")
        else:
            operations.confirm_rejection(words=words, **by)
            messages.success(request, f"{case.applicant.name}的申请已{word}，申报人会收到通知")
    except operations.AlreadySettled:
        return _gone(request, place, proposal.stage)
    except operations.NotAllowed:
        raise Http404 from None
    return go(request, place.at("case", case.number))


def _gone(request: MemberRequest, place: Place, stage: StageRecord) -> HttpResponse:
    """Nothing waits for an answer: somebody answered while this page was open, or nobody ever proposed it."""
    newest = stage.proposals.select_related("proposed_by", "answered_by").order_by("-pk").first()
    if newest is None or request.method != "POST":
        raise Http404
    return too_late(request, place, desk_stage(request, stage.application.number, str(stage.pk)), newest)
