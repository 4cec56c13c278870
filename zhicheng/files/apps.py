from datetime import timedelta

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "zhicheng.files"

    def ready(self) -> None:
        from zhicheng.core.clockwork import clockwork  # noqa: PLC0415 -- app ready
        from zhicheng.files import contents, operations  # noqa: PLC0415 -- app ready

        contents.limit_memory()
        clockwork.register("files.sweep", operations.sweep, every=timedelta(hours=1), by_case_time=True)
        clockwork.register("files.scan_waiting", operations.scan_waiting, every=timedelta(minutes=1))
