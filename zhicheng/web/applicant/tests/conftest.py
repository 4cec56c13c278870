"""李工's browser and 吴某's, in the small world; what their pages send."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import answers
from tests.world import World, fresh, pdf_bytes
from zhicheng.accounts.models import User
from zhicheng.applications.models import Application
from zhicheng.applications.steps import Answer, answer


@pytest.fixture
def li(world: World) -> Client:
    return browser(world.li)


@pytest.fixture
def wu(world: World) -> Client:
    return browser(world.wu)


@pytest.fixture
def draft(world: World) -> Application:
    return world.start()


def browser(user: User) -> Client:
    """A signed-in browser whose session was renewed a moment ago."""
    client = Client()
    client.force_login(user)
    client.head("/session/")
    return client


def info(application: Application, rest: str = "") -> str:
    return f"/my/applications/{application.number}/info/{rest}"


def kept(application: Application, key: str) -> Answer:
    return answer(fresh(application), key)


def typed(application: Application, key: str, what: answers.Typed, **more: Any) -> dict[str, Any]:
    """What a page of the part `key` that is opened now sends: the fields, its version, its id."""
    return {**answers.flat(what), "version": kept(application, key).version, "page_id": uuid4().hex, "turn": 0, **more}


def proof(name: str = "毕业证书.pdf", data: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or pdf_bytes())


def another() -> bytes:
    """A PDF that nobody handed in before."""
    return pdf_bytes() + f"\n%{uuid4().hex}".encode()


def errors(response: Any) -> list[str]:
    """The error summary as people read it."""
    found = re.search(r'<div class="err-sum".*?</div>', response.content.decode(), re.DOTALL)
    return re.findall(r'<(?:a href="[^"]*"|span class="danger")>([^<]+)<', found[0]) if found else []
