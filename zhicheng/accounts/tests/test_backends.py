from collections.abc import Callable

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import MD5PasswordHasher

from zhicheng.accounts.models import User

pytestmark = pytest.mark.django_db
Join = Callable[..., User]


@pytest.mark.parametrize("typed", ["ligong", "13800138000", "+86 138-0013-8000"])
def test_user_name_and_phone_sign_in(join: Join, typed: str) -> None:
    user = join()

    assert authenticate(None, username=typed, password="Qingyuan-2026") == user


@pytest.mark.parametrize(("typed", "password"), [("ligong", "wrong"), ("nobody", "Qingyuan-2026"), ("ligong", "")])
def test_a_wrong_password_or_name_does_not(join: Join, typed: str, password: str) -> None:
    join()

    assert authenticate(None, username=typed, password=password) is None


def test_an_inactive_account_does_not_sign_in(join: Join) -> None:
    user = join()
    user.is_active = False
    user.save()

    assert authenticate(None, username="ligong", password="Qingyuan-2026") is None


@pytest.mark.parametrize("typed", ["ligong", "nobody", "13900139000"])
def test_an_unknown_name_costs_one_hash_like_a_known_one(
    join: Join, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    join()
    hashes: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashes.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    authenticate(None, username=typed, password="wrong")

    assert hashes == ["wrong"]
