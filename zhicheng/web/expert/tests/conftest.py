"""孙评委 chairs a blind meeting on 李工's case; 周评委 is recused from it; 吴某 is a stranger."""

from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client

from tests.world import World
from zhicheng.accounts.models import User
from zhicheng.review.models import Item


@dataclass
class Room:
    """A meeting whose first item is open, and browsers for those who sit in it."""

    world: World
    item: Item

    @property
    def meeting(self) -> str:
        return f"/panel/meetings/{self.item.meeting.number}/"

    @property
    def here(self) -> str:
        return f"{self.meeting}items/{self.item.order}/"


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(response: HttpResponseBase) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()


@pytest.fixture
def room(world: World) -> Room:
    return Room(world, world.convene(world.at_stage("review")))


@pytest.fixture
def sun(room: Room) -> Client:
    return browser(room.world.sun)


@pytest.fixture
def chen(room: Room) -> Client:
    """An expert on the roll who does not chair."""
    return browser(room.world.experts[2].user)


@pytest.fixture
def zhou(room: Room) -> Client:
    return browser(room.world.zhou)
