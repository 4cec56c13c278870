"""`manage.py load_demo`: fill an empty database with the demo."""

from django.conf import settings
from django.core.management.base import BaseCommand

from zhicheng.core import clock
from zhicheng.demo.practice import fill


class Command(BaseCommand):
    help = "Fill an empty database with the demo: people, organizations, a case at every stage. Once loaded, nothing."

    def handle(self, *args: object, **options: object) -> None:
        done = fill(at=clock.wall())
        self.stdout.write("The demo is loaded." if done else "The demo was loaded before; nothing changed.")
        self.stdout.write(f"Sign-ins: {settings.SITE_URL}/demo/")
