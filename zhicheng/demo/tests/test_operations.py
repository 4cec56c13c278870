"""The clock of case deadlines, and only that."""

from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.world import World, stage_of
from zhicheng.core import clock
from zhicheng.demo.models import ClockOffset
from zhicheng.demo.operations import BadStep, move_clock
from zhicheng.demo.queries import forget_offset, offset
from zhicheng.reference.operations import load_reference

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo_clock() -> None:
    forget_offset()
    clock.set_offset(offset)


def test_five_working_days_end_when_a_notice_posted_today_ends(at: datetime) -> None:
    load_reference(at=at)
    assert at + move_clock(step="+5wd", actor=None, at=at) == datetime(2026, 3, 10, tzinfo=at.tzinfo)


def test_steps_add_up_and_a_reset_takes_them_back(at: datetime) -> None:
    assert move_clock(step="+1d", actor=None, at=at) == timedelta(days=1)
    assert move_clock(step="+2h", actor=None, at=at) == timedelta(days=1, hours=2)
    assert move_clock(step="reset", actor=None, at=at) == timedelta(0)


def test_the_case_time_moves_and_the_real_time_stays(at: datetime) -> None:
    move_clock(step="+1d", actor=None, at=at)
    assert abs(clock.now() - clock.wall() - timedelta(days=1)) < timedelta(seconds=5)
    assert abs(clock.wall() - timezone.now()) < timedelta(seconds=5)


@pytest.mark.parametrize("step", ["", "5wd", "+wd", "-1d", "+1000d", "+5wd\0", "+٥d"])
def test_a_step_that_is_none_moves_nothing(step: str, at: datetime) -> None:
    with pytest.raises(BadStep):
        move_clock(step=step, actor=None, at=at)
    assert not ClockOffset.objects.exclude(by=timedelta(0)).exists()


def test_the_command_moves_the_clock_and_closes_what_ended(world: World) -> None:
    case = world.at_stage("notice_before")
    clock.set_offset(lambda: world.at - clock.wall() + offset())
    call_command("demo_clock", "+5wd", verbosity=0)
    assert stage_of(case).key == "recommend"


def test_the_command_refuses_what_is_no_step() -> None:
    with pytest.raises(CommandError):
        call_command("demo_clock", "tomorrow")
