"""What a cut line leaves of a form is not saved."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client, RequestFactory
from django.test.client import encode_multipart

from tests import answers
from tests.world import World
from zhicheng.applications.models import Application
from zhicheng.web.applicant.tests.conftest import info, kept, typed
from zhicheng.web.whole import Body, whole
from zhicheng.wsgi import application


class Trickle(BytesIO):
    """Gives a few bytes at a time, as a slow line does."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 0, 7) if size and size > 0 else 7)


def test_a_whole_body_is_read_however_it_comes() -> None:
    body = Body(Trickle(b"x" * 100), 100)
    assert (body.read(30), body.read(), body.read()) == (b"x" * 30, b"x" * 70, b"")


def test_a_body_that_ends_early_is_a_broken_connection() -> None:
    with pytest.raises(OSError, match="cut short"):
        Body(BytesIO(b"x" * 99), 100).read()


def test_nothing_follows_the_body_of_a_request_without_one() -> None:
    seen: dict[str, Any] = {}

    def site(environ: dict[str, Any], start: Any) -> list[bytes]:
        seen.update(environ)
        return []

    whole(site)({"wsgi.input": "the stream"}, lambda *_: None)
    assert seen == {"wsgi.input": "the stream"}


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The tests' connection stays open between requests, as with the test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def status_of(environ: dict[str, Any]) -> str:
    lines: list[str] = []
    b"".join(application(environ, lambda line, headers: lines.append(line)))
    return lines[0]


@pytest.mark.parametrize("kind", ["urlencoded", "multipart"])
@pytest.mark.usefixtures("one_connection")
def test_half_a_form_changes_nothing(world: World, kind: str) -> None:
    case: Application = world.start()
    world.save(case, "basic", answers.BASIC)
    client = Client()
    client.force_login(world.li)
    token = "c" * 32
    client.cookies["csrftoken"] = token
    sent = {"csrfmiddlewaretoken": token, **typed(case, "basic", {**answers.BASIC, "health": "良好"}, next=1)}
    whole_body = urlencode(sent).encode() if kind == "urlencoded" else encode_multipart("edge", sent)
    types = {"urlencoded": "application/x-www-form-urlencoded", "multipart": "multipart/form-data; boundary=edge"}
    for share, status in ((0.6, 403), (1, 303)):
        cut = whole_body[: round(len(whole_body) * share)]
        request = RequestFactory().generic("POST", info(case, "basic/"), cut, types[kind])
        environ = {
            **request.environ,
            "CONTENT_LENGTH": str(len(whole_body)),
            "wsgi.input": BytesIO(cut),
            "HTTP_COOKIE": "; ".join(f"{name}={one.value}" for name, one in client.cookies.items()),
            "HTTP_HOST": "localhost",
        }
        assert status_of(environ).startswith(str(status))
        assert kept(case, "basic").raw["health"] == ["健康" if share < 1 else "良好"]
