"""冯主任 works for the committee's office; 李工's case waits for its meeting."""

import pytest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client

from tests.world import World
from zhicheng.accounts.models import User
from zhicheng.applications.models import Application


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(response: HttpResponseBase) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()


@pytest.fixture
def feng(world: World) -> Client:
    return browser(world.feng)


@pytest.fixture
def case(world: World) -> Application:
    return world.at_stage("review")
