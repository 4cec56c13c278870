"""The world that a test gets back is the world that was built."""

import pytest
from django.db import connection, transaction

from tests import again


def dump() -> dict[str, list[tuple[object, ...]]]:
    """Every row as the database writes it, so that 1 and True, or two ways to write a time, are not the same."""
    found = {}
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            names = [column.name for column in connection.introspection.get_table_description(cursor, table)]
            shown = ", ".join(f"CAST({connection.ops.quote_name(name)} AS TEXT)" for name in names)
            cursor.execute(f"SELECT {shown} FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(cursor.fetchall(), key=repr)
    return found


@pytest.mark.django_db
def test_the_rows_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "_kept", None)
    with transaction.atomic():
        built, rows = again.world_again(), dump()
        transaction.set_rollback(True)
    got = again.world_again()
    assert got is not built
    assert got == built
    assert dump() == rows
