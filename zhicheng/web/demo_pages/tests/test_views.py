"""The demo's own pages, in a small world."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests.world import World
from zhicheng.accounts.models import User
from zhicheng.core import clock
from zhicheng.demo.models import ClockOffset
from zhicheng.demo.queries import code_of, forget_offset, offset
from zhicheng.notifications.operations import deliver

pytestmark = pytest.mark.django_db
PAGES = ("/demo/", "/demo/outbox/")


@pytest.fixture
def qian(world: World) -> User:
    """钱科长, who has a second factor, as one of the demo's people."""
    User.objects.filter(pk=world.qian.pk).update(is_demo=True, username="qiankezhang")
    return world.qian


def test_a_demo_official_signs_in_with_one_click_and_no_code(client: Client, qian: User) -> None:
    answer = client.post("/demo/sign-in/", {"username": "qiankezhang"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/home/")
    assert client.get("/home/").headers["Location"] == "/desk/"
    assert client.session["_auth_user_id"] == str(qian.pk)


def test_one_click_changes_the_person(client: Client, world: World, qian: User) -> None:
    client.force_login(world.li)
    client.post("/demo/sign-in/", {"username": "qiankezhang"})
    assert client.session["_auth_user_id"] == str(qian.pk)


@pytest.mark.parametrize("username", ["li", "", "nobody", "\0", "钱" * 200_000])
def test_nobody_else_can_be_had_so(client: Client, world: World, username: str) -> None:
    User.objects.filter(pk=world.li.pk).update(username="li")
    assert client.post("/demo/sign-in/", {"username": username}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_who_was_locked_out_stays_out(client: Client, qian: User) -> None:
    User.objects.filter(pk=qian.pk).update(is_active=False)
    assert client.post("/demo/sign-in/", {"username": "qiankezhang"}).status_code == 404


def test_signing_in_is_no_link() -> None:
    assert Client().get("/demo/sign-in/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/demo/sign-in/", {"username": "ligong"}).status_code == 403


@pytest.mark.parametrize("change", [{"DEMO": False}, {"ALLOWED_HOSTS": ["testserver", "zhicheng.example"]}])
def test_there_are_no_such_pages_outside_a_private_demo(
    client: Client, qian: User, settings: Settings, change: dict[str, object]
) -> None:
    for name, value in change.items():
        setattr(settings, name, value)
    answers = [client.get(path) for path in PAGES]
    answers += [
        client.post("/demo/sign-in/", {"username": "qiankezhang"}),
        client.post("/demo/clock/", {"step": "+1d"}),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4


def test_the_cast_is_shown_with_what_one_types_to_sign_in(client: Client, qian: User) -> None:
    shown = client.get("/demo/").content.decode()
    assert ("钱科长" in shown, "Qingyuan-2026" in shown, code_of("qiankezhang", at=clock.wall()) in shown) == (
        True,
    ) * 3


@pytest.mark.parametrize("players", [["qian"], ["qian", "wang", "zhao"]])
def test_the_cast_costs_the_same_however_many(
    client: Client, world: World, players: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    names = {"qian": "qiankezhang", "wang": "wangjingban", "zhao": "zhaozhuguan"}
    for player in players:
        User.objects.filter(pk=getattr(world, player).pk).update(is_demo=True, username=names[player])
    with django_assert_num_queries(3):  # people, their cases, other kinds'; stages only where there are cases
        client.get("/demo/")


def test_the_clock_moves_by_a_button(client: Client, world: World) -> None:
    forget_offset()
    clock.set_offset(offset)
    answer = client.post("/demo/clock/", {"step": "+1d"}, follow=True)
    assert ClockOffset.objects.get().by == timedelta(days=1)
    assert "办件时间现在是" in answer.content.decode()


@pytest.mark.parametrize("step", ["", "now", "\0", "+" * 200_000])
def test_the_clock_refuses_what_is_no_step(client: Client, step: str) -> None:
    assert client.post("/demo/clock/", {"step": step}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_outbox_shows_what_was_sent_newest_first(
    client: Client, number: int, at: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for code in range(number):
        deliver(channel="sms", recipient=None, address="15400000001", subject="验证码", body=f"code-{code}", at=at)
    with django_assert_num_queries(1):
        shown = client.get("/demo/outbox/").content.decode()
    assert [shown.find(f"code-{code}") > 0 for code in range(number)] == [True] * number
    assert shown.find("code-2") < shown.find("code-0")


def test_an_empty_outbox_says_so_and_a_bad_cursor_does_not_matter(client: Client) -> None:
    assert "还没有发出短信和邮件" in client.get("/demo/outbox/?after=%00x").content.decode()
