"""李工's browser and 吴某's, in the small world."""

import pytest
from django.test import Client

from tests.world import World
from zhicheng.accounts.models import User


@pytest.fixture
def li(world: World) -> Client:
    return browser(world.li)


@pytest.fixture
def wu(world: World) -> Client:
    return browser(world.wu)


def browser(user: User) -> Client:
    """A signed-in browser whose session was renewed a moment ago."""
    client = Client()
    client.force_login(user)
    client.head("/session/")
    return client
