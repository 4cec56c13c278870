"""Until when: the period, the correction's own clock, 延期, and the grace for what was begun before."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import START, official
from tests.world import World, fresh
from zhicheng.applications import operations
from zhicheng.applications.deadlines import due_for, dues
from zhicheng.applications.models import Application, Extension, Outcome, Status, Submission
from zhicheng.audit.models import Event
from zhicheng.calls.models import Call
from zhicheng.notifications.models import Delivery, Message
from zhicheng.organizations.models import Role
from zhicheng.reference.models import Region, WorkCalendarDay
from zhicheng.reference.queries import CALENDAR

SECOND = timedelta(seconds=1)
END = START.replace(month=11, day=1, hour=0)


def submit(world: World, application: Application, *, begun: datetime | None) -> Submission:
    digest = world.download(application)
    return operations.submit(
        application=application, request_key="k", content_hash=digest, actor=world.li, at=world.at, begun=begun
    )


def extend(world: World, application: Application, until: datetime) -> Extension:
    return operations.extend(application=application, until=until, reason="住院", actor=world.feng, at=world.at)


def returned(world: World, days: int = 15) -> Application:
    application = world.submitted()
    world.decide(application, Outcome.RETURNED, due_on=world.at.date() + timedelta(days=days))
    return fresh(application)


def test_a_draft_is_due_when_its_call_ends_and_without_a_call_never(world: World) -> None:
    application = world.start()
    assert due_for(application, at=world.at) is None
    assert due_for(world.fill(application), at=world.at) == END


# ── grace ──


@pytest.mark.parametrize(
    ("begun", "at", "is_taken"),
    [
        (-SECOND, timedelta(0), True),
        (-SECOND, timedelta(minutes=15) - SECOND, True),
        (-SECOND, timedelta(minutes=15), False),
        (timedelta(0), timedelta(0), False),
        (SECOND, timedelta(minutes=1), False),
        (None, timedelta(0), False),
        (None, -SECOND, True),
    ],
)
def test_what_was_begun_before_the_end_is_taken_for_the_grace_of_its_call(
    world: World, begun: timedelta | None, at: timedelta, is_taken: bool
) -> None:
    application = world.filled()
    world.at = END + at
    opened = None if begun is None else END + begun
    if is_taken:
        assert submit(world, application, begun=opened).at == world.at
    else:
        with pytest.raises(operations.TooLate):
            submit(world, application, begun=opened)
        assert fresh(application).status == Status.DRAFT


def test_the_grace_is_the_calls_own(world: World) -> None:
    application = world.filled()
    Call.objects.update(grace_minutes=0)
    world.at = END
    with pytest.raises(operations.TooLate):
        submit(world, fresh(application), begun=END - SECOND)


# ── the correction's own clock ──


def test_a_returned_case_has_its_whole_days_even_when_its_call_is_over(world: World) -> None:
    application = world.submitted()
    world.at = END - timedelta(days=1)
    world.decide(application, Outcome.RETURNED, due_on=END.date() + timedelta(days=20))
    due = END + timedelta(days=21)
    assert due_for(fresh(application), at=world.at) == due
    world.at = due - SECOND
    assert world.submit(fresh(application)).round == 2


@pytest.mark.parametrize("late", [timedelta(0), SECOND])
def test_at_24_00_of_its_last_day_a_correction_is_too_late(world: World, late: timedelta) -> None:
    application = returned(world)
    due = due_for(application, at=world.at)
    assert due is not None
    assert timezone.localtime(due).time() == datetime.min.time()
    world.at = due + late
    with pytest.raises(operations.TooLate):
        world.submit(application)


def test_the_correction_clock_stands_still_while_officials_have_the_case(world: World) -> None:
    WorkCalendarDay.objects.all().delete()
    application = returned(world, days=14)  # 15 September 2026 is a Tuesday
    first = due_for(application, at=world.at)
    assert first is not None
    world.submit(application)
    Call.objects.update(submit_until=world.at + SECOND)
    world.later(days=30)
    resumed = due_for(fresh(application), at=world.at)
    assert resumed is not None
    assert resumed > first
    operations.withdraw(application=fresh(application), actor=world.li, at=world.at)
    world.later(days=5)
    assert due_for(fresh(application), at=world.at) == resumed  # runs on since it was taken back
    WorkCalendarDay.objects.create(day=timezone.localdate(resumed) - timedelta(days=1), is_workday=False)
    cache.delete(CALENDAR)  # as `load_reference` does
    later = due_for(fresh(application), at=world.at)
    assert later is not None
    assert later > resumed  # a holiday is no working day


@pytest.mark.parametrize("count", [1, 3])
def test_many_cases_cost_no_more_statements_than_one(
    world: World, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    found = [returned(world)] + [world.start(year=2030 + number) for number in range(count - 1)]
    with django_assert_num_queries(1):
        assert len(dues(found, at=world.at)) == count


# ── 延期 ──


def test_an_extension_moves_the_end_of_one_case_and_tells_its_applicant(world: World) -> None:
    application, other = world.filled(), world.filled(world.wu)
    world.at = END + timedelta(days=1)
    until = END + timedelta(days=7)
    extension = extend(world, application, until)
    assert due_for(fresh(application), at=world.at) == until
    assert due_for(fresh(other), at=world.at) == END
    assert Message.objects.get(recipient=world.li).title == "提交截止时间延至 11 月 7 日 24:00"
    assert Delivery.objects.filter(recipient=world.li, channel="sms").count() == 1
    event = Event.objects.get(verb="application.extend")
    assert (event.actor_id, event.subject) == (world.feng.pk, f"applications.application:{application.number}")
    assert (extension.granted_by, extension.reason) == (world.feng, "住院")


@pytest.mark.parametrize(("second", "is_taken"), [(-1, True), (0, False)])
def test_an_extended_case_is_taken_until_then(world: World, second: int, is_taken: bool) -> None:
    application = world.filled()
    world.at = END + timedelta(days=1)
    until = END + timedelta(days=7)
    extend(world, application, until)
    world.at = until + second * SECOND
    if is_taken:
        assert world.submit(fresh(application)).round == 1
        world.decide(application, Outcome.RETURNED, due_on=world.at.date() + timedelta(days=15))
        assert world.submit(fresh(application)).round == 2  # the call it was sent to stays chosen
    else:
        with pytest.raises(operations.TooLate):
            world.submit(fresh(application))


@pytest.mark.parametrize("until", [END - SECOND, END])
def test_time_is_only_given(world: World, until: datetime) -> None:
    with pytest.raises(operations.NotLater):
        extend(world, world.filled(), until)


def test_an_extension_that_is_already_over_is_refused(world: World) -> None:
    application = world.filled()
    world.at = END + timedelta(days=3)
    with pytest.raises(operations.NotLater) as refusal:
        extend(world, application, world.at)
    assert refusal.value.than == world.at


def test_only_the_office_of_the_call_extends_and_never_what_was_submitted(world: World) -> None:
    application = world.filled()
    for stranger in (world.wu, world.li, world.wang, world.qian):
        with pytest.raises(operations.NotAllowed):
            operations.extend(
                application=application, until=END + timedelta(days=1), reason="住院", actor=stranger, at=world.at
            )
    world.submit(application)
    with pytest.raises(operations.NotEditable):
        extend(world, fresh(application), END + timedelta(days=1))


def test_where_no_committee_calls_the_bureau_of_the_windows_region_extends(world: World) -> None:
    application = world.filled(kind="initial")
    province = world.province
    province.region = Region.objects.get(code="440000")
    province.save()
    chen = official("chen", "陈处长", 88, (province, Role.HRSS))
    until = END + timedelta(days=1)
    for stranger in (world.qian, world.feng):
        with pytest.raises(operations.NotAllowed):
            operations.extend(application=application, until=until, reason="住院", actor=stranger, at=world.at)
    operations.extend(application=application, until=until, reason="住院", actor=chen, at=world.at)
    assert due_for(fresh(application), at=world.at) == until
