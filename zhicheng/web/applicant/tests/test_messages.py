"""站内信: the list, what is unread, how else one was told, and how one wants to be told."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.world import World
from zhicheng.audit.models import Event
from zhicheng.notifications.models import Delivery, Message
from zhicheng.notifications.operations import notify

INBOX = "/my/messages/"


def tell(world: World, count: int = 1, about: str = "") -> list[Message]:
    return [
        notify(recipients=[world.li], title=f"通知 {number}", body="正文", about=about, at=world.at)[0]
        for number in range(count)
    ]


def titles(li: Client, query: str = "") -> list[str]:
    return [one.title for one in li.get(f"{INBOX}{query}").context["page"].items]


def test_what_is_unread_can_be_seen_alone(li: Client, world: World) -> None:
    first, _, _ = tell(world, 3)
    li.get(f"{INBOX}{first.pk}/")
    assert titles(li) == ["通知 2", "通知 1", "通知 0"]
    assert titles(li, "?show=unread") == ["通知 2", "通知 1"]


def test_all_are_marked_read_at_once_but_nobody_elses(li: Client, wu: Client, world: World) -> None:
    tell(world, 2)
    assert wu.post(f"{INBOX}read/").status_code == 303
    assert Message.objects.filter(read_at=None).count() == 2
    page = li.post(f"{INBOX}read/", follow=True).content.decode()
    assert ("2 条消息已标为已读" in page, titles(li, "?show=unread")) == (True, [])


def test_a_message_leads_to_its_case_and_says_what_became_of_the_text(li: Client, wu: Client, world: World) -> None:
    (one,) = tell(world, about=world.start().number)
    Delivery.objects.filter(message=one).update(outcome=Delivery.Outcome.FAILED, detail="号码已停机")
    page = li.get(f"{INBOX}{one.pk}/").content.decode()
    assert ("查看办理进度" in page, "短信 139****0004" in page, "发送失败" in page, "号码已停机" in page) == (True,) * 4
    assert wu.get(f"{INBOX}{one.pk}/").status_code == 404


def test_who_wants_no_texts_gets_none_and_still_finds_the_message(li: Client, world: World) -> None:
    li.post(f"{INBOX}settings/", {})
    world.li.refresh_from_db()
    (one,) = tell(world)
    assert (one.deliveries.count(), titles(li)) == (0, ["通知 0"])
    assert Event.objects.filter(verb="accounts.notices_changed").count() == 1


def test_who_wants_mails_gets_them_besides(li: Client, world: World) -> None:
    world.li.email = "li@example.com"
    world.li.save()
    assert "同时发邮件" in li.get(f"{INBOX}settings/").content.decode()
    li.post(f"{INBOX}settings/", {"sms": "on", "mail": "on"})
    world.li.refresh_from_db()
    (one,) = tell(world)
    assert sorted(one.deliveries.values_list("channel", flat=True)) == ["mail", "sms"]


def test_without_an_address_no_mail_is_offered(li: Client, world: World) -> None:
    assert "同时发邮件" not in li.get(f"{INBOX}settings/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_what_the_inbox_costs(
    li: Client, world: World, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tell(world, rows)
    with django_assert_num_queries(4):
        assert len(titles(li, "?show=unread")) == rows
