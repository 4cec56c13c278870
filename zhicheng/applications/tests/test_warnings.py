"""Those who hold an unsent case are warned 7, 3 and 1 days and 2 hours before its end, once each."""

from datetime import timedelta

import pytest

from tests.factories import START
from tests.world import World, fresh
from zhicheng.applications import operations
from zhicheng.applications.models import Application, DeadlineWarning, Outcome
from zhicheng.notifications.models import Delivery, Message
from zhicheng.reference.models import Code

SECOND = timedelta(seconds=1)
END = START.replace(month=11, day=1, hour=0)
WARN = operations.warn_of_deadlines


def told(world: World) -> list[str]:
    return list(Message.objects.filter(recipient=world.li).order_by("pk").values_list("body", flat=True))


def test_a_draft_is_warned_at_each_time_once_in_the_site_and_by_sms(world: World) -> None:
    world.filled()
    spans = [timedelta(days=7), timedelta(days=3), timedelta(days=1), timedelta(hours=2)]
    for span in spans:
        assert [WARN(at=END - span - SECOND), WARN(at=END - span), WARN(at=END - span + SECOND)] == [0, 1, 0]
    assert WARN(at=END) == 0
    assert [one.rsplit("还有 ", 1)[1].split("。")[0] for one in told(world)] == ["7 天", "3 天", "24 小时", "2 小时"]
    assert Delivery.objects.filter(recipient=world.li, channel="sms").count() == 4
    assert DeadlineWarning.objects.count() == 4


def test_a_complete_and_an_incomplete_draft_are_told_different_things(world: World) -> None:
    world.filled()
    world.fill(world.start(world.wu), skip=["education", "training", "boxes"])
    assert WARN(at=END - timedelta(days=1)) == 2
    (mine,) = told(world)
    assert "资料已齐，还没有提交。10 月 31 日 24:00 截止，还有 24 小时。登录系统提交审核。" in mine
    other = Message.objects.get(recipient=world.wu).body
    assert "还没有提交，还差学历学位、继续教育、籍贯等" in other


def test_a_clock_that_stood_still_tells_the_nearest_time_alone(world: World) -> None:
    world.filled()
    assert [WARN(at=END - timedelta(hours=30)), WARN(at=END - timedelta(hours=29))] == [1, 0]
    assert DeadlineWarning.objects.get().minutes == 3 * 24 * 60


def test_who_began_after_a_time_is_not_told_it(world: World) -> None:
    world.at = END - timedelta(days=2)
    world.filled()
    assert [WARN(at=world.at), WARN(at=END - timedelta(days=1))] == [0, 1]


def test_the_times_are_data(world: World) -> None:
    world.filled()
    Code.objects.filter(list="warn_draft").exclude(code="000120").delete()
    assert [WARN(at=END - timedelta(days=1)), WARN(at=END - timedelta(hours=2))] == [0, 1]


def test_what_was_sent_is_not_warned_and_what_was_extended_is_warned_anew(world: World) -> None:
    world.submitted(world.wu)
    case = world.filled()
    assert WARN(at=END - timedelta(days=1)) == 1
    world.at = END - timedelta(hours=20)
    until = END + timedelta(days=1)
    operations.extend(application=case, until=until, reason="住院", actor=world.feng, at=world.at)
    assert [WARN(at=until - timedelta(days=1) - SECOND), WARN(at=until - timedelta(days=1))] == [1, 1]


def correction(world: World) -> Application:
    case = world.submitted()
    world.decide(case, Outcome.RETURNED)  # until 25 September
    Message.objects.all().delete()
    return fresh(case)


def test_a_correction_is_warned_three_days_and_one_day_before(world: World) -> None:
    correction(world)
    end = START.replace(day=26, hour=0)
    for days in (3, 1):
        before = end - timedelta(days=days)
        assert [WARN(at=before - SECOND), WARN(at=before), WARN(at=before + SECOND)] == [0, 1, 0]
    assert WARN(at=end) == 0
    assert "补正后还没有重新提交。9 月 25 日 24:00 截止，还有 3 天" in told(world)[0]


@pytest.mark.parametrize("count", [1, 3])
def test_a_run_takes_no_more_than_a_batch_and_the_next_one_the_rest(
    world: World, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhicheng.applications.operations.warnings.BATCH", 1)
    for number in range(count):
        case = world.start(year=2030 + number)
        Application.objects.filter(pk=case.pk).update(call=world.call)
    assert [WARN(at=END - timedelta(days=1)) for _ in range(count + 1)] == [1] * count + [0]
