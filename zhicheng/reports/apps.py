from datetime import timedelta

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "zhicheng.reports"

    def ready(self) -> None:
        from zhicheng.core.clockwork import clockwork  # noqa: PLC0415 -- app ready
        from zhicheng.reports import measuring, operations  # noqa: PLC0415 -- app ready

        clockwork.register("reports.sweep", operations.sweep, every=timedelta(hours=1))
        clockwork.register("reports.measure", measuring.measure, every=timedelta(minutes=1))
