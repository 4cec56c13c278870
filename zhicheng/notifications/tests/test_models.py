"""The encrypted column, tried on the first model that has one."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from zhicheng.notifications.models import Delivery

AT = datetime(2026, 9, 1, tzinfo=UTC)


def _delivery(body: str) -> Delivery:
    return Delivery.objects.create(channel="sms", address="138****6027", body=body, at=AT)


@pytest.mark.django_db
def test_the_column_holds_ciphertext_and_the_model_plain_text() -> None:
    delivery = _delivery("验证码 204817")
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM notifications_delivery")
        (stored,) = cursor.fetchone()
    assert stored.startswith("a1:")
    delivery.refresh_from_db()
    assert delivery.body == "验证码 204817"


@pytest.mark.django_db
def test_every_way_of_writing_encrypts() -> None:
    delivery = _delivery("一")
    Delivery.objects.update(body="二")
    assert Delivery.objects.get().body == "二"
    delivery.body = "三"
    Delivery.objects.bulk_update([delivery], ["body"])
    assert Delivery.objects.get().body == "三"
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM notifications_delivery")
        assert cursor.fetchone()[0].startswith("a1:")


@pytest.mark.django_db
def test_only_emptiness_can_be_asked() -> None:
    _delivery("")
    filled = _delivery("有")
    assert Delivery.objects.exclude(body="").get() == filled
    assert Delivery.objects.filter(body__isnull=True).count() == 0
    for lookup in ({"body": "有"}, {"body__contains": "有"}, {"body__in": ["有"]}, {"body__gt": "a"}):
        with pytest.raises(FieldError):
            Delivery.objects.filter(**lookup).count()
