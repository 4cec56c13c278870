import pytest
from django.core.mail import EmailMessage

from zhicheng.notifications.models import Delivery
from zhicheng.notifications.outbox import EmailBackend


@pytest.mark.django_db
def test_a_mail_is_kept_once_per_recipient() -> None:
    mail = EmailMessage("重置密码", "打开链接", to=["ligong@example.com"], cc=["wang@example.com"])
    assert EmailBackend().send_messages([mail]) == 1
    kept = Delivery.objects.order_by("id").values_list("channel", "address", "subject", "body", "outcome")
    assert list(kept) == [
        ("mail", "l***@example.com", "重置密码", "打开链接", "kept"),
        ("mail", "w***@example.com", "重置密码", "打开链接", "kept"),
    ]
