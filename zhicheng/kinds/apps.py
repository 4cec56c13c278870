from importlib import import_module

from django.apps import AppConfig

from zhicheng.kinds import KINDS


class KindsConfig(AppConfig):
    name = "zhicheng.kinds"

    def ready(self) -> None:
        from zhicheng.applications import registry  # noqa: PLC0415 -- app ready

        for key in KINDS:
            registry.register(import_module(f"zhicheng.kinds.{key}.kind").KIND)
