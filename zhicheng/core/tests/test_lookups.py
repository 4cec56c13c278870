import pytest
from django.db import connection

from zhicheng.accounts.models import User

NAMES = ("PS2026", "PS20261", "ps20262", "PS2027", "PS%026", "李工", "李工程", "王工")


@pytest.mark.django_db
@pytest.mark.both
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PS2026", {"PS2026", "PS20261"}),
        ("PS%", {"PS%026"}),
        ("李工", {"李工", "李工程"}),
        ("PS_", set()),
        ("", set(NAMES)),
    ],
)
def test_begins_finds_what_begins_so_letter_for_letter(text: str, found: set[str]) -> None:
    for name in NAMES:
        User.objects.create(username=name, name=name, id_index=name)
    assert set(User.objects.filter(**{"username__begins": text}).values_list("username", flat=True)) == found


@pytest.mark.django_db
def test_sqlite_finds_it_by_an_index() -> None:
    asked = User.objects.filter(**{"username__begins": "PS2026"})
    if connection.vendor == "sqlite":
        assert "SEARCH accounts_user USING INDEX" in asked.explain()
    else:
        assert "LIKE" in str(asked.query)
