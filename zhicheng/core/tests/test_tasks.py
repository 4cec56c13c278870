from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from zhicheng.core.tasks import LEASE, attempts, reap

WAIT = timedelta(minutes=1)
pytestmark = pytest.mark.django_db(transaction=True)
runs: list[str] = []


def _thrice(word: str, fails: int) -> None:
    runs.append(word)
    if len(runs) <= fails:
        raise OSError(word)


def _once(word: str) -> None:
    raise OSError(word)


def _as_task(function: Callable[..., None]) -> Any:
    """The library finds a task by the name of its function, so the name must lead to the task."""
    name = function.__name__.removeprefix("_")
    function.__name__ = function.__qualname__ = name
    return task()(function)


thrice = attempts(3, wait=WAIT)(_as_task(_thrice))
once = _as_task(_once)


@pytest.fixture(autouse=True)
def _no_runs() -> None:
    runs.clear()


def work() -> None:
    """The real worker, until the queue is empty, as if every wait were over."""
    DBTaskResult.objects.update(run_after=datetime(2026, 1, 1).astimezone())
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def row() -> Any:
    return DBTaskResult.objects.get()


def test_a_task_that_fails_twice_succeeds_at_the_third_attempt() -> None:
    thrice.enqueue("sign", fails=2)
    for _ in range(3):
        work()
    assert (row().status, runs) == ("SUCCESSFUL", ["sign"] * 3)


def test_a_task_that_always_fails_is_given_up_after_its_attempts() -> None:
    thrice.enqueue("sign", fails=9)
    for _ in range(5):
        work()
    assert (row().status, row().exception_class_path, len(runs)) == ("FAILED", "builtins.OSError", 3)


def test_a_task_without_attempts_is_tried_once() -> None:
    once.enqueue("send")
    work()
    work()
    assert (row().status, len(row().worker_ids)) == ("FAILED", 1)


def test_each_wait_is_twice_as_long_as_the_one_before(at: datetime) -> None:
    thrice.enqueue("sign", fails=0)
    waits = []
    for workers in (["a"], ["a", "b"]):
        DBTaskResult.objects.update(status="RUNNING", worker_ids=workers, started_at=at - 2 * LEASE)
        reap(at=at)
        assert row().status == "READY"
        waits.append(row().run_after - at)
    assert waits == [WAIT, 2 * WAIT]


def test_the_reaper_leaves_a_task_alone_whose_lease_runs(at: datetime) -> None:
    thrice.enqueue("sign", fails=0)
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["a"], started_at=at - LEASE)
    reap(at=at)
    assert row().status == "RUNNING"


def test_a_task_that_kills_its_workers_is_given_up(at: datetime) -> None:
    thrice.enqueue("sign", fails=0)
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["a", "b", "c"], started_at=at - 2 * LEASE)
    reap(at=at)
    assert (row().status, row().exception_class_path, row().finished_at) == ("FAILED", "WorkerLost", at)


def test_a_lost_task_the_code_no_longer_knows_is_given_up(at: datetime) -> None:
    once.enqueue("send")
    DBTaskResult.objects.update(
        task_path="zhicheng.core.gone", status="RUNNING", worker_ids=["a"], started_at=at - 2 * LEASE
    )
    reap(at=at)
    assert row().status == "FAILED"
