from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "zhicheng.content"

    def ready(self) -> None:
        from zhicheng.content import signals  # noqa: PLC0415 -- app ready

        signals.connect()
