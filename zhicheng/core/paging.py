"""Pages by key, not by number: the hundredth page costs what the first one costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.core.signing import BadSignature, Signer
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Func, Q, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
Compiled = tuple[str, tuple[Any, ...]]
FORWARD, BACKWARD = "f", "b"
CAP = 1000  # no list is counted further: shown as 999+
KEPT = 1000  # statements of officers that one process keeps: to write one takes longer than to answer it


@dataclass(frozen=True)
class Page(Generic[Row]):
    """The rows of one page, and the cursors of its neighbours (None at an end)."""

    items: list[Row]
    next: str | None
    previous: str | None


def paginate(queryset: QuerySet[Any, Row], *, order: tuple[str, ...], cursor: str | None, size: int) -> Page[Row]:
    """This function will return `size` rows after (or before) `cursor`, in one statement.

    `order` names columns that are never null, the last one unique: ("-arrived_at", "-id").
    A column of a joined table ("stage__arrived_at") must be in select_related; of named rows, `values_list(…,
    named=True)`, the columns must be among them. A cursor that is damaged, or of another list, gives the first page.
    """
    signer = Signer(salt=f"{queryset.model._meta.label}{order}")
    direction, key = _read(signer, cursor)
    backward = direction == BACKWARD
    keys = backwards(order) if backward else order
    rows = list(queryset.filter(beyond(keys, key)).order_by(*keys)[: size + 1])
    more, items = len(rows) > size, rows[:size]
    if backward:
        items.reverse()
    has_next, has_previous = (bool(key), more) if backward else (more, bool(key))
    return Page(
        items,
        next=_write(signer, FORWARD, order, items[-1]) if items and has_next else None,
        previous=_write(signer, BACKWARD, order, items[0]) if items and has_previous else None,
    )


def capped_count(queryset: QuerySet[Any], cap: int = 999) -> str:
    """This function will return the number of rows as text, "999+" when there are more than `cap`."""
    count = queryset.order_by()[: cap + 1].count()
    return f"{cap}+" if count > cap else str(count)


def capped_counts(*querysets: QuerySet[Any, Any], cap: int = CAP) -> list[int]:
    """This function will return the number of rows of each, none counted further than `cap`, in one statement."""
    return in_one(*(count_of(rows, cap) for rows in querysets))


def in_one(*parts: Compiled) -> list[Any]:
    """This function will return what each of `count_of` and `first_of` finds, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sql for sql, _ in parts)}", [one for _, params in parts for one in params])
        return list(cursor.fetchone())


def count_of(queryset: QuerySet[Any, Any], cap: int = CAP) -> Compiled:
    """This function will write the question how many rows there are, none counted further than `cap`."""
    sql, params = _compiled(queryset.order_by().values("pk")[:cap])
    return f"(SELECT COUNT(*) FROM ({sql}) counted)", params  # noqa: S608 -- the compiler's own SQL


def first_of(queryset: QuerySet[Any, Any], column: str) -> Compiled:
    """This function will write the question what stands in a column of the first row, None without any."""
    sql, params = _compiled(queryset.values(column)[:1])
    return f"({sql})", params


def _compiled(queryset: QuerySet[Any, Any]) -> Compiled:
    sql, params = queryset.query.get_compiler(connection=connection, elide_empty=False).as_sql()
    return sql, tuple(params)


def backwards(order: tuple[str, ...]) -> tuple[str, ...]:
    """This function will return the order that meets the same rows from the end."""
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)


def _read(signer: Signer, cursor: str | None) -> tuple[str, list[Any]]:
    try:
        direction, *key = signer.unsign_object(cursor or "")
    except (BadSignature, UnicodeError):
        return FORWARD, []
    return direction, key


def _write(signer: Signer, direction: str, order: tuple[str, ...], row: Row) -> str:
    key = [_value(row, name.lstrip("-")) for name in order]
    if None in key:
        raise ValueError(f"{order} cannot order pages: a value is null.")
    plain = [v.isoformat() if isinstance(v, date) else v if isinstance(v, int) else str(v) for v in key]
    return signer.sign_object([direction, *plain])


def _value(row: object, name: str) -> Any:
    return getattr(row, name) if hasattr(row, name) else attrgetter(name.replace("__", "."))(row)


class _Beyond(Func):
    """(a, b) > (x, y): rows compared as one, which both databases find in an index over (a, b) however many share a."""

    output_field = BooleanField()

    def __init__(self, columns: Sequence[str], than: str, values: Sequence[Any]) -> None:
        super().__init__(*columns)
        self.than, self.values = than, values

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Compiled:  # type: ignore[override]
        columns, values = self._sides()
        left, right = (
            compiler.compile(Func(*side, function="", output_field=BooleanField())) for side in (columns, values)
        )
        return f"{left[0]} {self.than} {right[0]}", (*left[1], *right[1])

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Compiled:
        """SQLite does not see an expression's index in a row: the first column is bounded on its own, too."""
        columns, values = self._sides()
        first, start, rows = (
            compiler.compile(columns[0]),
            compiler.compile(values[0]),
            self.as_sql(compiler, connection),
        )
        return f"({first[0]} {self.than}= {start[0]} AND {rows[0]})", (*first[1], *start[1], *rows[1])

    def _sides(self) -> tuple[list[Any], list[Value]]:
        columns = self.get_source_expressions()
        return columns, [Value(value, one.output_field) for one, value in zip(columns, self.values, strict=True)]


def beyond(order: tuple[str, ...], key: list[Any]) -> Q:
    """This function will return the filter for the rows behind `key`, the values of `order` of one row; none: all.

    In mixed directions it is a < x, or a = x and b > y, …; a <= x lets an index be used.
    """
    if not key:
        return Q()
    names = [(name.lstrip("-"), "lt" if name.startswith("-") else "gt") for name in order]
    if len({than for _, than in names}) == 1:
        return Q(_Beyond([name for name, _ in names], "<" if order[0].startswith("-") else ">", key))
    steps = [
        Q(**{f"{name}__{than}": value}, **{n: v for (n, _), v in zip(names[:i], key, strict=False)})
        for i, ((name, than), value) in enumerate(zip(names, key, strict=True))
    ]
    (first, than), start = names[0], key[0]
    return Q(**{f"{first}__{than}e": start}) & reduce(Q.__or__, steps)
