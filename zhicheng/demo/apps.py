from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Tags, register


class DemoConfig(AppConfig):
    name = "zhicheng.demo"

    def ready(self) -> None:
        from zhicheng.core import clock  # noqa: PLC0415 -- app ready
        from zhicheng.core.clockwork import clockwork  # noqa: PLC0415 -- app ready
        from zhicheng.demo.checks import check_hosts, check_place  # noqa: PLC0415 -- app ready
        from zhicheng.demo.queries import offset  # noqa: PLC0415 -- app ready

        clock.set_offset(offset)
        register(check_hosts, Tags.security)
        register(check_place, Tags.security)
        if settings.PRACTICE:
            from zhicheng.demo.practice import reset_at_night  # noqa: PLC0415 -- app ready

            clockwork.register("demo.reset_at_night", reset_at_night, every=timedelta(minutes=1))
