"""Who works for a committee's office, and the meetings of its committees. What is another office's is 404."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from zhicheng.calls.models import Call
from zhicheng.organizations.models import Role
from zhicheng.review.models import Item, Meeting
from zhicheng.web.gates import MemberRequest, member_of

ROLES = (Role.OFFICE,)
officer = member_of(*ROLES)


def my_calls(request: MemberRequest) -> QuerySet[Call]:
    """This function will return the calls of the officer's committees, the latest year first."""
    offices = [membership.organization_id for membership in request.memberships]
    return (
        Call.objects.filter(committee__office__in=offices)
        .select_related("committee")
        .order_by("-year", "committee__name")
    )


def my_meetings(request: MemberRequest) -> QuerySet[Meeting]:
    """This function will return the meetings of the officer's committees."""
    offices = [membership.organization_id for membership in request.memberships]
    return Meeting.objects.filter(call__committee__office__in=offices).select_related("call__committee")


def office_meeting(request: MemberRequest, number: str) -> Meeting:
    """This function will return the meeting called `number` of one of the officer's committees, or raise Http404."""
    meeting: Meeting = get_object_or_404(my_meetings(request), number=number)
    return meeting


def office_item(request: MemberRequest, number: str, order: int) -> Item:
    """This function will return item `order` of the officer's meeting with its applicant, or raise Http404."""
    meeting = office_meeting(request, number)
    item: Item = get_object_or_404(meeting.items.select_related("application__applicant"), order=order)
    item.meeting = meeting
    return item
