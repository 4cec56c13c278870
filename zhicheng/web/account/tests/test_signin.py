"""李工 signs in, by name or phone, and arrives at her own face."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from zhicheng.accounts.models import User
from zhicheng.core import clock
from zhicheng.dossier.operations import save_profile
from zhicheng.organizations.models import Membership, Organization, Role
from zhicheng.reference.models import UnitNature
from zhicheng.review.models import Expert
from zhicheng.web.account.signin import APPLICANT, DESK, OFFICE, PANEL, faces_of
from zhicheng.web.account.tests.conftest import PASSWORD, errors

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("login", ["ligong", " LiGong ", "13800138000", "+86 138 0013 8000"])
def test_name_or_phone_opens_the_door(client: Client, li: User, login: str) -> None:
    response = client.post("/accounts/login/", {"login": login, "password": PASSWORD})

    assert (response.status_code, response.headers["Location"]) == (302, "/home/")
    assert client.session["_auth_user_id"] == str(li.pk)


@pytest.mark.parametrize(
    ("login", "password"),
    [("ligong", "wrong"), ("nobody", PASSWORD), ("13700137000", PASSWORD), ("13800138000", "wrong")],
)
def test_a_wrong_name_and_a_wrong_password_read_the_same(client: Client, li: User, login: str, password: str) -> None:
    response = client.post("/accounts/login/", {"login": login, "password": password})

    assert errors(response) == {"__all__": ["用户名、手机号或密码不对，检查后再填；忘记密码可以用手机号找回"]}


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"login": "", "password": PASSWORD}, "login", "填写用户名或手机号"),
        ({"login": "ligong", "password": ""}, "password", "填写密码"),
        ({"login": "li\0gong", "password": "x"}, "login", "用户名或手机号含有看不见的控制字符，删去后重新填写"),
        ({"login": "x" * 200_000, "password": "x"}, "login", "用户名或手机号不超过 150 字，现有 200000 字"),
        ({"login": "ligong", "password": "x" * 200_000}, "password", "密码不超过 128 位，现有 200000 位"),
        ({"login": "ligong", "password": "x\0"}, "password", "密码含有看不见的控制字符，删去后重新填写"),
    ],
)
def test_what_cannot_be_a_name_or_password_is_told(
    client: Client, typed: dict[str, str], field: str, message: str
) -> None:
    assert errors(client.post("/accounts/login/", typed)) == {field: [message]}


def test_six_wrong_passwords_close_the_door_for_a_while_however_the_phone_is_typed(client: Client, li: User) -> None:
    for login in ("13800138000", "+8613800138000", "138 0013 8000", "138-0013-8000", "13800138000"):
        client.post("/accounts/login/", {"login": login, "password": "wrong"})

    response = client.post("/accounts/login/", {"login": "13800138000", "password": PASSWORD})

    assert errors(response) == {"__all__": ["密码填错次数过多，过 5 分钟再登录，或找回密码"]}


def test_the_way_back_to_the_page_is_kept(client: Client, li: User) -> None:
    asked = client.get("/my/account/")
    assert asked.headers["Location"] == "/accounts/login/?next=/my/account/"

    shown = client.get(asked.headers["Location"]).content.decode()
    assert 'name="next" value="/my/account/"' in shown

    response = client.post("/accounts/login/", {"login": "ligong", "password": PASSWORD, "next": "/my/account/"})
    assert response.headers["Location"] == "/my/account/"


def test_a_way_back_to_another_site_is_not(client: Client, li: User) -> None:
    response = client.post(
        "/accounts/login/", {"login": "ligong", "password": PASSWORD, "next": "https://example.com/"}
    )

    assert response.headers["Location"] == "/home/"


def test_the_short_address_keeps_the_query(client: Client) -> None:
    assert client.get("/login/?role=unit&next=/desk/").headers["Location"] == "/accounts/login/?role=unit&next=/desk/"


@pytest.mark.parametrize(
    ("role", "heading"),
    [("", "个人用户登录"), ("unit", "人事管理单位登录"), ("expert", "评审专家登录"), ("<b>", "个人用户登录")],
)
def test_the_role_changes_the_heading_only(client: Client, role: str, heading: str) -> None:
    shown = client.get("/accounts/login/", {"role": role, "next": "/desk/"}).content.decode()

    assert f"<h1>{heading}</h1>" in shown
    assert 'name="next" value="/desk/"' in shown


def test_signing_out_takes_a_post(signed_in: Client) -> None:
    assert signed_in.get("/accounts/logout/").status_code == 200
    assert "_auth_user_id" in signed_in.session

    signed_in.post("/accounts/logout/")

    assert "_auth_user_id" not in signed_in.session


def test_an_inactive_account_is_told_so(client: Client, li: User) -> None:
    User.objects.update(is_active=False)

    response = client.post("/accounts/login/", {"login": "ligong", "password": PASSWORD}, follow=True)

    assert "账号已停用" in response.content.decode()


def test_with_a_second_factor_the_password_is_half_the_way(
    client: Client, li: User, with_factor: Callable[[], str]
) -> None:
    first = client.post("/accounts/login/", {"login": "ligong", "password": PASSWORD})
    assert first.headers["Location"] == "/accounts/2fa/authenticate/"
    assert errors(client.post("/accounts/2fa/authenticate/", {"code": "abc"})) == {
        "code": ["动态码不对，核对后再填；动态码每 30 秒一换"]
    }
    assert "_auth_user_id" not in client.session

    second = client.post("/accounts/2fa/authenticate/", {"code": with_factor()})

    assert second.headers["Location"] == "/home/"
    assert client.session["_auth_user_id"] == str(li.pk)


def unit() -> Organization:
    return Organization.objects.create(name="清远市生态环境监测站", nature=UnitNature.INSTITUTION, region_id="441800")


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize(
    ("roles", "faces"),
    [
        ((), (APPLICANT,)),
        ((Role.UNIT,), (DESK,)),
        ((Role.COMPETENT,), (DESK,)),
        ((Role.HRSS,), (DESK,)),
        ((Role.OFFICE,), (OFFICE,)),
        ((Role.UNIT, Role.OFFICE), (DESK, OFFICE)),
    ],
)
def test_a_role_has_its_face(li: User, roles: tuple[Role, ...], faces: tuple[object, ...]) -> None:
    where = unit()
    for role in roles:
        Membership.objects.create(user=li, organization=where, role=role)

    assert faces_of(li) == faces


def test_an_expert_who_applies_too_has_two_faces_and_chooses(
    signed_in: Client, li: User, with_factor: Callable[[], str]
) -> None:
    Expert.objects.create(user=li, employer="x", title="x", field="x", valid_until=date(2999, 1, 1))
    assert faces_of(li) == (PANEL,)

    save_profile(owner=li, at=clock.wall(), sex="2", born_on=date(1990, 3, 7), ethnicity="01")

    assert faces_of(User.objects.get()) == (APPLICANT, PANEL)
    shown = signed_in.get("/home/").content.decode()
    assert [href for href in ("/my/", "/panel/") if f'class="tile" href="{href}"' not in shown] == []


def test_an_applicant_goes_straight_home(signed_in: Client) -> None:
    assert signed_in.get("/home/").headers["Location"] == "/my/"
