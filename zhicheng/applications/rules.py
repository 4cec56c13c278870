"""Who may do what with a case: predicates of one to five lines."""

from datetime import datetime

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, Gate, Proposal, StageRecord, Status
from zhicheng.applications.queries import waits_for
from zhicheng.applications.registry import kind_of
from zhicheng.organizations.rules import is_member


def can_edit(user: User, application: Application) -> bool:
    """This function will tell whether `user` may change what the case says."""
    return application.applicant_id == user.pk and application.is_editable


def can_withdraw(user: User, application: Application, stage: StageRecord | None) -> bool:
    """This function will tell whether 撤回 is still possible: until the first desk has decided, or as the kind says."""
    return (
        application.applicant_id == user.pk
        and application.status == Status.IN_PROGRESS
        and stage is not None
        and stage.gate == Gate.DESK
        and (kind_of(application).withdraw_late or stage.key == kind_of(application).route[0].key)
    )


def can_decide(user: User, stage: StageRecord) -> bool:
    """This function will tell whether `user` sits at the desk where the case waits; never for his own case."""
    return (
        waits_for(stage, Gate.DESK)
        and user.pk != stage.application.applicant_id
        and is_member(user, stage.organization, stage.role)
    )


def can_settle(user: User, proposal: Proposal) -> bool:
    """This function will tell whether `user` is the second officer: of the desk, and not who proposed it."""
    return user.pk != proposal.proposed_by_id and can_decide(user, proposal.stage)


def can_take_back(user: User, proposal: Proposal) -> bool:
    """This function will tell whether `user` may take the proposal back: it is his own, and he still sits there."""
    return user.pk == proposal.proposed_by_id and can_decide(user, proposal.stage)


def can_see_at_desk(user: User, stage: StageRecord) -> bool:
    """This function will tell whether the desk of `stage` belongs to `user`, decided or not."""
    return user.pk != stage.application.applicant_id and is_member(user, stage.organization, stage.role)


def is_in_time(application: Application, at: datetime, due: datetime | None) -> bool:
    """This function will tell whether the applicant may still submit: before `due`, where there is one."""
    return due is None or at < due
