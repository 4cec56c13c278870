"""The small world is built once in a process; each further test gets the same rows back, a statement for a table."""

import pickle
from typing import Any

from django.db import connection, transaction

from tests.factories import build
from tests.world import World

Rows = list[tuple[str, list[tuple[Any, ...]]]]  # an INSERT, and what it inserts
_kept: tuple[bytes, Rows] | None = None


def world_again() -> World:
    """This function will return the world of `build`, in a database in which no test has done anything yet."""
    global _kept
    with transaction.atomic(), connection.cursor() as cursor:
        if _kept is None:
            empty = [
                table
                for table in connection.introspection.django_table_names(only_existing=True)
                if not rows_of(table)[1]
            ]
            world = build()
            _kept = pickle.dumps(world), [rows_of(table) for table in empty if rows_of(table)[1]]
            return world
        pickled, inserts = _kept
        for statement, rows in inserts:
            cursor.executemany(statement, rows)
    again = pickle.loads(pickled)
    assert isinstance(again, World)
    return again


def rows_of(table: str) -> tuple[str, list[tuple[Any, ...]]]:
    """This function will return the INSERT of a table, and its rows as the database's driver gives and takes them."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {quote(table)}")
        names = ", ".join(quote(column[0]) for column in cursor.description)
        marks = ", ".join(["%s"] * len(cursor.description))
        return f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})", cursor.fetchall()
