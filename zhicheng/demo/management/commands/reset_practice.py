"""`manage.py reset_practice`: a practice system as on its first day."""

from django.core.management.base import BaseCommand, CommandError

from zhicheng.core import clock
from zhicheng.demo.practice import NoPractice, reset


class Command(BaseCommand):
    help = "Throw everything of the practice system away and load it anew. Only with PRACTICE=1."

    def handle(self, *args: object, **options: object) -> None:
        try:
            reset(at=clock.wall())
        except NoPractice as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write("The practice system is as on its first day.")
