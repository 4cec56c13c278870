"""账号安全: what proves the account is changed by its owner only."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from zhicheng.accounts.models import User
from zhicheng.notifications.models import Delivery
from zhicheng.web.account.tests.conftest import PASSWORD, errors, last_code, totp

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    ["/my/account/", "/my/account/phone/", "/my/account/email/", "/accounts/sessions/", "/accounts/2fa/", "/home/"],
)
def test_a_stranger_is_led_to_sign_in_and_back(client: Client, path: str) -> None:
    response = client.get(path)

    assert (response.status_code, response.headers["Location"]) == (302, f"/accounts/login/?next={path}")


def test_the_page_shows_numbers_masked_and_who_signed_in(signed_in: Client) -> None:
    Client().post("/accounts/login/", {"login": "ligong", "password": "wrong"})

    shown = signed_in.get("/my/account/").content.decode()

    assert "138****8000" in shown
    assert "13800138000" not in shown
    found = re.findall(r'data-l="事项"><b>([^<]+)</b>', shown)
    assert found == ["密码不对，没有登录", "登录", "注册"]


def test_a_phone_changes_with_the_code_sent_to_it(confirmed: Client, li: User) -> None:
    sent = confirmed.post("/my/account/phone/", {"address": "137 0013 7000", "send": "1"})
    assert "验证码已发到 137****7000" in sent.content.decode()

    response = confirmed.post("/my/account/phone/", {"address": "13700137000", "code": last_code()})

    assert response.headers["Location"] == "/my/account/"
    li.refresh_from_db()
    assert li.phone == "13700137000"


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"address": "13900139000", "send": "1"}, "address", "这个手机号已注册。直接登录，或换一个手机号"),
        ({"address": "", "send": "1"}, "address", "填写手机号"),
        ({"address": "13700137000"}, "code", "填写验证码；还没有收到就点“发送验证码”"),
        ({"address": "13700137000", "code": "123456"}, "code", "还没有给这里发过验证码，或已过期，重新发送一个"),
    ],
)
def test_a_phone_without_its_code_stays(
    confirmed: Client, li: User, wu: User, typed: dict[str, str], field: str, message: str
) -> None:
    assert errors(confirmed.post("/my/account/phone/", typed)) == {field: [message]}
    li.refresh_from_db()
    assert li.phone == "13800138000"


def test_mail_changes_with_the_code_sent_to_it(confirmed: Client, li: User) -> None:
    confirmed.post("/my/account/email/", {"address": "New@example.com", "send": "1"})
    assert Delivery.objects.get().channel == "mail"

    confirmed.post("/my/account/email/", {"address": "New@example.com", "code": last_code()})

    li.refresh_from_db()
    assert li.email == "new@example.com"


def test_the_password_is_asked_once_more_before_a_change(signed_in: Client) -> None:
    asked = signed_in.get("/my/account/phone/").headers["Location"]
    assert asked == "/accounts/reauthenticate/?next=%2Fmy%2Faccount%2Fphone%2F"
    wrong = signed_in.post(asked, {"password": "wrong"})
    assert errors(wrong) == {"password": ["密码不对，重新填写"]}

    response = signed_in.post(asked, {"password": PASSWORD})

    assert response.headers["Location"] == "/my/account/phone/"
    assert signed_in.get("/my/account/phone/").status_code == 200


def test_changing_the_password_keeps_this_session(signed_in: Client, li: User) -> None:
    wrong = {"oldpassword": "wrong", "password1": "Beijiang-2027", "password2": "Beijiang-2027"}
    assert errors(signed_in.post("/accounts/password/change/", wrong)) == {"oldpassword": ["当前密码不对，重新填写"]}

    response = signed_in.post("/accounts/password/change/", {**wrong, "oldpassword": PASSWORD})

    assert response.headers["Location"] == "/my/account/"
    assert signed_in.get("/my/account/").status_code == 200
    li.refresh_from_db()
    assert li.check_password("Beijiang-2027")


def test_a_new_password_typed_differently_twice_is_refused(signed_in: Client) -> None:
    typed = {"oldpassword": PASSWORD, "password1": "Beijiang-2027", "password2": "Beijiang-2028"}

    response = signed_in.post("/accounts/password/change/", typed)

    assert errors(response) == {"password2": ["两次填写的密码应相同，重新填写"]}


@pytest.mark.parametrize(
    ("path", "messages"),
    [
        (
            "/accounts/password/change/",
            {"oldpassword": ["填写当前密码"], "password1": ["填写新密码"], "password2": ["再填一遍新密码"]},
        ),
        ("/accounts/password/reset/", {"email": ["填写邮箱"]}),
        ("/accounts/reauthenticate/", {"password": ["填写密码"]}),
        ("/accounts/2fa/totp/activate/", {"code": ["填写动态码"]}),
    ],
)
def test_empty_boxes_of_allauth_speak_our_words(confirmed: Client, path: str, messages: dict[str, list[str]]) -> None:
    response = confirmed.post(path, {})

    assert errors(response) == messages
    assert "<title>错误：" in response.content.decode()


def test_a_second_factor_is_set_up_and_its_spare_codes_sign_in(confirmed: Client, li: User) -> None:
    secret = confirmed.get("/accounts/2fa/totp/activate/").context["form"].secret
    response = confirmed.post("/accounts/2fa/totp/activate/", {"code": totp(secret)})
    assert response.headers["Location"] == "/accounts/2fa/recovery-codes/"
    spare = re.findall(r"<code>(\d+)</code>", confirmed.get("/accounts/2fa/recovery-codes/").content.decode())
    assert len(spare) == 10

    browser = Client()
    browser.post("/accounts/login/", {"login": "ligong", "password": PASSWORD})
    browser.post("/accounts/2fa/authenticate/", {"code": spare[0]})
    assert browser.session["_auth_user_id"] == str(li.pk)

    again = Client()
    again.post("/accounts/login/", {"login": "ligong", "password": PASSWORD})
    assert again.post("/accounts/2fa/authenticate/", {"code": spare[0]}).status_code == 200
    assert "_auth_user_id" not in again.session


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/2fa/",
        "/accounts/2fa/totp/deactivate/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/reauthenticate/",
        "/accounts/2fa/reauthenticate/",
    ],
)
def test_the_pages_of_a_second_factor_are_shown(
    client: Client, li: User, with_factor: Callable[[], str], path: str
) -> None:
    client.post("/accounts/login/", {"login": "ligong", "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": with_factor()})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    assert client.get(path).status_code == 200


def test_other_devices_are_listed_and_signed_out(signed_in: Client, li: User) -> None:
    other = Client(headers={"User-Agent": "Lost phone"})
    other.post("/accounts/login/", {"login": "ligong", "password": PASSWORD})
    assert "Lost phone" in signed_in.get("/accounts/sessions/").content.decode()

    signed_in.post("/accounts/sessions/")

    assert "Lost phone" not in signed_in.get("/accounts/sessions/").content.decode()
    assert other.get("/my/account/").status_code == 302
    assert signed_in.get("/my/account/").status_code == 200
