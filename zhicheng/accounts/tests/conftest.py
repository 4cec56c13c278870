from collections.abc import Callable
from datetime import datetime

import pytest

from zhicheng.accounts.models import User
from zhicheng.accounts.operations import register

NUMBERS = {"li": "990101199003071229", "wu": "990101198507081215"}  # region 990101 is assigned to nobody


@pytest.fixture
def join(at: datetime) -> Callable[..., User]:
    """Registers somebody, 李工 unless said otherwise."""

    def one(**changes: object) -> User:
        said: dict[str, object] = {
            "username": "ligong",
            "password": "Qingyuan-2026",
            "name": "李工",
            "id_type": "resident",
            "id_number": NUMBERS["li"],
            "phone": "13800138000",
            "email": "Li@example.com",
            "at": at,
        }
        return register(**{**said, **changes})  # type: ignore[arg-type]  # any of its keywords

    return one
