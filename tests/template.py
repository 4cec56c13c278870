"""The migrated, empty database of the tests: made once for what the migrations say, then copied.

Migrating takes most of a minute of a processor, and every worker of every run would do it again.
"""

import fcntl
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection
from psycopg.sql import SQL, Identifier

ROOT = Path(__file__).parent.parent
PLACE = ROOT / "var" / "test-template"


@contextmanager
def alone() -> Iterator[None]:
    """Whoever comes first makes the template; the others wait for him."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with (PLACE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def use() -> None:
    """The test database to be made will be a copy of the template, if it is of these migrations."""
    test = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        if _file().exists():
            shutil.copyfile(_file(), test["NAME"])
    else:
        with _server() as server:
            if _is_there(server):
                test["TEMPLATE"] = _name()


def keep() -> None:
    """The test database, just made, becomes the template unless it is a copy of it."""
    if connection.vendor == "sqlite":
        if not _file().exists():
            for old in PLACE.glob("*.sqlite3"):
                old.unlink()
            connection.cursor().execute("VACUUM INTO %s", [f"{_file()}.new"])
            Path(f"{_file()}.new").rename(_file())
        return
    made = connection.settings_dict["NAME"]
    with _server() as server:
        if not _is_there(server):
            connection.close()  # of a database in use no copy is made
            with suppress(psycopg.errors.DuplicateDatabase):  # by another checkout, of the same migrations
                server.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(_name()), Identifier(made)))


def _key() -> str:
    """Of all that the migrations do: their text, that of our modules they import, and the packages."""
    said = sha256((ROOT / "requirements-dev.lock").read_bytes())
    said.update("\n".join(settings.INSTALLED_APPS).encode())
    texts = [path.read_text() for path in sorted(ROOT.glob("zhicheng/*/migrations/*.py"))]
    modules = sorted(set(re.findall(r"^import (zhicheng\.[\w.]+)", "\n".join(texts), re.MULTILINE)))
    paths = [ROOT / f"{name.replace('.', '/')}.py" for name in modules]
    texts += [path.read_text() for path in paths if path.exists()]
    said.update("\n".join(texts).encode())
    return said.hexdigest()[:16]


def _file() -> Path:
    return PLACE / f"{_key()}.sqlite3"


def _name() -> str:
    return f"zhicheng_template_{_key()}"


def _server() -> psycopg.Connection:
    place = connection.settings_dict
    return psycopg.connect(
        host=place["HOST"],
        port=place["PORT"] or None,
        user=place["USER"],
        password=place["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    )


def _is_there(server: psycopg.Connection) -> bool:
    return bool(server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_name()]).fetchone())
