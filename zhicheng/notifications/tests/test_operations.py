from datetime import UTC, datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from zhicheng.accounts.models import User
from zhicheng.notifications.models import Delivery, Message
from zhicheng.notifications.operations import deliver, mark_read, notify, send_code
from zhicheng.notifications.queries import inbox, unread_count

AT = datetime(2026, 9, 1, tzinfo=UTC)
BODY = "您的 2026 年度评审申请被退回补正，共 2 处，9 月 12 日前改好重新提交。登录系统查看。"


def kept() -> list[tuple[str, User | None, str, str, str]]:
    return [(d.channel, d.recipient, d.address, d.body, d.outcome) for d in Delivery.objects.order_by("id")]


def test_everybody_gets_a_message_and_who_has_a_phone_a_text(li: User, wang: User) -> None:
    notify(recipients=[li, wang, li], title="退回补正", body=BODY, about="GD2026000001", at=AT)
    told = list(Message.objects.order_by("id").values_list("recipient", "title", "body", "about", "at", "read_at"))
    assert told == [(p.pk, "退回补正", BODY, "GD2026000001", AT, None) for p in (li, wang)]
    assert kept() == [("sms", li, "138****6027", f"【广东职称】{BODY}", "kept")]


def test_a_mail_has_no_signature(li: User, wang: User) -> None:
    notify(recipients=[li, wang], title="退回补正", body=BODY, at=AT, channels=("mail",))
    assert kept() == [("mail", li, "l***@example.com", BODY, "kept")]


def test_no_channel_means_the_site_only(li: User) -> None:
    notify(recipients=[li], title="退回补正", body=BODY, at=AT, channels=())
    assert (Message.objects.count(), kept()) == (1, [])


def test_an_identity_number_that_somebody_typed_is_masked(li: User) -> None:
    notify(recipients=[li], title="44180219900101004X", body="441802199001010047 已退回", at=AT, channels=())
    assert [*Message.objects.values_list("title", "body")] == [("441802********004X", "441802********0047 已退回")]


def test_a_title_with_the_longest_name_of_a_unit_is_cut(li: User) -> None:
    notify(recipients=[li], title="院" * 100 + "退回补正", body=BODY, at=AT, channels=())
    assert Message.objects.get().title == "院" * 100


@pytest.mark.django_db
def test_a_code_reaches_a_phone_that_is_nobodys_yet() -> None:
    send_code(phone="13800006027", code="204817", minutes=5, at=AT)
    body = "【广东职称】验证码 204817，5 分钟内有效。不要告诉任何人，工作人员不会索取。"
    assert kept() == [("sms", None, "138****6027", body, "kept")]


@pytest.mark.django_db
def test_an_unknown_channel_is_refused() -> None:
    with pytest.raises(ValueError, match="pigeon"):
        deliver(channel="pigeon", recipient=None, address="x", subject="", body="x", at=AT)


def test_a_message_is_read_once(li: User, wang: User) -> None:
    first, second = (notify(recipients=[li, wang], title=title, body="x", at=AT)[0] for title in "一二")
    mark_read(message=first, at=AT)
    mark_read(message=first, at=AT + timedelta(days=1))
    assert [(m.title, m.read_at) for m in inbox(li)] == [("二", None), ("一", AT)]
    assert [unread_count(li), unread_count(wang)] == [1, 2]
    assert list(inbox(li)) == [second, first]


def test_a_practice_system_says_so_in_every_message_text_and_mail(li: User, settings: Settings) -> None:
    settings.PRACTICE = True
    User.objects.filter(pk=li.pk).update(mail_notices=True)
    li.refresh_from_db()
    notify(recipients=[li], title="退回补正", body=BODY, about="GD2026000001", at=AT)
    send_code(phone="15400000001", code="123456", minutes=5, at=AT)
    assert [*Message.objects.values_list("title", "body")] == [("【练习】退回补正", f"【练习】{BODY}")]
    bodies = [body for *_, body, _ in kept()]
    assert bodies[:2] in (
        [f"【广东职称】【练习】{BODY}", f"【练习】{BODY}"],
        [f"【练习】{BODY}", f"【广东职称】【练习】{BODY}"],
    )
    assert bodies[2].startswith("【广东职称】【练习】验证码 123456")
    assert {*Delivery.objects.values_list("subject", flat=True)} == {"【练习】退回补正", "【练习】验证码"}
