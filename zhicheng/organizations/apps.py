from datetime import timedelta

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "zhicheng.organizations"
    verbose_name = "单位"

    def ready(self) -> None:
        from zhicheng.core.clockwork import clockwork  # noqa: PLC0415 -- app ready
        from zhicheng.organizations.operations import keep_index  # noqa: PLC0415 -- app ready

        clockwork.register("organizations.keep_index", keep_index, every=timedelta(days=1))
