"""Say what the tests need and this machine lacks; print the PostgreSQL they may use.

`make test` calls it before anything else, so that nothing is left out in silence.
"""

import os
import shutil
import sys
from pathlib import Path

import dj_database_url
import psycopg

USUAL = [
    "postgres://postgres@127.0.0.1:5432/test",
    "postgres://postgres@%2Fvar%2Frun%2Fpostgresql/test",
    "postgres://postgres:postgres@127.0.0.1:5432/test",
]
FONT = Path("/usr/share/fonts/truetype/hanazono")


def can_create_databases(url: str) -> bool:
    """This function will say whether the server at `url` answers and lets us create databases."""
    place = dj_database_url.parse(url)
    try:
        with psycopg.connect(
            host=place["HOST"],
            port=place["PORT"] or None,
            user=place["USER"],
            password=place["PASSWORD"],
            dbname="postgres",
            connect_timeout=5,
        ) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error as error:
        print(f"  {url.rpartition('@')[2]}: {str(error).splitlines()[0]}", file=sys.stderr)
        return False
    return bool(row and row[0])


def main() -> int:
    """This function will print a PostgreSQL URL on stdout, or what is missing on stderr and return 1."""
    missing = []
    if not shutil.which("chromium"):
        missing.append("chromium: apt install chromium")
    if not FONT.is_dir():
        missing.append("fonts for rare characters: apt install fonts-hanazono")
    given = os.environ.get("TEST_DATABASE_URL")
    url = next((url for url in ([given] if given else USUAL) if can_create_databases(url)), None)
    if url is None:
        missing.append("PostgreSQL with a user who may create databases: set TEST_DATABASE_URL=postgres://…")
    for line in missing:
        print(f"missing: {line}", file=sys.stderr)
    print(url or "")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
