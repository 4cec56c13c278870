"""A practice system: started anew by one command and every night, a free applicant for everybody who practises."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import count
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.accounts.operations import AlreadyRegistered
from zhicheng.audit.models import Event
from zhicheng.content.operations import plant_roots
from zhicheng.demo import starters
from zhicheng.demo.cast import INSTITUTE, PASSWORD, passer_by
from zhicheng.demo.checks import check_place
from zhicheng.demo.stories import LOADED, load
from zhicheng.demo.town import Town
from zhicheng.files.models import StoredFile
from zhicheng.organizations.models import Organization
from zhicheng.organizations.operations import load_readings
from zhicheng.organizations.pronunciation import characters_by_syllable
from zhicheng.reference.queries import calendar

RESET_AT = time(3)  # shell/util.html says so on every page
KEPT = frozenset({"django_content_type", "auth_permission"})  # migrations fill them, other processes remember them
TRAINEE = "lianxi"
FIRST = 120  # of the passers-by: nobody of the demo is so far back


class NoPractice(Exception):
    """Nothing here may be thrown away."""


def fill(*, at: datetime) -> bool:
    """This function will load the demo with all it needs; it tells whether it did, once loaded it does nothing."""
    load_readings(characters=characters_by_syllable())  # before the organizations, which are indexed with them
    return load(at=at)


def reset(*, at: datetime) -> None:
    """This function will throw everything of a practice system away and load the demo; or raise NoPractice.

    The database changes in one transaction: a run that is cut off leaves it as it was. Files and cache follow, and
    what one cut off later left of them goes with the next. `at` is the real time.
    """
    if not settings.PRACTICE:
        raise NoPractice("Nothing was changed: PRACTICE is not set. Set PRACTICE=1 if this is a practice system.")
    if problems := check_place():
        raise NoPractice(f"Nothing was changed: {problems[0].msg} {problems[0].hint}")
    began = timezone.localtime(at).timestamp()
    with transaction.atomic():
        _empty()
        plant_roots()
        fill(at=at)
    cache.clear()
    _sweep(began)


def reset_at_night(*, at: datetime) -> None:
    """This function will start anew once after each 3:00, later where the machine was off; `at` is the real time."""
    today = timezone.make_aware(datetime.combine(timezone.localdate(at), RESET_AT))
    due = today if at >= today else today - timedelta(days=1)
    last = Event.objects.filter(subject=LOADED).order_by("-pk").first()
    if last is None or last.at < due:
        reset(at=at)


def take_applicant(*, with_records: bool, at: datetime) -> User:
    """This function will register a fictitious applicant who is nobody else's, and return him.

    He has filled in nothing yet, or has 入库信息 and records like 李工.
    """
    town = Town(
        at=at,
        password=make_password(PASSWORD),
        calendar=calendar(),
        organizations={one.name: one for one in Organization.objects.filter(name=INSTITUTE)},
    )
    numbers = count(User.objects.filter(username__startswith=TRAINEE).count() + 1)
    while True:
        number = next(numbers)
        who = replace(passer_by(FIRST + number), username=f"{TRAINEE}{number:03d}", unit=INSTITUTE)
        try:
            with transaction.atomic():
                return starters.recognize(town, who) if with_records else town.applicant(who, at=at)
        except AlreadyRegistered:  # by another trainee at the same time: the next is free
            continue


def _empty() -> None:
    connection.check_constraints()  # PostgreSQL truncates no table that has some waiting
    existing = connection.introspection.django_table_names(only_existing=True, include_views=False)
    tables = [table for table in existing if table not in KEPT]
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables, reset_sequences=True))


def _sweep(began: float) -> None:
    """The files of before; what has the same content as one of the new ones is that one."""
    wanted = set(StoredFile.objects.values_list("sha256", flat=True))
    for folder in (Path(settings.MEDIA_ROOT), settings.DATA_DIR / "content"):
        for path in folder.rglob("*"):
            if path.is_file() and path.name not in wanted and path.stat().st_mtime < began:
                path.unlink(missing_ok=True)
