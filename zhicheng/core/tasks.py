"""Background tasks that fail are tried again, and those whose worker died are found.

The task library does neither. A claim appends to `worker_ids`, so its length counts the attempts.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.core.exceptions import SuspiciousOperation
from django.dispatch import receiver
from django_tasks_db.compat import TaskResultStatus, task_finished
from django_tasks_db.models import DBTaskResult

from zhicheng.core import clock

LEASE = timedelta(minutes=15)  # longer than the longest task

T = TypeVar("T")


def attempts(limit: int, *, wait: timedelta = timedelta(minutes=1)) -> Callable[[T], T]:
    """This function will let a task be tried `limit` times, `wait` apart and twice as long each time.

    It stands above `@task()`. The task must be idempotent: one whose worker died may have done its work.
    """

    def mark(task: T) -> T:
        function: Any = task.func  # type: ignore[attr-defined]  # a Task, which the type checker cannot see
        function.attempts = (limit, wait)
        return task

    return mark


def reap(*, at: datetime, lease: timedelta = LEASE) -> None:
    """This function will put tasks that run since before `at - lease` back in the queue, or give them up."""
    _again(DBTaskResult.objects.running().filter(started_at__lt=at - lease), at=at, lost=True)


@receiver(task_finished, dispatch_uid="zhicheng.core.tasks.retry")
def retry(sender: object, task_result: Any, **kwargs: object) -> None:
    """This function will put a task that just failed back in the queue while it has attempts left."""
    if task_result.status == TaskResultStatus.FAILED:
        _again(DBTaskResult.objects.filter(pk=task_result.id), at=clock.wall(), lost=False)


def _again(rows: Iterable[Any], *, at: datetime, lost: bool) -> None:
    for row in rows:
        limit, wait = _allowed(row)
        done = len(row.worker_ids)
        if done < limit:
            new = {
                "status": TaskResultStatus.READY,
                "run_after": at + wait * 2 ** (done - 1),
                "finished_at": None,
            }
        elif lost:
            new = {
                "status": TaskResultStatus.FAILED,
                "finished_at": at,
                "exception_class_path": "WorkerLost",
                "traceback": "the worker died",
            }
        else:
            continue
        # The start fences it: a row that someone else took up again meanwhile stays as it is.
        DBTaskResult.objects.filter(pk=row.pk, status=row.status, started_at=row.started_at).update(**new)


def _allowed(row: Any) -> tuple[int, timedelta]:
    try:
        return getattr(row.task.func, "attempts", (1, timedelta(0)))
    except (ImportError, SuspiciousOperation):  # the code moved on and knows this task no more
        return 1, timedelta(0)
