"""Meetings of the committee: seated, signed in, voted on, closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.utils import timezone

from zhicheng.applications.models import Application
from zhicheng.applications.queries import current_stage
from zhicheng.demo.cast import OFFICE
from zhicheng.demo.paths import CONFIRMED, decide, end_notice
from zhicheng.demo.town import Town
from zhicheng.organizations.models import Role
from zhicheng.review import operations as review
from zhicheng.review.models import Choice, Expert, Item, Meeting, Seat

OPINION = "业绩材料与申报专业一致，技术路线清楚，能解决较复杂的技术问题。"


def convene(town: Town, cases: Sequence[Application], *, at: datetime, title: str = "评审会") -> Meeting:
    """This function will plan a meeting on these cases, have everybody sign in, and open it."""
    call = cases[0].call
    assert call is not None  # noqa: S101 -- submitted
    office = town.officers[town.organizations[OFFICE].pk, Role.OFFICE]
    number = f"{timezone.localdate(at):%Y%m%d}-{call.committee_id}"
    before = at - timedelta(hours=1)
    meeting = review.plan_meeting(
        call=call,
        name=f"{call.year_id} 年度{title}",
        number=number,
        held_on=timezone.localdate(at),
        actor=office,
        at=before,
    )
    for place, expert in enumerate(town.experts, start=1):
        review.seat(meeting=meeting, expert=expert, number=place, is_chair=place == 1, actor=office, at=before)
    review.add_items(meeting=meeting, applications=cases, actor=office, at=before)
    for seat in Seat.objects.filter(meeting=meeting).select_related("expert__user"):
        review.sign_in(seat=seat, actor=seat.expert.user, at=at)
    return review.open_meeting(meeting=meeting, actor=office, at=at)


def open_vote(town: Town, item: Item, *, at: datetime, voters: Sequence[Expert], failing: bool = False) -> Item:
    """This function will open the vote on an item and let `voters` vote: most of them yes, or no."""
    chair = town.experts[0].user
    item = review.open_item(item=item, actor=chair, at=at)
    for place, expert in enumerate(voters):
        review.write_opinion(item=item, expert=expert, text=OPINION, at=at)
        choice = Choice.NO if place % 5 == 4 or failing else Choice.YES
        review.vote(item=item, expert=expert, choice=choice, nonce=token_urlsafe(), at=at)
    return item


def hold(town: Town, cases: Sequence[Application], *, ago: int, failing: Sequence[Application] = ()) -> None:
    """This function will hold a whole meeting `ago` working days before the loading; `failing` do not pass."""
    at = town.moment(ago)
    meeting = convene(town, cases, at=at)
    failed = {case.pk for case in failing}
    for item in meeting.items.order_by("order"):
        at += timedelta(minutes=10)
        open_vote(town, item, at=at, voters=town.experts, failing=item.application_id in failed)
        review.close_item(item=item, actor=town.experts[0].user, at=at)
    review.close_meeting(meeting=meeting, actor=town.experts[0].user, at=at)


def confirm(town: Town, cases: Sequence[Application], *, reviewed: int) -> None:
    """This function will end the 评后公示 and let 人社部门 confirm: 办结, and certificates for those who passed."""
    for case in cases:
        while (stage := current_stage(case)) is not None:
            if stage.key == "confirm":
                decide(town, stage, at=town.moment(reviewed - CONFIRMED, case.pk % 50))
            else:
                end_notice(stage)


def in_session(town: Town, cases: Sequence[Application], *, recused: Mapping[int, str]) -> Meeting:
    """This function will open today's meeting: one item counted, one being voted on, the others waiting.

    `recused`: the place of a case on the agenda, and why 周评委 leaves it.
    """
    chair, zhou = town.experts[0], town.experts[1]
    at = town.at - timedelta(minutes=40)
    meeting = convene(town, cases, at=at, title="第三次评审会")
    items = list(meeting.items.order_by("order"))
    for place, reason in recused.items():
        review.recuse(item=items[place], expert=zhou, reason=reason, actor=zhou.user, at=at)
    open_vote(town, items[0], at=at + timedelta(minutes=5), voters=town.experts)
    review.close_item(item=items[0], actor=chair.user, at=at + timedelta(minutes=15))
    open_vote(town, items[1], at=at + timedelta(minutes=20), voters=town.experts[4:9])
    return meeting
