from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection

from zhicheng.accounts import operations, queries
from zhicheng.accounts.models import User
from zhicheng.accounts.tests.conftest import NUMBERS
from zhicheng.audit.models import Event

pytestmark = pytest.mark.django_db
Join = Callable[..., User]


def test_registering_makes_an_account_with_its_numbers_encrypted(join: Join, at: datetime) -> None:
    user = join(username="LiGong")

    kept = User.objects.get()
    assert (kept.pk, kept.username, kept.email, kept.date_joined) == (user.pk, "ligong", "li@example.com", at)
    assert (kept.id_number, kept.phone) == (NUMBERS["li"], "13800138000")
    assert kept.check_password("Qingyuan-2026")
    with connection.cursor() as cursor:
        cursor.execute("select id_number, phone from accounts_user")
        row = cursor.fetchone()
    assert not any(plain in column for plain in (NUMBERS["li"], "13800138000") for column in row)


def test_registering_leaves_one_event(join: Join, at: datetime) -> None:
    user = join()

    assert list(Event.objects.values_list("actor", "verb", "subject", "at")) == [
        (user.pk, "accounts.registered", f"accounts.user:{user.pk}", at)
    ]


def test_a_hash_made_before_is_taken_as_it_is(join: Join) -> None:
    first = join()

    second = join(username="wu", id_number=NUMBERS["wu"], phone="", password=first.password, is_hashed=True)

    assert second.check_password("Qingyuan-2026")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"username": "LIGONG", "id_number": NUMBERS["wu"], "phone": ""}, operations.DuplicateUsername),
        ({"username": "wu", "id_number": "9901 0119 9003 071229", "phone": ""}, operations.DuplicateIdentity),
        ({"username": "wu", "id_number": NUMBERS["wu"]}, operations.DuplicatePhone),
    ],
)
def test_a_user_name_a_document_and_a_phone_register_once(
    join: Join, changes: dict[str, str], refusal: type[operations.AlreadyRegistered]
) -> None:
    join()

    with pytest.raises(refusal) as raised:
        join(**changes)

    assert "李" not in str(raised.value)
    assert User.objects.count() == 1


def test_the_same_number_of_another_kind_of_document_is_somebody_else(join: Join) -> None:
    join(id_number="H12345678", id_type="passport")
    join(username="wu", id_number="H12345678", id_type="hk_macao_permit", phone="")

    assert User.objects.count() == 2


def test_many_accounts_may_have_no_phone(join: Join) -> None:
    join(phone="")
    join(username="wu", id_number=NUMBERS["wu"], phone="")

    assert list(User.objects.values_list("phone_index", flat=True)) == [None, None]


def test_a_new_phone_takes_the_place_of_the_old_one(join: Join, at: datetime) -> None:
    user = join()

    operations.set_phone(user=user, phone="13900139000", actor=user, at=at)

    assert queries.find_user("13800138000") is None
    assert queries.find_user("13900139000") == user


def test_a_phone_of_somebody_else_is_refused(join: Join, at: datetime) -> None:
    join()
    other = join(username="wu", id_number=NUMBERS["wu"], phone="")

    with pytest.raises(operations.DuplicatePhone):
        operations.set_phone(user=other, phone="13800138000", actor=other, at=at)

    other.refresh_from_db()
    assert other.phone == ""


def test_mail_and_password_are_changed_with_an_event_each(join: Join, at: datetime) -> None:
    user = join()

    operations.set_email(user=user, email="New@Example.com", actor=user, at=at)
    operations.set_password(user=user, password="Another-2026", at=at)

    user.refresh_from_db()
    assert user.email == "new@example.com"
    assert user.check_password("Another-2026")
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["accounts.registered", "accounts.email_changed", "accounts.password_changed"]


def test_how_one_wants_to_be_told_is_kept_with_an_event(join: Join, at: datetime) -> None:
    user = join()
    assert (user.sms_notices, user.mail_notices) == (True, False)

    operations.set_notices(user=user, sms=False, mail=True, actor=user, at=at)

    user.refresh_from_db()
    assert (user.sms_notices, user.mail_notices) == (False, True)
    assert Event.objects.latest("pk").data == {"sms": False, "mail": True}


def test_a_failed_sign_in_has_no_actor(join: Join, at: datetime) -> None:
    user = join()

    operations.note_sign_in(user=user, address="192.0.2.7", succeeded=True, at=at)
    operations.note_sign_in(user=user, address="192.0.2.8", succeeded=False, at=at)

    signed = Event.objects.exclude(verb="accounts.registered").order_by("pk")
    assert list(signed.values_list("verb", "actor", "data")) == [
        ("accounts.signed_in", user.pk, {"address": "192.0.2.7"}),
        ("accounts.sign_in_failed", None, {"address": "192.0.2.8"}),
    ]


def test_a_corrected_document_is_found_by_its_new_number_and_leaves_no_number_behind(join: Join, at: datetime) -> None:
    li, officer = join(), join(username="qian", id_number="990101197003071210", phone="")
    operations.correct_identity(user=li, id_type="passport", id_number=" e1234567 ", actor=officer, at=at)
    kept = User.objects.get(pk=li.pk)
    assert (kept.id_type, kept.id_number) == ("passport", "E1234567")
    assert queries.is_identity_taken(id_type="passport", id_number="E1234567")
    assert not queries.is_identity_taken(id_type="resident", id_number=NUMBERS["li"])
    event = Event.objects.get(verb="accounts.identity_corrected")
    assert (event.actor_id, event.data) == (officer.pk, {})


def test_nobody_is_given_the_document_of_another_account(join: Join, at: datetime) -> None:
    li = join()
    join(username="wu", id_number=NUMBERS["wu"], phone="")
    with pytest.raises(operations.DuplicateIdentity):
        operations.correct_identity(user=li, id_type="resident", id_number=NUMBERS["wu"], actor=None, at=at)
    assert User.objects.get(pk=li.pk).id_number == NUMBERS["li"]


def test_a_corrected_name_is_written_with_one_event(join: Join, at: datetime) -> None:
    li = join()
    operations.correct_name(user=li, name="李静仪", actor=None, at=at)
    assert User.objects.get().name == "李静仪"
    assert [happening.text for happening in queries.history(li, limit=1)] == ["更正申请办结，姓名已更正"]
