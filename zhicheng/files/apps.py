from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings
from django.core import checks


def scanner_is_named(**kwargs: object) -> list[checks.CheckMessage]:
    """This function will warn before a deployment that gives uploads out unscanned."""
    words = "CLAMAV is empty: uploads are not scanned for viruses and are given out marked 未查毒."
    return [] if settings.CLAMAV else [checks.Warning(words, id="files.W001")]


class FilesConfig(AppConfig):
    name = "zhicheng.files"

    def ready(self) -> None:
        from zhicheng.core.clockwork import clockwork  # noqa: PLC0415 -- app ready
        from zhicheng.files import contents, operations  # noqa: PLC0415 -- app ready

        checks.register(scanner_is_named, checks.Tags.security, deploy=True)
        contents.limit_memory()
        clockwork.register("files.sweep", operations.sweep, every=timedelta(hours=1), by_case_time=True)
        clockwork.register("files.scan_waiting", operations.scan_waiting, every=timedelta(minutes=1))
