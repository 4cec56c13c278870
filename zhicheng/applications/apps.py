from datetime import timedelta

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "zhicheng.applications"

    def ready(self) -> None:
        from zhicheng.applications.operations import (  # noqa: PLC0415 -- app ready
            close_notices,
            end_overdue_corrections,
            submit_ordered,
            warn_of_deadlines,
        )
        from zhicheng.core.clockwork import clockwork  # noqa: PLC0415 -- app ready

        clockwork.register("applications.close_notices", close_notices, every=timedelta(minutes=1), by_case_time=True)
        clockwork.register(
            "applications.submit_ordered", submit_ordered, every=timedelta(seconds=10), by_case_time=True
        )
        clockwork.register(
            "applications.warn_of_deadlines", warn_of_deadlines, every=timedelta(minutes=1), by_case_time=True
        )
        clockwork.register(
            "applications.end_overdue_corrections",
            end_overdue_corrections,
            every=timedelta(minutes=5),
            by_case_time=True,
        )
