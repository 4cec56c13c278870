"""Who may do what in a meeting. The verbs ask the same questions again under the lock."""

from zhicheng.accounts.models import User
from zhicheng.calls.models import Call
from zhicheng.organizations.models import Role
from zhicheng.review.models import Expert, Item, Meeting


def can_manage(user: User, call: Call) -> bool:
    """This function will say whether `user` works for the office of the call's committee."""
    return user.memberships.filter(role=Role.OFFICE, organization=call.committee.office_id).exists()


def can_chair(user: User, meeting: Meeting) -> bool:
    """This function will say whether `user` sits in the chair and has signed in."""
    return meeting.seats.filter(is_chair=True, expert__user=user, signed_in_at__isnull=False).exists()


def can_run(user: User, meeting: Meeting) -> bool:
    """This function will say whether `user` may open and close the meeting itself."""
    return can_chair(user, meeting) or can_manage(user, meeting.call)


def can_read(expert: Expert, item: Item) -> bool:
    """This function will say whether `expert` is seated and has not left the case."""
    return item.meeting.seats.filter(expert=expert).exists() and not is_recused(expert, item)


def is_recused(expert: Expert, item: Item) -> bool:
    """This function will say whether `expert` has left the case."""
    return item.recusals.filter(expert=expert).exists()


def can_recuse(user: User, expert: Expert, item: Item) -> bool:
    """This function will say whether `user` may take `expert` off the case: he himself, or the office."""
    return item.phase == Item.Phase.WAITING and (expert.user_id == user.pk or can_manage(user, item.meeting.call))


def can_open(user: User, item: Item) -> bool:
    """This function will say whether `user` may open the vote on `item` now."""
    return (
        item.phase == Item.Phase.WAITING and item.meeting.phase == Meeting.Phase.OPEN and can_chair(user, item.meeting)
    )


def can_close(user: User, item: Item) -> bool:
    """This function will say whether `user` may close the vote on `item` now."""
    return item.phase == Item.Phase.OPEN and can_chair(user, item.meeting)


def can_write_opinion(expert: Expert, item: Item) -> bool:
    """This function will say whether `expert` may still write: present, not recused, before he votes."""
    present = item.meeting.seats.filter(expert=expert, signed_in_at__isnull=False).exists()
    if item.phase == Item.Phase.OPEN:
        return can_vote(expert, item)
    return item.phase == Item.Phase.WAITING and present and not is_recused(expert, item)


def can_vote(expert: Expert, item: Item) -> bool:
    """This function will say whether `expert` may cast a vote on `item` now."""
    return (
        item.phase == Item.Phase.OPEN
        and item.roll.filter(expert=expert).exists()
        and not item.turnout.filter(expert=expert).exists()
    )
