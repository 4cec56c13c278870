import re
from collections.abc import Callable
from datetime import date

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.test import Client

from zhicheng.accounts.models import User
from zhicheng.accounts.operations import register
from zhicheng.core import clock
from zhicheng.notifications.models import Delivery
from zhicheng.reference.models import Code, Region

LI = "990101199003071229"  # region 990101 is assigned to nobody
WU = "990101198507081215"
PASSWORD = "Qingyuan-2026"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def lists(db: None) -> None:
    Region.objects.create(code="440000", name="广东省")
    Region.objects.create(code="441800", name="清远市", parent_id="440000")
    Region.objects.create(code="441802", name="清城区", parent_id="441800")
    for list_, name in (("ethnicity", "汉族"), ("political_status", "中共党员")):
        Code.objects.create(list=list_, code="01", name=name, valid_from=date(2000, 1, 1), source="GB")


@pytest.fixture
def li(db: None) -> User:
    return person("ligong", "李工", LI, "13800138000")


@pytest.fixture
def wu(db: None) -> User:
    return person("wumou", "吴某", WU, "13900139000")


def person(username: str, name: str, number: str, phone: str) -> User:
    return register(
        username=username,
        password=PASSWORD,
        name=name,
        id_type="resident",
        id_number=number,
        phone=phone,
        email=f"{username}@example.com",
        at=clock.wall(),
    )


@pytest.fixture
def signed_in(li: User, client: Client) -> Client:
    """李工's browser, signed in."""
    client.post("/accounts/login/", {"login": "ligong", "password": PASSWORD})
    return client


@pytest.fixture
def confirmed(signed_in: Client) -> Client:
    """李工's browser, after the password was asked once more."""
    signed_in.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return signed_in


@pytest.fixture
def with_factor(li: User) -> Callable[[], str]:
    """Gives 李工 a second factor; returns what computes its code of this moment."""
    Authenticator.objects.create(user=li, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(SECRET)})
    return lambda: totp(SECRET)


def totp(secret: str) -> str:
    """The code an authenticator shows now for a secret."""
    return str(auth.format_hotp_value(auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time())))))


def last_code() -> str:
    """The newest code in the outbox."""
    found = re.search(r"\d{6}", Delivery.objects.latest("pk").body)
    assert found
    return found[0]


def errors(response: object) -> dict[str, list[str]]:
    """The messages of the page's form, by field."""
    return dict(response.context["form"].errors)  # type: ignore[attr-defined]  # the test client's response
