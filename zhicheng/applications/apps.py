from datetime import timedelta

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "zhicheng.applications"

    def ready(self) -> None:
        from zhicheng.applications.operations import close_notices, watch_applicants  # noqa: PLC0415 -- app ready
        from zhicheng.core.clockwork import clockwork  # noqa: PLC0415 -- app ready

        clockwork.register("applications.close_notices", close_notices, every=timedelta(minutes=1), by_case_time=True)
        clockwork.register("applications.watch", watch_applicants, every=timedelta(minutes=10), by_case_time=True)
