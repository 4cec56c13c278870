"""Has the certificates made that have no PDF yet."""

from typing import Any

from django.core.management.base import BaseCommand

from zhicheng.certificates.operations import request_missing
from zhicheng.core import clock


class Command(BaseCommand):
    help = "补装字库后运行：重新生成还没有 PDF 的证书。先重启后台任务进程，新字库才会读入"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"重新生成 {request_missing(at=clock.wall())} 份证书")
