"""Signed-in people: nothing cached, the idle time renewed, officials with a second factor."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django import DjangoAssertNumQueries

from zhicheng.accounts.models import User
from zhicheng.organizations.models import Membership, Organization, Role
from zhicheng.reference.models import Region
from zhicheng.review.models import Expert
from zhicheng.web import gates


@gates.signed_in
def inside(request: gates.SignedInRequest) -> HttpResponse:
    return HttpResponse(request.user.name)


@gates.member_of(Role.UNIT)
def unit(request: gates.MemberRequest) -> HttpResponse:
    return HttpResponse(",".join(one.organization.name for one in request.memberships))


@gates.expert_only
def panel(request: gates.SignedInRequest) -> HttpResponse:
    return HttpResponse(request.user.expert.field)


@gates.staff_only
def staff(request: gates.SignedInRequest) -> HttpResponse:
    return HttpResponse("ok")


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [
    path("", include("zhicheng.urls")),
    path("plain/", plain),
    path("gate/in/", inside),
    path("gate/unit/", unit),
    path("gate/expert/", panel),
    path("gate/staff/", staff),
]
Make = Callable[..., User]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def person(name: str, *, factor: bool = False, **extra: Any) -> User:
    user = User.objects.create(username=name, name=name, id_number=name, id_index=name, **extra)
    if factor:
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return user


def officer(name: str, **extra: Any) -> User:
    user = person(name, **extra)
    region = Region.objects.get_or_create(code="441800", defaults={"name": "清远市"})[0]
    employer = Organization.objects.create(name=f"{name}的单位", nature="institution", region=region, is_unit=True)
    Membership.objects.create(user=user, organization=employer, role=Role.UNIT)
    return user


def expert(name: str, **extra: Any) -> User:
    user = person(name, **extra)
    Expert.objects.create(user=user, employer="某院", title="高级工程师", field="环保", valid_until=date(2030, 1, 1))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_what_a_signed_in_person_sees_is_never_cached(client: Client) -> None:
    assert signed_in(person("李工")).get("/plain/").headers["Cache-Control"] == "no-store"
    assert "Cache-Control" not in client.get("/plain/").headers


@pytest.mark.parametrize("address", ["/my/tracking/%00/", "/accounts/password/reset/key/1-%00/", "/%00"])
def test_an_address_that_no_column_can_hold_does_not_exist(address: str) -> None:
    response = signed_in(person("李工")).get(address)
    assert (response.status_code, "没有找到这一页" in response.content.decode()) == (404, True)


def test_a_session_that_no_column_can_hold_is_refused(client: Client) -> None:
    assert client.get("/plain/", headers={"Cookie": 'sessionid="abcdefgh\\000"'}).status_code == 400


@pytest.mark.parametrize("alphabet", ["hex", "utf-16", "gbk"])
def test_an_alphabet_that_is_not_ours_is_refused(client: Client, alphabet: str) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n'
    response = client.generic("POST", "/register/", body, f"multipart/form-data; boundary=x; charset={alphabet}")
    assert response.status_code == 400


def test_a_signed_in_person_sees_the_own_name_and_the_way_out() -> None:
    html = signed_in(person("李工")).get("/styleguide/").content.decode()
    assert "<b>李工</b>" in html
    assert html.count('action="/accounts/logout/"') == 2  # the strip and the session warning
    assert 'data-session="/session/"' in html


def test_the_session_is_renewed_at_most_once_a_minute() -> None:
    client = signed_in(person("李工"))
    renewed = [settings.SESSION_COOKIE_NAME in client.get("/plain/").cookies for _ in range(2)]
    assert renewed == [True, False]


@pytest.mark.parametrize("make", [officer, expert], ids=["officer", "expert"])
def test_an_official_without_a_second_factor_sets_one_up_first(make: Make) -> None:
    client = signed_in(make("王经办"))
    response = client.get("/plain/")
    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/2fa/totp/activate/")
    assert client.get("/session/").status_code == 204


@pytest.mark.parametrize("make", [officer, expert], ids=["officer", "expert"])
def test_an_official_with_a_second_factor_passes(make: Make) -> None:
    assert signed_in(make("王经办", factor=True)).get("/plain/").status_code == 200


def test_an_administrator_needs_a_second_factor_too() -> None:
    assert signed_in(person("管理员", is_staff=True)).get("/plain/").status_code == 302


def test_an_applicant_needs_none() -> None:
    assert signed_in(person("李工")).get("/plain/").status_code == 200


def test_a_second_look_costs_no_query_about_standing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = signed_in(officer("王经办", factor=True))
    client.get("/plain/")
    with django_assert_num_queries(2):  # the session, the person
        client.get("/plain/")


def test_visitors_are_sent_to_sign_in_and_back(client: Client) -> None:
    assert client.get("/gate/in/?a=1").headers["Location"] == "/accounts/login/?next=/gate/in/%3Fa%3D1"


def test_each_gate_opens_to_its_own_people_only() -> None:
    people = {
        "吴某": person("吴某"),
        "王经办": officer("王经办", factor=True),
        "孙评委": expert("孙评委", factor=True),
        "管理员": person("管理员", factor=True, is_staff=True),
    }
    seen = {
        name: [signed_in(user).get(f"/gate/{gate}/").status_code for gate in ("in", "unit", "expert", "staff")]
        for name, user in people.items()
    }
    assert seen == {
        "吴某": [200, 404, 404, 404],
        "王经办": [200, 200, 404, 404],
        "孙评委": [200, 404, 200, 404],
        "管理员": [200, 404, 404, 200],
    }


def test_an_officer_sees_the_organizations_of_the_role() -> None:
    assert signed_in(officer("王经办", factor=True)).get("/gate/unit/").content.decode() == "王经办的单位"
