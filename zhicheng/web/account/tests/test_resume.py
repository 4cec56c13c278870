"""A session that ended while a form was being filled in loses nothing."""

from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from zhicheng.accounts.models import User
from zhicheng.web.account.tests.conftest import PASSWORD
from zhicheng.web.resume import keep

pytestmark = pytest.mark.django_db


def post(client: Client, rf: RequestFactory, data: dict[str, object], **headers: str) -> object:
    """What a gate does with the POST of a browser whose session has ended."""
    request = rf.post("/my/applications/GD1/info/?a=1", data, headers=headers)
    request.user = AnonymousUser()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    response = keep(request)
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(request.session.session_key)
    return response


def test_after_signing_in_again_the_form_is_sent_on(client: Client, rf: RequestFactory, li: User) -> None:
    response = post(
        client, rf, {"workplace": "监测站", "years": ["1", "2"], "oldpassword": "x", "csrfmiddlewaretoken": "x"}
    )
    assert response.headers["Location"] == "/accounts/login/?next=/resume/"  # type: ignore[attr-defined]

    client.post("/accounts/login/", {"login": "ligong", "password": PASSWORD, "next": "/resume/"})
    shown = client.get("/resume/")

    assert shown.context["to"] == "/my/applications/GD1/info/?a=1"
    assert shown.context["fields"] == [["workplace", "监测站"], ["years", "1"], ["years", "2"]]
    assert 'name="workplace" value="监测站"' in shown.content.decode()
    assert client.get("/resume/").headers["Location"] == "/home/"


def test_files_are_asked_for_again(client: Client, rf: RequestFactory, li: User) -> None:
    post(client, rf, {"photo": SimpleUploadedFile("photo.jpg", b"x")})
    client.post("/accounts/login/", {"login": "ligong", "password": PASSWORD})

    assert "文件要重新选择" in client.get("/resume/").content.decode()


def test_autosave_leads_back_to_its_page(client: Client, rf: RequestFactory) -> None:
    there = {"HX-Request": "true", "Referer": "http://testserver/my/applications/GD1/info/?a=1"}

    response = post(client, rf, {"workplace": "监测站"}, **there)

    assert response.headers["HX-Redirect"] == "/accounts/login/?next=/my/applications/GD1/info/%3Fa%3D1"  # type: ignore[attr-defined]


def test_what_was_typed_is_not_shown_to_a_visitor(client: Client, rf: RequestFactory) -> None:
    post(client, rf, {"workplace": "监测站"})

    assert client.get("/resume/").headers["Location"] == "/accounts/login/?next=/resume/"
