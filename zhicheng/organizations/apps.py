from datetime import timedelta

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "zhicheng.organizations"

    def ready(self) -> None:
        from zhicheng.core.clockwork import clockwork  # noqa: PLC0415 -- app ready
        from zhicheng.organizations.operations import index_all  # noqa: PLC0415 -- app ready

        clockwork.register("organizations.index_all", index_all, every=timedelta(days=1))
