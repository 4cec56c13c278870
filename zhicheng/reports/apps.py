from datetime import timedelta

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "zhicheng.reports"

    def ready(self) -> None:
        from zhicheng.core.clockwork import clockwork  # noqa: PLC0415 -- app ready
        from zhicheng.reports import operations  # noqa: PLC0415 -- app ready

        clockwork.register("reports.sweep", operations.sweep, every=timedelta(hours=1))
