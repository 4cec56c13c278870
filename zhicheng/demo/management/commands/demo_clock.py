"""`manage.py demo_clock +5wd`: put the case time forward, so that a 公示 passes in a moment."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from zhicheng.applications.operations import close_notices
from zhicheng.core import clock
from zhicheng.demo.operations import BadStep, move_clock


class Command(BaseCommand):
    help = "Put the time by which cases run forward: +5wd (working days), +1d, +2h; or reset."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("step")

    def handle(self, *args: object, step: str, **options: object) -> None:
        try:
            move_clock(step=step, actor=None, at=clock.now())
        except BadStep as problem:
            raise CommandError(str(problem)) from problem
        closed = close_notices(at=clock.now())
        self.stdout.write(f"Case time: {timezone.localtime(clock.now()):%Y-%m-%d %H:%M}. 公示 closed: {closed}.")
