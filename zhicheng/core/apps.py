from datetime import timedelta

from django.apps import AppConfig
from django.db.models import CharField


class CoreConfig(AppConfig):
    name = "zhicheng.core"

    def ready(self) -> None:
        from zhicheng.core import tasks  # noqa: PLC0415 -- app ready
        from zhicheng.core.clockwork import clockwork  # noqa: PLC0415 -- app ready
        from zhicheng.core.lookups import Begins  # noqa: PLC0415 -- app ready

        clockwork.register("tasks.reap", tasks.reap, every=timedelta(minutes=1))
        CharField.register_lookup(Begins)
