from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from zhicheng.audit.models import Anchor, Event, Seal
from zhicheng.audit.operations import anchor, record, seal, viewed
from zhicheng.audit.queries import GENESIS

AT = datetime(2026, 9, 1, 2, 30, tzinfo=UTC)  # 10:30 in Guangdong
pytestmark = pytest.mark.django_db


@pytest.fixture
def wang(db: None) -> AbstractBaseUser:
    return get_user_model().objects.create(username="wang", name="王经办", id_index="w")


def test_an_event_keeps_who_what_when(wang: AbstractBaseUser) -> None:
    event = record(actor=wang, verb="stage.passed", subject="x:1", at=AT, data={"on": date(2026, 9, 1)}, round=2)
    event.refresh_from_db()
    kept = (event.actor, event.verb, event.subject, event.data, event.at)
    assert kept == (wang, "stage.passed", "x:1", {"on": "2026-09-01", "round": 2}, AT)


def test_a_subject_is_named_by_app_model_and_key(wang: AbstractBaseUser) -> None:
    assert record(actor=None, verb="v", subject=wang, at=AT).subject == f"accounts.user:{wang.pk}"


@pytest.mark.parametrize(
    "data",
    [
        {"id": "44180219900101004X"},
        {"note": "手机13800006027已换"},
        {"phone": 13800006027},
        {"deep": [{"a": {"b": "441802199001010047"}}]},
        {"13800006027": True},
        {"note": "a\x00b"},
        {"ratio": float("nan"), "phone": "13800006027"},
    ],
)
def test_whole_numbers_and_nul_are_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must not hold"):
        record(actor=None, verb="v", subject="x:1", at=AT, data=data)
    assert Event.objects.count() == 0


@pytest.mark.parametrize(
    "value",
    ["441802********0047", "138****6027", "GD2026100000123", "a13800006027b" * 5 + "c" * 3, 0.13800006027, "𬱖"],
)
def test_masked_numbers_case_numbers_and_hashes_pass(value: str | float) -> None:
    if isinstance(value, str) and value.startswith("a1"):
        value = value[:64].ljust(64, "0")
    assert record(actor=None, verb="v", subject="x:1", at=AT, value=value).data == {"value": value}


def test_an_event_falls_with_its_transaction() -> None:
    with transaction.atomic():
        record(actor=None, verb="v", subject="x:1", at=AT)
        transaction.set_rollback(True)
    assert Event.objects.count() == 0


def test_a_view_is_recorded_once_per_viewer_case_and_hour(wang: AbstractBaseUser) -> None:
    minutes = [0, 29, 30, 30]
    subjects = ["x:1", "x:1", "x:1", "x:2"]
    done = [
        viewed(actor=wang, subject=subject, at=AT + timedelta(minutes=minute))
        for minute, subject in zip(minutes, subjects, strict=True)
    ]
    assert done == [True, False, True, True]
    assert Event.objects.count() == 3


def test_sealing_chains_every_event_once_in_order() -> None:
    events = [record(actor=None, verb="v", subject="x:1", at=AT) for _ in range(3)]
    assert [seal(at=AT), seal(at=AT)] == [3, 0]
    later = record(actor=None, verb="v", subject="x:1", at=AT)
    assert seal(at=AT) == 1
    seals = list(Seal.objects.order_by("sequence"))
    assert [s.event for s in seals] == [*events, later]
    assert [s.sequence for s in seals] == [1, 2, 3, 4]
    assert [s.previous for s in seals] == [GENESIS, *(s.hash for s in seals[:-1])]


def test_one_run_seals_a_thousand_at_most() -> None:
    Event.objects.bulk_create(Event(verb="v", subject="x:1", at=AT) for _ in range(1001))
    assert [seal(at=AT), seal(at=AT)] == [1000, 1]


def test_the_first_run_of_a_day_anchors_the_day_before() -> None:
    record(actor=None, verb="v", subject="x:1", at=AT)
    seal(at=AT)
    assert Anchor.objects.count() == 0
    head = Seal.objects.get()
    record(actor=None, verb="v", subject="x:1", at=AT)
    seal(at=AT + timedelta(hours=14))
    seal(at=AT + timedelta(hours=15))
    kept = Anchor.objects.get()
    assert (kept.day, kept.sequence, kept.hash) == (date(2026, 9, 1), 1, head.hash)


def test_an_empty_chain_has_no_anchor() -> None:
    assert anchor(day=date(2026, 9, 1)) is None
