"""A visitor without a session, and people signed in; cases stand where the test puts them."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client

from tests.factories import person
from tests.world import World
from zhicheng.accounts.models import User
from zhicheng.applications.models import Application
from zhicheng.certificates.models import Certificate

Browser = Callable[[User], Client]


@pytest.fixture
def browser() -> Browser:
    """Somebody's browser, signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="zhicheng.accounts.backends.IdentifierBackend")
        return client

    return sign_in


@pytest.fixture
def posted(world: World) -> Application:
    """李静怡 passed; her 评后公示 runs."""
    return world.at_stage("notice_after")


@pytest.fixture
def certificate(world: World) -> Certificate:
    """李静怡's, issued by 钱科长's bureau."""
    return Certificate.objects.get(application=world.at_stage(""))


def three_posted(world: World) -> list[Application]:
    """Three people whose 评后公示 runs at the same time."""
    people = [world.li, person("zhangsan", "张三", 61), person("lisi", "李四", 62)]
    cases = [world.submitted(each) for each in people]
    waiting = [world.go(case, to="review") for case in cases]
    return [world.go(case, to="notice_after") for case in waiting]


def html_of(response: HttpResponseBase) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()


def same(html: str) -> str:
    """A page without what differs with every answer: tokens and the sum."""
    html = re.sub(r'name="(csrfmiddlewaretoken|token)" value="[^"]*"', "", html)
    return re.sub(r"\d 加 \d 等于几", "", html)


def solved(html: str) -> dict[str, str]:
    """The sum of a page as a person answers it."""
    first, second = map(int, re.findall(r"(\d) 加 (\d) 等于几", html)[0])
    token = re.findall(r'name="token" value="([^"]*)"', html)[0]
    return {"answer": str(first + second), "token": token}
