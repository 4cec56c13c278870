"""李工 registers: three parts, a page to check, an account."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django.fixtures import Settings

from zhicheng.accounts.models import User
from zhicheng.core import clock
from zhicheng.dossier.models import Profile
from zhicheng.notifications.models import Delivery
from zhicheng.web.account import captcha
from zhicheng.web.account.tests.conftest import LI, PASSWORD, WU, errors, last_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]

ACCOUNT = {
    "username": "LiGong",
    "password": PASSWORD,
    "password_again": PASSWORD,
    "terms": "on",
    "sensitive": "on",
}
DETAILS = {
    "name": "李工",
    "id_type": "resident",
    "id_number": LI,
    "ethnicity": "01",
    "political_status": "01",
    "native_place": "广东清远",
    "work_started_on_0": "2012",
    "work_started_on_1": "7",
    "region": "441802",
    "workplace": "清远市生态环境监测站",
    "workplace_nature": "institution",
}
SECURITY = {"phone": "138 0013 8000", "email": "li@example.com"}
Page = Any


def solved(client: Client) -> str:
    """The answer to the sum on the first page."""
    asked = re.search(r"(\d) 加 (\d)", client.get("/register/").content.decode())
    assert asked
    return str(int(asked[1]) + int(asked[2]))


def account(client: Client, **changes: str) -> Page:
    return client.post("/register/", {**ACCOUNT, "answer": solved(client), **changes})


def details(client: Client, **changes: str) -> Page:
    account(client)
    return client.post("/register/details/", {**DETAILS, **changes})


def security(client: Client, **changes: str) -> Page:
    details(client)
    client.post("/register/security/", {**SECURITY, "send": "1"})
    return client.post("/register/security/", {**SECURITY, "code": last_code(), **changes})


def where(response: Page) -> tuple[int, str]:
    return response.status_code, response.headers.get("Location", "")


def test_three_parts_and_a_check_make_an_account_with_its_profile(client: Client) -> None:
    assert where(account(client)) == (302, "/register/details/")
    assert where(client.post("/register/details/", DETAILS)) == (302, "/register/security/")
    assert client.post("/register/security/", {**SECURITY, "send": "1"}).status_code == 200
    assert where(client.post("/register/security/", {**SECURITY, "code": last_code()})) == (302, "/register/confirm/")
    check = client.get("/register/confirm/").content.decode()
    assert "李工" in check
    assert LI in check
    assert where(client.post("/register/confirm/")) == (302, "/register/done/")
    assert "ligong" in client.get("/register/done/").content.decode()

    user, profile = User.objects.get(), Profile.objects.get()
    assert (user.username, user.name, user.id_number, user.phone) == ("ligong", "李工", LI, "13800138000")
    assert (profile.owner_id, profile.sex, profile.born_on) == (user.pk, "2", date(1990, 3, 7))
    assert (profile.region, profile.work_started_on) == ("441802", date(2012, 7, 1))
    assert where(client.post("/accounts/login/", {"login": "13800138000", "password": PASSWORD})) == (302, "/home/")


def test_neither_password_nor_number_stands_plain_in_the_session(client: Client) -> None:
    security(client)

    kept = str(Session.objects.get().get_decoded())

    assert not any(plain in kept for plain in (PASSWORD, LI, "13800138000", "李工"))


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"username": ""}, "username", "填写用户名"),
        ({"username": "li"}, "username", "用户名应为 4 至 20 位字母或数字，以字母开头"),
        ({"username": "13800138000"}, "username", "用户名应为 4 至 20 位字母或数字，以字母开头"),
        ({"username": "li\0gong"}, "username", "用户名含有看不见的控制字符，删去后重新填写"),
        ({"username": "l" * 200_000}, "username", "用户名不超过 20 字，现有 200000 字"),
        ({"password": "abcdefgh"}, "password", "密码应含大写字母、小写字母、数字、符号中的至少三种"),
        ({"password": "aB1-" * 50_000}, "password", "密码不超过 128 位，现有 200000 位"),
        ({"password": "LiGong-26"}, "password", "密码不应包含用户名，换一个密码"),
        ({"password_again": "Other-2026"}, "password_again", "两次填写的密码应相同，重新填写"),
        ({"terms": ""}, "terms", "阅读服务协议和个人信息处理规则，同意后才能注册"),
        ({"sensitive": ""}, "sensitive", "单独同意处理证件号码和证件照片后才能注册：核对身份、印制证书要用"),
        ({"answer": "100"}, "answer", "答案不对，这是一道新题，重新计算"),
        ({"answer": "四"}, "answer", "答案不对，这是一道新题，重新计算"),
    ],
)
def test_bad_account_information_is_told_at_its_field(
    client: Client, changes: dict[str, str], field: str, message: str
) -> None:
    response = account(client, **changes)

    assert response.status_code == 422
    assert message in errors(response)[field]


def test_an_empty_form_is_told_what_is_missing(client: Client) -> None:
    response = client.post("/register/")

    assert (response.status_code, errors(response)["username"]) == (422, ["填写用户名"])


def test_a_taken_user_name_is_told_in_any_case_of_letters(client: Client, li: User) -> None:
    assert errors(account(client, username="LIGONG")) == {"username": ["这个用户名已有人使用，换一个用户名"]}


def test_after_one_wrong_box_neither_password_nor_sum_is_asked_again(client: Client) -> None:
    account(client, username="li")

    again = client.post("/register/", {"username": "ligong", "terms": "on", "sensitive": "on"})

    assert where(again) == (302, "/register/details/")


def test_a_wrong_answer_shows_the_new_sum(client: Client) -> None:
    shown = account(client, answer="100").content.decode()

    first, second = client.session[captcha.KEY]
    assert f"{first} 加 {second} 等于几" in shown
    assert 'value="100"' not in shown


def test_a_sum_is_good_for_one_try(rf: RequestFactory) -> None:
    request = rf.get("/register/")
    request.session = {captcha.KEY: [3, 4]}  # type: ignore[assignment]  # all that is read of a session

    assert captcha.question(request) == "3 加 4 等于几"
    assert not captcha.is_right(request, "8")
    assert not captcha.is_right(request, "7")


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"name": ""}, "name", "填写姓名"),
        ({"name": "李\0工"}, "name", "姓名含有看不见的控制字符，删去后重新填写"),
        ({"name": "李" * 200_000}, "name", "姓名不超过 60 字，现有 200000 字"),
        ({"id_number": "990101199003071220"}, "id_number", "身份证号的最后一位与前 17 位对不上，逐位核对"),
        ({"id_number": "123"}, "id_number", "身份证号应为 18 位，最后一位可以是 X"),
        ({"id_number": "99010129990307122X"}, "id_number", "身份证号中的出生日期晚于今天，核对第 7 至 14 位"),
        ({"id_number": "9" * 200_000}, "id_number", "证件号码不超过 30 字，现有 200000 字"),
        ({"id_type": "passport", "id_number": "E12345678"}, "born_on", "填写出生日期"),
        ({"id_type": "passport", "id_number": "E12345678"}, "sex", "选择性别"),
        ({"id_type": "library_card"}, "id_type", "从列表中选择证件类型"),
        ({"region": "110000"}, "region", "从列表中选择所在地区"),
        ({"workplace": "站" * 200_000}, "workplace", "工作单位不超过 100 字，现有 200000 字"),
        ({"work_started_on_0": "1980"}, "work_started_on", "参加工作时间应晚于出生日期（1990-03-07）"),
        ({"work_started_on_0": "2999"}, "work_started_on", "参加工作时间不晚于本月"),
        ({"work_started_on_1": "13"}, "work_started_on", "参加工作时间应为年份和月份，例如 2019 年 9 月"),
    ],
)
def test_bad_details_are_told_at_their_field_and_nothing_typed_is_lost(
    client: Client, changes: dict[str, str], field: str, message: str
) -> None:
    response = details(client, **changes)

    assert response.status_code == 422
    assert message in errors(response)[field]
    typed = {**DETAILS, **changes}
    shown = response.content.decode()
    assert [value for value in (typed["workplace"], typed["native_place"]) if value not in shown] == []


def test_a_birth_date_to_come_is_refused(client: Client) -> None:
    tomorrow = timezone.localdate(clock.wall()) + timedelta(days=1)
    typed = {"born_on_0": str(tomorrow.year), "born_on_1": str(tomorrow.month), "born_on_2": str(tomorrow.day)}

    response = details(client, id_type="passport", id_number="E12345678", sex="1", **typed)

    assert errors(response)["born_on"] == [f"出生日期应早于今天（{tomorrow - timedelta(days=1)}）"]


def test_a_foreigner_says_sex_and_birth_date_himself(client: Client) -> None:
    born = {"born_on_0": "1985", "born_on_1": "2", "born_on_2": "3"}
    changes = {"name": "阿凡提•买买提", "id_type": "passport", "id_number": "e12345678", "sex": "1", **born}
    details(client, **changes)
    client.post("/register/security/", {**SECURITY, "send": "1"})
    client.post("/register/security/", {**SECURITY, "code": last_code()})
    client.post("/register/confirm/")

    user, profile = User.objects.get(), Profile.objects.get()
    assert (user.name, user.id_number) == ("阿凡提·买买提", "E12345678")
    assert (profile.sex, profile.born_on) == ("1", date(1985, 2, 3))


@pytest.mark.parametrize("name", ["李𬱖", "𠮷野·阿依古丽"])
def test_rare_characters_are_names_too(client: Client, name: str) -> None:
    assert where(details(client, name=name)) == (302, "/register/security/")


def test_a_document_registers_once(client: Client, wu: User) -> None:
    response = details(client, id_number=WU)

    assert errors(response) == {"id_number": ["这个证件号码已注册。直接登录；忘记密码可用手机号找回"]}
    assert "吴某" not in response.content.decode()


def test_a_phone_registers_once(client: Client, wu: User) -> None:
    details(client)

    response = client.post("/register/security/", {"phone": "+86 13900139000", "send": "1"})

    assert errors(response) == {"phone": ["这个手机号已注册。直接登录，或换一个手机号"]}
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": ""}, "code"),
        ({"code": "abc"}, "code"),
        ({"code": "1\0"}, "code"),
        ({"phone": "13700137000"}, "code"),
        ({"phone": "12345"}, "phone"),
        ({"phone": "1" * 200_000}, "phone"),
        ({"email": "nobody"}, "email"),
        ({"email": f"{'a' * 200_000}@example.com"}, "email"),
        ({"email": "a\0@example.com"}, "email"),
    ],
)
def test_a_phone_counts_only_with_its_own_code(client: Client, changes: dict[str, str], field: str) -> None:
    response = security(client, **changes)

    assert response.status_code == 422
    assert list(errors(response)) == [field]


def test_a_code_is_tried_five_times(client: Client) -> None:
    security(client, code="no")
    for _ in range(4):
        client.post("/register/security/", {**SECURITY, "code": "no"})

    response = client.post("/register/security/", {**SECURITY, "code": last_code()})

    assert errors(response) == {"code": ["验证码填错次数过多，过 10 分钟再试"]}


def test_codes_are_not_sent_twice_in_a_minute(client: Client) -> None:
    details(client)
    client.post("/register/security/", {**SECURITY, "send": "1"})

    response = client.post("/register/security/", {**SECURITY, "send": "1"})

    assert errors(response) == {"phone": ["验证码发得过于频繁，过一分钟再发"]}
    assert Delivery.objects.count() == 1


def test_going_back_keeps_what_was_typed(client: Client) -> None:
    account(client)
    client.post("/register/details/", {"name": "李工", "workplace": "监测站", "back": "1"})

    assert 'value="LiGong"' in client.get("/register/").content.decode()
    shown = client.get("/register/details/").content.decode()
    assert 'value="李工"' in shown
    assert 'value="监测站"' in shown


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/register/details/", "/register/"),
        ("/register/security/", "/register/details/"),
        ("/register/confirm/", "/register/"),
        ("/register/done/", "/accounts/login/"),
    ],
)
def test_no_part_can_be_skipped(client: Client, path: str, to: str) -> None:
    assert where(client.get(path)) == (302, to)
    if path != "/register/done/":
        assert where(client.post(path, DETAILS)) == (302, to)


def test_a_phone_without_its_code_makes_no_account(client: Client) -> None:
    details(client)
    client.post("/register/security/", SECURITY)

    assert where(client.post("/register/confirm/")) == (302, "/register/security/")
    assert not User.objects.exists()


def test_half_an_hour_later_the_draft_is_gone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    security(client)
    real = clock.wall()
    monkeypatch.setattr(clock, "wall", lambda: real + timedelta(minutes=31))

    assert where(client.post("/register/confirm/")) == (302, "/register/")
    assert not User.objects.exists()


def test_a_name_taken_at_the_last_moment_is_told_where_it_was_typed(client: Client, li: User) -> None:
    User.objects.filter(pk=li.pk).update(username="first", id_index="x", phone_index="x")
    security(client)
    User.objects.filter(pk=li.pk).update(username="ligong")

    assert where(client.post("/register/confirm/")) == (302, "/register/")
    assert "这个用户名已有人使用" in client.get("/register/").content.decode()


def test_allauths_own_sign_up_leads_here(client: Client) -> None:
    assert where(client.get("/accounts/signup/")) == (302, "/register/")
    assert where(client.post("/accounts/signup/", {"username": "x"})) == (302, "/register/")


@pytest.mark.parametrize(("id_type", "number"), [("resident", "11010519491231002X"), ("passport", "E12345678")])
def test_a_practice_system_asks_for_a_number_that_nobody_has(
    client: Client, settings: Settings, id_type: str, number: str
) -> None:
    settings.PRACTICE = True
    page = details(client, id_type=id_type, id_number=number)
    assert page.status_code == 422
    assert "只收虚构的居民身份证号（以 99 开头，如 99010119900307071X）" in page.content.decode()
    assert where(client.post("/register/details/", DETAILS)) == (302, "/register/security/")
