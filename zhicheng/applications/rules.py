"""Who may do what with a case: predicates of one to five lines."""

from datetime import datetime

from zhicheng.accounts.models import User
from zhicheng.applications.deadlines import is_still_taken
from zhicheng.applications.models import Application, Assistance, Gate, Help, Proposal, StageRecord, Status
from zhicheng.applications.queries import waits_for
from zhicheng.applications.registry import kind_of
from zhicheng.calls.models import Call
from zhicheng.organizations.models import Organization, Role
from zhicheng.organizations.queries import open_affiliation
from zhicheng.organizations.rules import acts_in, is_member

UNSENT = (Status.DRAFT, Status.WITHDRAWN, Status.ABANDONED)


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


def has_helped(user: User, application: Application) -> bool:
    """This function will tell whether `user` filled in any part of the case for its applicant."""
    return Help.objects.filter(application=application, helper=user).exists()


def can_decide(user: User, stage: StageRecord) -> bool:
    """This function will tell whether `user` sits at the desk where the case waits; never for his own case.

    Nor for one he helped to fill in.
    """
    return (
        waits_for(stage, Gate.DESK)
        and user.pk != stage.application.applicant_id
        and is_member(user, stage.organization, stage.role)
        and not has_helped(user, stage.application)
    )


def can_resolve(user: User, stage: StageRecord) -> bool:
    """This function will tell whether `user` settles objections to the 公示 of the stage; as for deciding the case."""
    case = stage.application
    return (
        user.pk != case.applicant_id and is_member(user, stage.organization, stage.role) and not has_helped(user, case)
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


def can_extend(user: User, application: Application) -> bool:
    """This function will tell whether `user` may give the case more time: the committee's office, never for himself or
    where he helped to fill it in.

    Of a kind that no committee calls for, the 人社部门 of the window's region.
    """
    if user.pk == application.applicant_id or has_helped(user, application):
        return False
    if application.call is not None:
        return is_member(user, application.call.committee.office, Role.OFFICE)
    return application.window is not None and acts_in(user, application.window.region_id, Role.HRSS)


def can_extend_to(user: User, person: User, call: Call) -> bool:
    """This function will tell whether `user` may give a person who has not begun more time: as for a case."""
    return user.pk != person.pk and is_member(user, call.committee.office, Role.OFFICE)


def can_carry_over(user: User, application: Application, *, at: datetime) -> bool:
    """This function will tell whether the case was not sent in time, so that its answers may begin another."""
    mine = application.applicant_id == user.pk and application.status in UNSENT
    return mine and (application.status == Status.ABANDONED or not is_still_taken(application, at=at))


def can_assist(user: User, person: User, *, unit: Organization) -> bool:
    """This function will tell whether `user` may be let fill in for `person`: an officer of the unit that is his."""
    affiliation = open_affiliation(person)
    return (
        user.pk != person.pk
        and affiliation is not None
        and affiliation.unit_id == unit.pk
        and is_member(user, unit, Role.UNIT)
    )


def can_end(user: User, assistance: Assistance) -> bool:
    """This function will tell whether `user` is one of the two whom the assistance binds."""
    return assistance.is_open and user.pk in (assistance.applicant_id, assistance.helper_id)
