"""Rows of several tables in one statement: a page that shows many short lists asks once, not once for each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.functions import JSONObject
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

NOBODY = -1  # stands for the person in a statement that is kept
# What JSON tells as it was, but for dates and, in SQLite, truth; no subclass, for one of them encrypts.
PLAIN = {
    *(models.AutoField, models.BigAutoField, models.ForeignKey, models.OneToOneField, models.UUIDField),
    *(models.BooleanField, models.CharField, models.DateField, models.DateTimeField),
    *(models.PositiveSmallIntegerField, models.TextField),
}


class Told(JSONObject):
    """Without Django's own question whether SQLite knows JSON: a transaction, which could have to wait, and fail."""

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        return models.Func.as_sql(self, compiler, connection, **context)


@dataclass(frozen=True)
class Together:
    """One statement for several queries. It can be kept: to write it takes longer than to answer it."""

    models: tuple[type[models.Model] | None, ...]  # None: the values that were asked for, as JSON tells them
    sql: str
    params: tuple[Any, ...]

    def rows(self, put: Mapping[int, int] | None = None) -> list[list[Any]]:
        """This function will return the rows of each query, by primary key; `put` replaces what was asked for.

        Of a query of `values` they are dicts of what JSON knows, in no order.
        """
        params = [put.get(value, value) for value in self.params] if put else self.params
        found: list[list[Any]] = [[] for _ in self.models]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            for place, told in cursor.fetchall():
                model, row = self.models[place], json.loads(told)
                found[place].append(_row(model, row) if model else row)
        return [
            sorted(rows, key=lambda row: row.pk) if model else rows
            for model, rows in zip(self.models, found, strict=True)
        ]


def together(*asked: models.QuerySet[Any]) -> Together:
    """This function will write the queries, of which only the filters count, into one statement.

    Columns that JSON would not tell as they are stay out; they are fetched when somebody asks for them.
    """
    tables: tuple[type[models.Model], ...] = tuple(one.model for one in asked)
    values = [one.query.values_select for one in asked]
    parts = [
        one.order_by().values_list(models.Value(place), Told(**{name: name for name in names or _plain(table)}))
        for place, (one, table, names) in enumerate(zip(asked, tables, values, strict=True))
    ]
    sql, params = parts[0].union(*parts[1:], all=True).query.sql_with_params()
    made = tuple(None if names else table for table, names in zip(tables, values, strict=True))
    return Together(made, sql, tuple(params))


@cache
def _plain(model: type[models.Model]) -> dict[str, models.Field[Any, Any]]:
    """The columns that can be told, by attribute."""
    return {field.attname: field for field in model._meta.concrete_fields if type(field) in PLAIN}


def _row(model: type[models.Model], told: dict[str, Any]) -> models.Model:
    fields = _plain(model)
    return model.from_db(connection.alias, list(fields), [_value(fields[name], told[name]) for name in fields])


def _value(field: models.Field[Any, Any], told: Any) -> Any:
    value = field.to_python(told)
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and timezone.is_naive(value) else value
