from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from zhicheng.accounts import operations, queries
from zhicheng.accounts.models import User

Join = Callable[..., User]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["ligong", "LiGong", " ligong ", "13800138000", "+86 138 0013 8000", "１３８００１３８０００"]
)
def test_somebody_is_found_by_user_name_or_phone_however_typed(join: Join, typed: str) -> None:
    user = join()

    assert queries.find_user(typed) == user


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "nobody", "13900139000", "li\0gong", "x" * 200_000])
def test_nobody_is_found_by_anything_else(join: Join, typed: str) -> None:
    join()

    assert queries.find_user(typed) is None


def test_a_number_is_stored_half_width_in_upper_case() -> None:
    assert queries.identity_number(" 11０1 0119900307 00x ") == "110101199003070" + "0X"


@pytest.mark.django_db
def test_the_history_of_an_account_reads_newest_first(join: Join, at: datetime) -> None:
    user = join()
    operations.note_sign_in(user=user, address="192.0.2.7", succeeded=True, at=at + timedelta(hours=1))

    assert queries.history(user, limit=5) == (
        queries.Happening("登录", at + timedelta(hours=1), "192.0.2.7"),
        queries.Happening("注册", at, ""),
    )
    assert len(queries.history(user, limit=1)) == 1


@pytest.mark.django_db
def test_ones_own_phone_is_not_taken(join: Join) -> None:
    user = join()

    assert queries.is_phone_taken("13800138000")
    assert not queries.is_phone_taken("13800138000", besides=user)
