import pytest

from zhicheng.accounts.models import User


@pytest.fixture
def li(db: None) -> User:
    return User.objects.create(
        username="li", name="李工", id_index="l", phone="13800006027", email="ligong@example.com"
    )


@pytest.fixture
def wang(db: None) -> User:
    """王经办 has left neither phone nor mail."""
    return User.objects.create(username="wang", name="王经办", id_index="w")
