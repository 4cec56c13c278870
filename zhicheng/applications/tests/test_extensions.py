"""延期 for who has not begun: he alone begins with the call and submits to it, until then."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import START, official
from tests.world import World, fresh
from zhicheng.applications import operations
from zhicheng.applications.deadlines import calls_for, due_for, granted, time_with
from zhicheng.applications.models import Application, DeadlineWarning, Extension, Outcome, Status
from zhicheng.applications.registry import get_kind
from zhicheng.audit.models import Event
from zhicheng.calls.models import Call, Committee
from zhicheng.notifications.models import Delivery, Message
from zhicheng.organizations.models import Role

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
END = START.replace(month=11, day=1, hour=0)
UNTIL = END + 7 * DAY


@pytest.fixture
def late(world: World) -> World:
    """The call is over for a day, and 李工 has not begun."""
    world.at = END + DAY
    return world


def grant(world: World, until: datetime = UNTIL, reason: str = "住院") -> Extension:
    return operations.extend_to(
        person=world.li, call=world.call, until=until, reason=reason, actor=world.feng, at=world.at
    )


def begin(world: World) -> Application:
    return world.fill(world.start())


def years(world: World, kind: str = "evaluation") -> list[int]:
    return get_kind(kind).starts(kind=kind, person=world.li, region=world.unit.region, at=world.at).years


def test_who_has_not_begun_begins_and_submits_until_then(late: World) -> None:
    assert years(late) == []
    extension = grant(late)
    assert years(late) == [2026]
    [found] = calls_for(late.li, at=late.at)
    assert (found, found.extended_until) == (late.call, UNTIL)
    application = begin(late)
    extension.refresh_from_db()
    assert (extension.application, extension.call) == (application, late.call)
    assert (application.call, due_for(application, at=late.at)) == (late.call, UNTIL)
    late.at = UNTIL - SECOND
    assert late.submit(application).round == 1
    late.decide(application, Outcome.RETURNED, due_on=late.at.date() + timedelta(days=15))
    assert late.submit(fresh(application)).round == 2  # the call it was sent to stays chosen


def test_nobody_else_does_and_nobody_afterwards(late: World) -> None:
    grant(late)
    assert list(calls_for(late.wu, at=late.at)) == []
    other = late.fill(late.start(late.wu), skip=["request"])
    assert not late.save(other, "request", late.request())
    application = begin(late)
    late.at = UNTIL
    assert (years(late), list(calls_for(late.li, at=late.at))) == ([], [])
    with pytest.raises(operations.TooLate):
        late.submit(application)


def test_what_was_not_begun_in_that_time_is_not_begun_any_more(late: World) -> None:
    grant(late)
    late.at = UNTIL
    draft = late.fill(late.start(), skip=["request", "boxes"])
    assert not late.save(draft, "request", late.request())
    assert fresh(draft).call is None


def test_what_was_begun_in_time_has_the_grace_of_its_call(late: World) -> None:
    grant(late)
    application = begin(late)
    digest, begun = late.download(application), UNTIL - SECOND
    late.at = UNTIL + timedelta(minutes=15) - SECOND
    sent = operations.submit(
        application=application, request_key="k", content_hash=digest, actor=late.li, at=late.at, begun=begun
    )
    assert sent.at == late.at


def test_it_is_submitted_and_warned_of_by_the_clock_as_ever(late: World) -> None:
    grant(late)
    application = begin(late)
    digest = late.download(application)
    operations.order_submission(application=application, content_hash=digest, actor=late.li, at=late.at)
    late.at = UNTIL - timedelta(minutes=50)
    operations.warn_of_deadlines(at=late.at)
    assert DeadlineWarning.objects.get().due == UNTIL
    late.at = UNTIL + SECOND
    assert operations.submit_ordered(at=late.at) == 1
    assert fresh(application).status == Status.IN_PROGRESS


def test_it_outlives_a_case_that_was_given_up(late: World) -> None:
    grant(late)
    first = begin(late)
    operations.abandon(application=first, actor=late.li, at=late.at)
    second = late.start()
    assert late.save(second, "request", late.request())
    assert due_for(fresh(second), at=late.at) == UNTIL


def test_a_draft_that_turns_to_another_call_has_no_more_time_there(late: World) -> None:
    grant(late)
    application = begin(late)
    board = Committee.objects.get(pk=late.committee.pk)
    board.pk, board.name = None, "另一个评委会"
    board.save()
    other = Call.objects.get(pk=late.call.pk)
    other.pk, other.committee = None, board
    other.save()
    with transaction.atomic():
        operations.file_with(application=application, call=other)
    assert fresh(application).extended_until is None
    with transaction.atomic():
        operations.file_with(application=application, call=late.call)
    assert fresh(application).extended_until == UNTIL


def test_the_person_is_told_and_the_audit_knows(late: World) -> None:
    extension = grant(late)
    assert Message.objects.get(recipient=late.li).title == "提交截止时间延至 11 月 7 日 24:00"
    assert "原因：住院" in Delivery.objects.get(recipient=late.li, channel="sms").body
    event = Event.objects.get(verb="application.extend")
    assert (event.actor_id, event.subject) == (late.feng.pk, f"accounts.user:{late.li.pk}")
    assert (event.data["call"], event.data["extension"]) == (late.call.pk, extension.pk)
    assert (extension.application, extension.granted_by, extension.reason) == (None, late.feng, "住院")


def test_time_is_only_given(late: World) -> None:
    for until in (END, late.at):
        with pytest.raises(operations.NotLater) as refusal:
            grant(late, until)
        assert refusal.value.than == late.at
    grant(late)
    with pytest.raises(operations.NotLater) as again:
        grant(late)
    assert again.value.than == UNTIL
    grant(late, UNTIL + DAY, "还在住院")
    assert time_with(late.call, late.li, at=late.at) == UNTIL + DAY
    assert due_for(begin(late), at=late.at) == UNTIL + DAY
    assert Extension.objects.filter(application=None).count() == 0


def test_before_the_end_of_the_call_it_may_be_given_too_but_opens_nothing_early(world: World) -> None:
    grant(world)
    [found] = calls_for(world.li, at=world.at)
    assert found.extended_until == UNTIL
    Call.objects.update(opens_at=world.at + SECOND)
    assert list(calls_for(world.li, at=world.at)) == []


def test_only_the_office_of_the_call_gives_it_and_never_to_its_own_officer(late: World) -> None:
    elsewhere = official("zhu", "朱主任", 89, (late.bureau, Role.OFFICE))
    for stranger in (late.wu, late.li, late.wang, late.qian, elsewhere):
        with pytest.raises(operations.NotAllowed):
            operations.extend_to(person=late.li, call=late.call, until=UNTIL, reason="住院", actor=stranger, at=late.at)
    with pytest.raises(operations.NotAllowed):
        operations.extend_to(person=late.feng, call=late.call, until=UNTIL, reason="住院", actor=late.feng, at=late.at)


def test_who_has_begun_with_the_call_has_his_case_extended(world: World) -> None:
    application = world.filled()
    with pytest.raises(operations.HasBegun) as refusal:
        grant(world)
    assert refusal.value.application == application
    operations.abandon(application=application, actor=world.li, at=world.at)
    assert grant(world).application is None


def test_the_database_holds_one_for_a_person_call_and_time_and_none_for_nothing(late: World) -> None:
    extension = grant(late)
    same = {"until": UNTIL, "reason": "", "granted_by": late.feng, "at": late.at, "person": late.li}
    for more in ({"call": extension.call}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Extension.objects.create(**same, **more)


# ── finding the person ──


def test_a_look_up_is_exact_and_on_record(world: World) -> None:
    by: dict[str, Any] = {"actor": world.feng, "about": world.call, "at": timezone.now()}
    assert operations.look_up(name="李静怡", id_number=world.li.id_number.lower(), **by) == world.li
    assert operations.look_up(name="李静怡", phone=world.li.phone, **by) == world.li
    events = Event.objects.filter(verb="extensions.looked_up")
    assert {one.subject for one in events} == {f"accounts.user:{world.li.pk}"}
    assert [one.data["by"] for one in events.order_by("pk")] == [["id"], ["phone"]]
    typed: tuple[dict[str, str], ...] = (
        {"name": "李静", "id_number": world.li.id_number},
        {"name": "李静怡", "id_number": world.li.id_number[:-1]},
        {"name": "李静怡", "phone": "13900000000"},
        {"name": "李静怡", "phone": world.li.phone, "id_number": world.wu.id_number},
        {"name": "李静怡"},
    )
    for wrong in typed:
        assert operations.look_up(**(by | wrong)) is None
    assert events.filter(subject=f"calls.call:{world.call.pk}").count() == 5
    assert not granted(world.li, at=world.at).exists()
