from datetime import timedelta

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "zhicheng.content"

    def ready(self) -> None:
        from zhicheng.content import operations, signals  # noqa: PLC0415 -- app ready
        from zhicheng.core.clockwork import clockwork  # noqa: PLC0415 -- app ready

        signals.connect()
        clockwork.register("content.publish_due", operations.publish_due, every=timedelta(minutes=1))
        clockwork.register("content.scan_waiting", operations.scan_waiting, every=timedelta(minutes=1))
        clockwork.register("content.keep_index", operations.keep_index, every=timedelta(days=1))
