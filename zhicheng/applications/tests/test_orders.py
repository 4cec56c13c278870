"""到期自动提交: the clock submits exactly what was ordered, once, or says why not."""

from datetime import timedelta

import pytest

from tests.factories import START
from tests.world import World, fresh
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Status, Submission, SubmitOrder
from zhicheng.audit.models import Event
from zhicheng.notifications.models import Message

SECOND = timedelta(seconds=1)
END = START.replace(month=11, day=1, hour=0)
RUN = operations.submit_ordered


def order(world: World, application: Application, *, digest: str = "") -> SubmitOrder:
    digest = digest or world.download(application)
    return operations.order_submission(
        application=application, content_hash=digest, actor=application.applicant, at=world.at
    )


def change(world: World, application: Application) -> None:
    one = {"application": application, "actor": application.applicant, "at": world.at}
    operations.supplement(values={"native_place": "广东连州"}, **one)  # type: ignore[arg-type]


@pytest.mark.parametrize("late", [timedelta(0), SECOND, timedelta(minutes=14), timedelta(days=2)])
def test_at_the_last_moment_the_clock_submits_what_was_ordered_however_late_it_comes(
    world: World, late: timedelta
) -> None:
    application = world.filled()
    ordered = order(world, application)
    assert RUN(at=END - SECOND) == 0
    assert [RUN(at=END + late), RUN(at=END + late), RUN(at=END + late + SECOND)] == [1, 0, 0]
    application, receipt = fresh(application), Submission.objects.get()
    assert (application.status, application.submitted_at) == (Status.IN_PROGRESS, END + late)
    assert receipt.content_hash == ordered.content_hash
    ordered.refresh_from_db()
    assert ordered.end == SubmitOrder.End.SUBMITTED
    event = Event.objects.get(verb="application.submit")
    assert (event.actor_id, event.data["by"], event.data["order"]) == (None, "clock", ordered.pk)
    assert "已按您的设置到期自动提交" in Message.objects.get(recipient=world.li).body


def test_what_was_changed_since_is_not_submitted_and_the_applicant_is_told(world: World) -> None:
    application = world.filled()
    order(world, application)
    change(world, application)
    assert operations.warn_of_deadlines(at=END - timedelta(hours=2)) == 1
    warning = Message.objects.get(recipient=world.li)
    assert "到期不会自动提交" in warning.body
    assert [RUN(at=END), RUN(at=END)] == [1, 0]
    assert fresh(application).status == Status.DRAFT
    last = Message.objects.filter(recipient=world.li).latest("pk")
    assert "到期没有自动提交：设置自动提交后又改了内容" in last.body
    assert "申报下一年度" in last.body


def test_an_order_for_the_present_content_is_named_in_the_warning(world: World) -> None:
    order(world, world.filled())
    assert operations.warn_of_deadlines(at=END - timedelta(hours=2)) == 1
    assert "已设置到期自动提交" in Message.objects.get(recipient=world.li).body


def test_an_order_for_new_content_replaces_the_old_one(world: World) -> None:
    application = world.filled()
    first = order(world, application)
    assert order(world, application) == first
    change(world, application)
    second = order(world, application)
    assert RUN(at=END) == 1
    assert Submission.objects.get().content_hash == second.content_hash
    first.refresh_from_db()
    assert first.end == SubmitOrder.End.CANCELLED


def test_what_was_cancelled_or_sent_by_hand_is_not_sent_again(world: World) -> None:
    mine, other = world.filled(), world.filled(world.wu)
    order(world, mine)
    order(world, other)
    operations.cancel_order(application=mine, actor=world.li, at=world.at)
    world.submit(other)
    assert [RUN(at=END), RUN(at=END)] == [1, 0]
    assert (fresh(mine).status, Submission.objects.count()) == (Status.DRAFT, 1)


def test_only_what_could_be_submitted_now_is_ordered_and_only_by_its_applicant(world: World) -> None:
    application = world.filled()
    digest = world.download(application)
    change(world, application)
    with pytest.raises(operations.FormChanged):
        order(world, application, digest=digest)
    digest = operations.request_print(application=application, at=world.at).content_hash
    with pytest.raises(operations.NotDownloaded):
        order(world, application, digest=digest)
    one = {"application": application, "actor": world.wu, "at": world.at}
    with pytest.raises(operations.NotAllowed):
        operations.order_submission(content_hash=digest, **one)  # type: ignore[arg-type]
    with pytest.raises(operations.NotAllowed):
        operations.cancel_order(**one)  # type: ignore[arg-type]
    world.at = END
    with pytest.raises(operations.TooLate):
        order(world, application)
    assert not SubmitOrder.objects.exists()


def test_an_extension_moves_the_automatic_end_too(world: World) -> None:
    application = world.filled()
    order(world, application)
    until = END + timedelta(days=1)
    operations.extend(application=application, until=until, reason="住院", actor=world.feng, at=world.at)
    assert [RUN(at=END), RUN(at=until - SECOND), RUN(at=until)] == [0, 0, 1]
    assert fresh(application).status == Status.IN_PROGRESS
