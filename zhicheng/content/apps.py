from datetime import timedelta

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "zhicheng.content"

    def ready(self) -> None:
        from zhicheng.content import signals  # noqa: PLC0415 -- app ready
        from zhicheng.content.operations import keep_index  # noqa: PLC0415 -- app ready
        from zhicheng.core.clockwork import clockwork  # noqa: PLC0415 -- app ready

        signals.connect()
        clockwork.register("content.keep_index", keep_index, every=timedelta(days=1))
