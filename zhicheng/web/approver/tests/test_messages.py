"""站内信 in the officer's own shell, with the number of unread ones in the navigation."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.world import World
from zhicheng.notifications.models import Message
from zhicheng.notifications.operations import notify
from zhicheng.web.approver.tests.conftest import Browser


@pytest.fixture
def wang(world: World, browser: Browser) -> Client:
    Message.objects.all().delete()
    return browser(world.wang)


def tell(world: World, times: int) -> None:
    for number in range(times):
        notify(recipients=[world.wang], title=f"待单位审核：第 {number} 件", body="已到本单位。", at=world.at)


def badge(client: Client, path: str = "/desk/") -> str:
    """What stands beside 消息 in the navigation."""
    page = client.get(path).content.decode()
    link = re.search(r'<a[^>]*href="/desk/messages/"[^>]*>(.*?)</a>', page, re.DOTALL)
    assert link, "the navigation leads to the messages"
    return re.sub(r"\D", "", link[1])


def test_the_messages_stand_in_the_shell_of_the_desk(world: World, wang: Client) -> None:
    tell(world, 2)
    page = wang.get("/desk/messages/").content.decode()
    assert ("待单位审核：第 1 件" in page, "/desk/cases/" in page, "/my/certificates/" in page) == (True, True, False)
    assert badge(wang) == "2"

    one = Message.objects.latest("pk")
    assert "已到本单位。" in wang.get(f"/desk/messages/{one.pk}/").content.decode()
    assert badge(wang, f"/desk/messages/{one.pk}/") == "1"
    assert len(re.findall("第 . 件", wang.get("/desk/messages/?show=unread").content.decode())) == 1
    assert wang.post("/desk/messages/read/").headers["Location"] == "/desk/messages/"
    assert badge(wang) == ""


def test_how_one_is_told_is_chosen_there_too(world: World, wang: Client) -> None:
    assert wang.post("/desk/messages/settings/", {}).headers["Location"] == "/desk/messages/"
    world.wang.refresh_from_db()
    assert world.wang.sms_notices is False


def test_the_message_of_another_is_not_there(world: World, browser: Browser, wang: Client) -> None:
    tell(world, 1)
    assert browser(world.zhao).get(f"/desk/messages/{Message.objects.get().pk}/").status_code == 404
    assert browser(world.wu).get("/desk/messages/").status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_takes_the_same_statements_however_long_it_is(
    world: World, wang: Client, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tell(world, many)
    wang.get("/desk/messages/")
    with django_assert_num_queries(5):  # session, person, memberships with the count, what waits, the list
        wang.get("/desk/messages/")
