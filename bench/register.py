"""Makes rows inside the database, where they are kept: ten million cost no memory here."""

from collections.abc import Mapping

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

SAMPLE = 100  # different certificates that are asked for, in turn
CHUNK = 200_000  # rows of one statement
SOURCES = {
    "postgresql": "generate_series(%s::bigint, %s::bigint) AS made(n)",
    "sqlite": (
        "(WITH RECURSIVE made(n) AS (SELECT %s UNION ALL SELECT n + 1 FROM made WHERE n < %s) SELECT n FROM made)"
    ),
}
WORDS = {
    "postgresql": {"hex": "md5(random()::text)", "uuid": "gen_random_uuid()", "day": "({day} + (n %% {days})::int)"},
    "sqlite": {
        "hex": "lower(hex(randomblob(16)))",
        "uuid": "lower(hex(randomblob(16)))",
        "day": "date({day}, '+' || (n %% {days}) || ' days')",
    },
}


def insert(prototype: Model, columns: Mapping[str, str], *, first: int, last: int) -> None:
    """This function will write one row for each n from `first` to `last`, all like `prototype`.

    `columns` maps a column to the SQL that makes it another one each time; {hex} and {uuid} in it are random.
    A column mapped to "" is left to the database.
    """
    meta, words = prototype._meta, WORDS[connection.vendor]
    names, values, params = [], [], []
    for field in meta.local_concrete_fields:
        column = str(field.column)
        made = columns.get(column)
        if made == "":
            continue
        names.append(connection.ops.quote_name(column))
        if made is None:
            values.append("%s")
            params.append(field.get_db_prep_save(field.pre_save(prototype, True), connection))
        else:
            values.append(made.format(hex=words["hex"], uuid=words["uuid"]))
    head = f"INSERT INTO {meta.db_table} ({', '.join(names)}) SELECT {', '.join(values)}"
    with connection.cursor() as cursor:
        for start in range(first, last + 1, CHUNK):
            cursor.execute(f"{head} FROM {SOURCES[connection.vendor]}", [*params, start, min(start + CHUNK - 1, last)])
        for sql in connection.ops.sequence_reset_sql(no_style(), [type(prototype)]):
            cursor.execute(sql)


def every_day(day: str, days: int) -> str:
    """This function will return the SQL of a date that lies 0 … `days` - 1 days after `day`, by turns."""
    return WORDS[connection.vendor]["day"].format(
        day=f"DATE '{day}'" if connection.vendor == "postgresql" else f"'{day}'", days=days
    )


def last_id(model: type[Model]) -> int:
    """This function will return the highest id in use, 0 for an empty table."""
    newest = model._default_manager.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


def settle() -> None:
    """This function will let the database look at its rows, as it does by itself in operation."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def grow(prototype: Model, columns: Mapping[str, str], *, to: int) -> list[str]:
    """This function will add rows until the table has `to` of them and return the tokens of some, spread over all."""
    table = type(prototype)._default_manager
    have = table.count()
    if have < to:
        insert(prototype, columns, first=have + 1, last=to)
    settle()
    ids = table.order_by("pk").values_list("pk", flat=True)
    first, last = ids.first() or 0, last_id(type(prototype))
    places = {first + (last - first) * place // SAMPLE for place in range(SAMPLE)}
    return list(table.filter(pk__in=places).order_by("pk").values_list("token", flat=True))
