"""Fills a register of certificates inside the database: ten million rows are made where they are kept."""

from django.db import connection

SAMPLE = 100  # different certificates that are asked for, in turn
SOURCES = {
    "postgresql": "generate_series(%s::bigint, %s::bigint) AS made(n)",
    "sqlite": "(WITH RECURSIVE made(n) AS (SELECT %s UNION SELECT n + 1 FROM made WHERE n < %s) SELECT * FROM made)",
}
RANDOM = {
    "postgresql": {"hex": "md5(random()::text)", "uuid": "gen_random_uuid()"},
    "sqlite": {"hex": "lower(hex(randomblob(16)))", "uuid": "lower(hex(randomblob(16)))"},
}


def grow(table: str, columns: dict[str, str], *, to: int) -> list[str]:
    """This function will add rows until `table` has `to` of them and return the tokens of some, spread over all.

    `columns` maps a column to its SQL, in which n is the row's running number and {hex} and {uuid} are random.
    """
    vendor = connection.vendor
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        have = cursor.fetchone()[0]
        if have < to:
            values = ", ".join(columns.values()).format(**RANDOM[vendor])
            names = ", ".join(columns)
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM {SOURCES[vendor]}", [have + 1, to])
        cursor.execute(f"ANALYZE {table}")
        cursor.execute(f"SELECT min(id), max(id) FROM {table}")
        first, last = cursor.fetchone()
        ids = sorted({first + (last - first) * place // SAMPLE for place in range(SAMPLE)})
        marks = ", ".join(["%s"] * len(ids))
        cursor.execute(f"SELECT token FROM {table} WHERE id IN ({marks})", ids)
        return [row[0] for row in cursor.fetchall()]
