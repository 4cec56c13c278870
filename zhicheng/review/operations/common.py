"""Locks and refusals that the verbs share. Locks are taken in one order: meeting, item, application."""

from zhicheng.review.models import Item, Meeting


class Refused(Exception):
    """The verb does not apply; the text is for the person who tried."""


class NotAllowed(Refused):
    """This person may not do it."""


class WrongPhase(Refused):
    """Too early or too late."""


def lock_meeting(meeting: Meeting, *phases: Meeting.Phase) -> Meeting:
    """This function will lock the meeting and return it fresh; or raise WrongPhase."""
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("call__committee").get(pk=meeting.pk)
    if phases and locked.phase not in phases:
        raise WrongPhase(f"会议{locked.get_phase_display()}，不能办理这一步。")
    return locked


def lock_item(item: Item, *phases: Item.Phase) -> Item:
    """This function will lock the item and return it fresh with its meeting; or raise WrongPhase."""
    locked = Item.objects.select_for_update(of=("self",)).select_related("meeting__call__committee").get(pk=item.pk)
    if phases and locked.phase not in phases:
        raise WrongPhase(f"第 {locked.order} 项{locked.get_phase_display()}，不能办理这一步。")
    return locked


def subject_of(meeting: Meeting, item: Item | None = None) -> str:
    """This function will return how the audit names a meeting, or an item of it."""
    return f"review.item:{meeting.number}/{item.order}" if item else f"review.meeting:{meeting.number}"
