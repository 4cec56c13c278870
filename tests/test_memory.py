"""A server that answers for weeks holds no more than after its first minutes; `make bench` watches a real one."""

import gc
import weakref
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client, RequestFactory

from bench.pages import WALK
from tests.world import World

ROUNDS = 5
PASSING = 50  # objects; pages that all kept a single one would leave three times as many


def ignored(*_: object) -> Callable[[bytes], object]:
    """What a server takes status and headers with."""
    return bytes


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """The test's connection stays open between requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.once
@pytest.mark.usefixtures("_one_connection")
def test_pages_leave_nothing_behind(client: Client, world: World) -> None:
    number = world.filled().number
    client.force_login(world.li)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    site, requests = WSGIHandler(), RequestFactory()  # Django's test client itself keeps some of every request

    def walk(rounds: int) -> int:
        for _ in range(rounds):
            for ask in WALK:
                if ask.form is None:
                    request = requests.get(ask.path.format(number=number), HTTP_COOKIE=cookie)
                    answer = site(request.environ, ignored)
                    assert answer.status_code in (200, 302)
                    answer.close()
        gc.collect()
        return sum(type(one) is not weakref.ref or one() is not None for one in gc.get_objects())

    # Of references sqlite3 clears the dead ones by the hundred; what comes and goes with every third walk or so is not counted.
    before, after = (min(walk(ROUNDS) for _ in range(3)) for _ in ("first", "later"))
    assert after - before < PASSING
