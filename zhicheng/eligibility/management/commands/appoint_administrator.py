"""`manage.py appoint_administrator <username>`: who keeps the lists in /admin/."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhicheng.accounts.queries import find_user
from zhicheng.core import clock
from zhicheng.eligibility.operations import appoint_administrator


class Command(BaseCommand):
    help = "Let a registered person keep the country's lists and the help desks in /admin/."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: object, username: str, **options: object) -> None:
        user = find_user(username)
        if user is None:
            raise CommandError(f"Nobody has the user name {username}: register first, at /register/.")
        appoint_administrator(user=user, actor=None, at=clock.wall())
        self.stdout.write(f"{user.username} keeps the lists at /admin/, after setting up a second factor.")
