"""What every test may ask for, and what no run may get away with."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.db import connection
from django.template import engines
from pytest_django import DjangoDbBlocker

from tests import template
from tests.again import world_again
from tests.portal import portal, publish
from tests.world import World
from zhicheng.content.models import Announcement, Article
from zhicheng.core import clock


@pytest.fixture
def at() -> datetime:
    """A Monday morning, on which nothing else happens."""
    return datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _templates_first(django_test_environment: None) -> None:
    """What templates take from the settings when they are made, they take before any test changes a setting."""
    engines.all()


@pytest.fixture(autouse=True)
def _real_time() -> None:
    """The demo's offset stands in the database; a test that moves the clock reads it there itself."""
    clock.set_offset(timedelta)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """A file that is there is a copy of the template, and goes with the place of its process."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[ExitStack]:
    with ExitStack() as stack:
        stack.enter_context(template.alone())
        template.use()
        yield stack


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_modify_db_settings: ExitStack, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        template.keep()
    django_db_modify_db_settings.close()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A run in which everything was skipped is no success."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or session.config.option.collectonly or hasattr(session.config, "workerinput"):
        return
    if exitstatus == pytest.ExitCode.OK and not reporter.stats.get("passed"):
        session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "once: touches no test database, so it need not run on both")


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """The fixed cast and everything they need; cases run by the time `world.at`, on pages too."""
    world = world_again()
    monkeypatch.setattr(clock, "_offset", lambda: world.at - clock.wall())
    return world


@pytest.fixture
def write(db: None) -> Callable[..., Article]:
    """Publishes articles in the portal: write("关于……的通知", body="<p>…</p>", sort=Policy)."""
    portal()
    return lambda title, *, sort=Announcement, **said: publish(sort, title, **said)
