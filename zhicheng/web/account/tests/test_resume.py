"""A session that ended while a form was being filled in loses nothing."""

from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from zhicheng.accounts.models import User
from zhicheng.web.account.tests.conftest import PASSWORD
from zhicheng.web.resume import OWNER, keep, mark_of

pytestmark = pytest.mark.django_db


def post(
    client: Client, rf: RequestFactory, data: dict[str, object], *, of: User | None = None, **headers: str
) -> object:
    """What a gate does with the POST of a browser where the session of `of` has ended."""
    request = rf.post("/my/applications/GD1/info/?a=1", data, headers=headers)
    if of:
        request.COOKIES[OWNER] = mark_of(of)
    request.user = AnonymousUser()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    response = keep(request)
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(request.session.session_key)
    return response


def test_after_signing_in_again_the_form_is_sent_on(client: Client, rf: RequestFactory, li: User) -> None:
    response = post(
        client, rf, {"workplace": "监测站", "years": ["1", "2"], "oldpassword": "x", "csrfmiddlewaretoken": "x"}, of=li
    )
    assert response.headers["Location"] == "/accounts/login/?next=/resume/"  # type: ignore[attr-defined]

    client.post("/accounts/login/", {"login": "ligong", "password": PASSWORD, "next": "/resume/"})
    shown = client.get("/resume/")

    assert shown.context["to"] == "/my/applications/GD1/info/?a=1"
    assert shown.context["fields"] == [["workplace", "监测站"], ["years", "1"], ["years", "2"]]
    assert 'name="workplace" value="监测站"' in shown.content.decode()
    assert client.get("/resume/").headers["Location"] == "/home/"


def test_files_are_asked_for_again(client: Client, rf: RequestFactory, li: User) -> None:
    post(client, rf, {"photo": SimpleUploadedFile("photo.jpg", b"x")}, of=li)
    client.post("/accounts/login/", {"login": "ligong", "password": PASSWORD})

    assert "文件要重新选择" in client.get("/resume/").content.decode()


def test_autosave_leads_back_to_its_page(client: Client, rf: RequestFactory) -> None:
    there = {"HX-Request": "true", "Referer": "http://testserver/my/applications/GD1/info/?a=1"}

    response = post(client, rf, {"workplace": "监测站"}, of=None, **there)

    assert response.headers["HX-Redirect"] == "/accounts/login/?next=/my/applications/GD1/info/%3Fa%3D1"  # type: ignore[attr-defined]


def test_what_was_typed_is_not_shown_to_a_visitor(client: Client, rf: RequestFactory, li: User) -> None:
    post(client, rf, {"workplace": "监测站"}, of=li)

    assert client.get("/resume/").headers["Location"] == "/accounts/login/?next=/resume/"


def test_what_was_typed_is_not_shown_to_who_signs_in_next_at_the_same_browser(
    client: Client, li: User, wu: User
) -> None:
    client.force_login(wu)
    client.get("/my/")
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    assert client.post("/my/unit/", {"unit": "监测站"}).headers["Location"] == "/accounts/login/?next=/resume/"

    client.post("/accounts/login/", {"login": "ligong", "password": PASSWORD})

    assert client.get("/resume/").headers["Location"] == "/home/"


def test_a_browser_where_nobody_was_signed_in_keeps_nothing(client: Client, rf: RequestFactory) -> None:
    response = post(client, rf, {"workplace": "监测站"})

    assert response.headers["Location"] == "/accounts/login/?next=/home/"  # type: ignore[attr-defined]
