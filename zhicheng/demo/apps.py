from django.apps import AppConfig
from django.core.checks import Tags, register


class DemoConfig(AppConfig):
    name = "zhicheng.demo"

    def ready(self) -> None:
        from zhicheng.core import clock  # noqa: PLC0415 -- app ready
        from zhicheng.demo.checks import check_hosts  # noqa: PLC0415 -- app ready
        from zhicheng.demo.queries import offset  # noqa: PLC0415 -- app ready

        clock.set_offset(offset)
        register(check_hosts, Tags.security)
