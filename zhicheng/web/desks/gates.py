"""The case loaders of the desks: they fetch and authorise. What is not the officer's does not exist (404)."""

from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q
from django.http import Http404

from zhicheng.applications.models import Application, Gate, Notice, Outcome, StageRecord
from zhicheng.applications.registry import all_kinds
from zhicheng.web.gates import MemberRequest

WAITS = Q(gate=Gate.DESK, outcome=Outcome.PENDING, arrived_at__isnull=False)  # for an officer's decision


class Officer(NamedTuple):
    """Who sits where: what decides which cases are somebody's, and by which a statement can be kept."""

    pk: int
    desks: tuple[tuple[int, str], ...]  # organization, role

    @classmethod
    def of(cls, request: MemberRequest) -> "Officer":
        return cls(request.user.pk, tuple((m.organization_id, m.role) for m in request.memberships))

    def mine(self, at: str = "") -> Q:
        """See `mine`."""
        desks = (Q(**{f"{at}organization": organization, f"{at}role": role}) for organization, role in self.desks)
        own = Application.objects.filter(applicant=self.pk)  # a few ids instead of a join for every row
        return reduce(or_, desks) & ~Q(**{f"{at}application__in": own})


def mine(request: MemberRequest, at: str = "") -> Q:
    """This function will return the filter for stages at the officer's desks, never of his own case.

    `at` is the path to the stage ("stage__" from a notice).
    """
    return Officer.of(request).mine(at)


def posts(request: MemberRequest) -> bool:
    """This function will tell whether any 公示 is posted by the officer's desks."""
    roles = {m.role for m in request.memberships}
    return any(stage.gate == Gate.NOTICE and stage.role in roles for kind in all_kinds() for stage in kind.route)


def desk_stage(request: MemberRequest, number: str, pk: str = "") -> StageRecord:
    """This function will return the newest stop of the case at one of the officer's desks, or raise Http404.

    With `pk`, that stop if it is one of them. `stage.application` has person, title, specialty and committee.
    """
    stages = StageRecord.objects.filter(mine(request), application__number=number, arrived_at__isnull=False)
    if pk.isascii() and pk.isdigit() and len(pk) < 19:
        stages = stages.filter(pk=int(pk))
    stage = (
        stages.select_related(
            "application__applicant",
            "application__title__series",
            "application__specialty",
            "application__call__committee",
            "application__window",
            "organization",
            "decided_by",
        )
        .order_by("-round", "-order")
        .first()
    )
    if stage is None:
        raise Http404
    return stage


def desk_notice(request: MemberRequest, number: str) -> Notice:
    """This function will return the newest 公示 of the case posted by one of the officer's desks, or raise Http404."""
    notice = (
        Notice.objects.filter(mine(request, "stage__"), stage__application__number=number)
        .select_related("stage__application__applicant", "stage__organization")
        .order_by("-pk")
        .first()
    )
    if notice is None:
        raise Http404
    return notice
