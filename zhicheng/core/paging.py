"""Pages by key, not by number: the hundredth page costs what the first one costs."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.core.signing import BadSignature, Signer
from django.db import connection
from django.db.models import Q, QuerySet

Row = TypeVar("Row")
FORWARD, BACKWARD = "f", "b"
CAP = 1000  # no list is counted further: shown as 999+


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
    keys = tuple(_reversed(name) for name in order) if backward else order
    rows = list(queryset.filter(_after(keys, key)).order_by(*keys)[: size + 1])
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
    parts, values = [], []
    for rows in querysets:
        counted = rows.order_by().values("pk")[:cap].query
        sql, params = counted.get_compiler(connection=connection, elide_empty=False).as_sql()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) counted)")  # noqa: S608 -- the compiler's own SQL
        values += params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return list(cursor.fetchone())


def _reversed(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


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


def _after(order: tuple[str, ...], key: list[Any]) -> Q:
    """The rows behind `key`: a < x, or a = x and b < y, …; the leading a <= x lets an index be used."""
    if not key:
        return Q()
    names = [(name.lstrip("-"), "lt" if name.startswith("-") else "gt") for name in order]
    steps = [
        Q(**{f"{name}__{than}": value}, **{n: v for (n, _), v in zip(names[:i], key, strict=False)})
        for i, ((name, than), value) in enumerate(zip(names, key, strict=True))
    ]
    (first, than), start = names[0], key[0]
    return Q(**{f"{first}__{than}e": start}) & reduce(Q.__or__, steps)
