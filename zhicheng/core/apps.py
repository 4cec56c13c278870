from datetime import timedelta

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "zhicheng.core"

    def ready(self) -> None:
        from zhicheng.core import tasks  # noqa: PLC0415 -- app ready
        from zhicheng.core.clockwork import clockwork  # noqa: PLC0415 -- app ready

        clockwork.register("tasks.reap", tasks.reap, every=timedelta(minutes=1))
