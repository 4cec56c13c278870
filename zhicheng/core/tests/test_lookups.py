import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

KEYS = ("PS2026", "PS20261", "ps20262", "PS2027", "PS%026", "李工", "李工程", "王工")


@pytest.mark.django_db
@pytest.mark.both
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PS2026", {"PS2026", "PS20261"}),
        ("PS%", {"PS%026"}),
        ("李工", {"李工", "李工程"}),
        ("PS_", set()),
        ("", set(KEYS)),
    ],
)
def test_begins_finds_what_begins_so_letter_for_letter(text: str, found: set[str]) -> None:
    for key in KEYS:
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.localtime())
    assert set(Session.objects.filter(**{"session_key__begins": text}).values_list("session_key", flat=True)) == found


@pytest.mark.django_db
def test_sqlite_finds_it_by_an_index() -> None:
    asked = Session.objects.filter(**{"session_key__begins": "PS2026"})
    if connection.vendor == "sqlite":
        assert "SEARCH django_session USING INDEX" in asked.explain()
    else:
        assert "LIKE" in str(asked.query)
