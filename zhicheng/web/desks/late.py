"""Somebody at the desk was quicker: who, what and when, and what was typed, so that it is not lost."""

from django.http import HttpResponse

from zhicheng.applications.models import Outcome, Proposal, StageRecord
from zhicheng.applications.registry import kind_of
from zhicheng.web.desks.place import Place, show
from zhicheng.web.gates import MemberRequest
from zhicheng.web.page import go


def posted(request: MemberRequest) -> dict[str, str]:
    """This function will return what was sent, each name once."""
    return {name: str(value) for name, value in request.POST.items()}


def typed_of(request: MemberRequest) -> list[tuple[str, str]]:
    """This function will return what was filled in, to be carried through a preview."""
    kept = ("stage", "opinion", "decision")
    return [
        (name, value)
        for name, value in posted(request).items()
        if name in kept or name.startswith(("check-", "text-", "desk-"))
    ]


def too_late(
    request: MemberRequest, place: Place, stage: StageRecord, proposal: Proposal | None = None
) -> HttpResponse:
    """This function will say that the case was decided, moved on, or is proposed to be rejected (409).

    One's own decision again (a second click) leads to where the first one led.
    """
    is_proposed = proposal is not None and proposal.answer == Proposal.Answer.OPEN
    mine = stage.decided_by_id
    if proposal is not None:
        mine = proposal.proposed_by_id if is_proposed else proposal.answered_by_id
    if mine == request.user.pk:
        return go(request, place.at("case", stage.application.number))
    texts = [
        (name, value)
        for name, value in [*typed_of(request), ("words", request.POST.get("words", ""))]
        if value.strip() and not name.startswith(("check-", "stage", "decision"))
    ]
    context = {
        "stage": stage,
        "proposal": proposal,
        "no_label": kind_of(stage.application).stage(stage.key).no_label,
        "name": stage.application.applicant.name,
        "is_decided": stage.outcome != Outcome.PENDING,
        "is_proposed": is_proposed,
        "href": place.at("case", stage.application.number),
        "texts": texts,
    }
    return show(request, place, "desks/late.html", context, status=409)
