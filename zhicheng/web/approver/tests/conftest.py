"""王经办 (unit), 赵主管 (competent unit) and 钱科长 (HRSS) at their desks; each has a browser of his own."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client

from tests.factories import build
from tests.world import World
from zhicheng.accounts.models import User
from zhicheng.core import clock

Browser = Callable[[User], Client]


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """The pages read the time of this world, as in the demo."""
    made = build()
    clock.set_offset(lambda: made.at - clock.wall())
    yield made
    clock.set_offset(timedelta)


@pytest.fixture
def browser() -> Browser:
    """Somebody's browser, signed in, its standing looked up (renewed once a minute)."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="zhicheng.accounts.backends.IdentifierBackend")
        client.get("/session/")
        return client

    return sign_in
