"""What runs by itself. An app registers its jobs in `AppConfig.ready()`; `manage.py clock` runs those due.

A job runs once when the clock starts and then again and again, so it must be idempotent.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """`func(at=…)` is called when `every` has passed since its last start."""

    func: Callable[..., object]
    every: timedelta
    by_case_time: bool


class Clockwork:
    """Jobs by name, and when each last started."""

    def __init__(self) -> None:
        self.jobs: dict[str, Job] = {}
        self._started: dict[str, datetime] = {}

    def register(self, name: str, func: Callable[..., object], *, every: timedelta, by_case_time: bool = False) -> None:
        """This function will have `func(at=…)` called each `every`.

        `at` is the real time, or the time by which cases run (the demo may move it) if `by_case_time`.
        """
        self.jobs[name] = Job(func, every, by_case_time)

    def run_due(self, *, wall: datetime, case: datetime) -> list[str]:
        """This function will run the jobs that are due and return their names.

        A job that fails is logged and tried again after its period; the others run all the same.
        """
        due = [
            name
            for name, job in self.jobs.items()
            if name not in self._started or wall - self._started[name] >= job.every
        ]
        for name in due:
            self._started[name] = wall
            job = self.jobs[name]
            try:
                job.func(at=case if job.by_case_time else wall)
            except Exception:
                logger.exception("job %s failed", name)
        return due


clockwork = Clockwork()
