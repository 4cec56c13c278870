"""A forgotten password comes back by phone or by mail, and nobody learns who has an account."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from zhicheng.accounts.models import User
from zhicheng.notifications.models import Delivery
from zhicheng.web.account import captcha
from zhicheng.web.account.tests.conftest import PASSWORD, errors, last_code

pytestmark = pytest.mark.django_db
NEW = {"password": "Beijiang-2027", "password_again": "Beijiang-2027"}


def ask(client: Client, phone: str) -> Any:
    found = re.search(r"(\d) 加 (\d)", client.get("/reset/").content.decode())
    assert found
    return client.post("/reset/", {"phone": phone, "answer": str(int(found[1]) + int(found[2]))})


def test_the_code_from_the_phone_sets_a_new_password(client: Client, li: User) -> None:
    assert ask(client, "+86 13800138000").headers["Location"] == "/reset/code/"

    response = client.post("/reset/code/", {"code": last_code(), **NEW})

    assert response.headers["Location"] == "/accounts/login/"
    li.refresh_from_db()
    assert li.check_password(NEW["password"])
    assert client.get("/reset/code/").headers["Location"] == "/reset/"


def test_an_unknown_phone_gets_the_same_answers_and_no_text(client: Client, li: User) -> None:
    known, unknown = Client(), Client()
    first, second = ask(known, "13800138000"), ask(unknown, "13700137000")

    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert Delivery.objects.count() == 1
    pages = [each.get("/reset/code/").content.decode() for each in (known, unknown)]
    assert pages[0].count("<p") == pages[1].count("<p")
    wrong = [each.post("/reset/code/", {"code": "no", **NEW}) for each in (known, unknown)]
    assert errors(wrong[0]) == errors(wrong[1]) == {"code": ["验证码不对，核对后再填"]}


def test_a_weak_new_password_is_told_before_the_code_is_used_up(client: Client, li: User) -> None:
    ask(client, "13800138000")
    weak = {"password": "LiGong-26", "password_again": "LiGong-26"}

    assert errors(client.post("/reset/code/", {"code": last_code(), **weak})) == {
        "password": ["密码不应包含用户名，换一个密码"]
    }
    assert client.post("/reset/code/", {"code": last_code(), **NEW}).status_code == 302


def test_without_the_sum_nothing_is_sent(client: Client, li: User) -> None:
    client.get("/reset/")

    response = client.post("/reset/", {"phone": "13800138000", "answer": "100"})

    assert errors(response) == {"answer": ["答案不对，这是一道新题，重新计算"]}
    first, second = client.session[captcha.KEY]
    assert f"{first} 加 {second} 等于几" in response.content.decode()
    assert not Delivery.objects.exists()


def test_the_link_in_the_mail_sets_a_new_password_once(client: Client, li: User) -> None:
    response = client.post("/accounts/password/reset/", {"email": "ligong@example.com"})
    assert response.headers["Location"] == "/accounts/password/reset/done/"
    found = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", str(mail.outbox[0].body))
    assert found

    form = client.get(found[1]).headers["Location"]
    assert client.get(form).status_code == 200
    changed = client.post(form, {"password1": NEW["password"], "password2": NEW["password"]})

    assert changed.headers["Location"] == "/accounts/password/reset/key/done/"
    li.refresh_from_db()
    assert li.check_password(NEW["password"])
    assert "链接已失效" in Client().get(found[1]).content.decode()


def test_an_unknown_mail_address_gets_the_same_answer_and_no_mail(client: Client, li: User) -> None:
    answers = [
        client.post("/accounts/password/reset/", {"email": address}, follow=True)
        for address in ("ligong@example.com", "nobody@example.com")
    ]

    said = [re.sub(r'value="[^"]{64}"', "", answer.content.decode()) for answer in answers]
    assert said[0] == said[1]
    assert [mail_.to for mail_ in mail.outbox] == [["ligong@example.com"]]


def test_a_new_password_ends_the_sessions_of_the_old_one(client: Client, li: User) -> None:
    stolen = Client()
    stolen.post("/accounts/login/", {"login": "ligong", "password": PASSWORD})
    assert stolen.get("/my/account/").status_code == 200

    ask(client, "13800138000")
    client.post("/reset/code/", {"code": last_code(), **NEW})

    assert stolen.get("/my/account/").headers["Location"] == "/accounts/login/?next=/my/account/"
