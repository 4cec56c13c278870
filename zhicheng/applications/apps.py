from datetime import timedelta

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "zhicheng.applications"

    def ready(self) -> None:
        from zhicheng.applications.operations import (  # noqa: PLC0415 -- app ready
            close_notices,
            end_assistances,
            end_overdue_corrections,
            submit_ordered,
            warn_of_deadlines,
            watch_applicants,
        )
        from zhicheng.core.clockwork import clockwork  # noqa: PLC0415 -- app ready

        jobs = (
            ("close_notices", close_notices, timedelta(minutes=1)),
            ("watch", watch_applicants, timedelta(minutes=10)),
            ("submit_ordered", submit_ordered, timedelta(seconds=10)),
            ("warn_of_deadlines", warn_of_deadlines, timedelta(minutes=1)),
            ("end_assistances", end_assistances, timedelta(minutes=5)),
            ("end_overdue_corrections", end_overdue_corrections, timedelta(minutes=5)),
        )
        for name, job, every in jobs:
            clockwork.register(f"applications.{name}", job, every=every, by_case_time=True)
