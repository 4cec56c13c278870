import time
from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from zhicheng.core import clock
from zhicheng.core.clockwork import clockwork


class Command(BaseCommand):
    help = "Run what runs by itself: sealing the audit, closing publicity, finding lost tasks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=20, help="seconds between two looks")
        parser.add_argument("--once", action="store_true", help="run every job once and end")

    def handle(self, *, interval: float, once: bool, **options: object) -> None:
        while True:
            ran = clockwork.run_due(wall=clock.wall(), case=clock.now())
            if once:
                self.stdout.write("\n".join(ran))
                return
            time.sleep(interval)
            close_old_connections()
