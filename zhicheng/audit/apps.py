from datetime import timedelta

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "zhicheng.audit"

    def ready(self) -> None:
        from zhicheng.audit.operations import seal  # noqa: PLC0415 -- app ready
        from zhicheng.core.clockwork import clockwork  # noqa: PLC0415 -- app ready

        clockwork.register("audit.seal", seal, every=timedelta(minutes=1))
