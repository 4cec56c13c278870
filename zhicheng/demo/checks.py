"""The demo lets everybody in as anybody, so it must not stand where strangers reach it.

A practice system throws away what it has, so it must have all of it for itself.
"""

from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Error
from django.db import DatabaseError

from zhicheng.accounts.models import User

LOCAL = frozenset({"localhost", "testserver"})


def public_hosts() -> list[str]:
    """This function will return those of ALLOWED_HOSTS that are neither this machine nor a private address."""
    return [host for host in settings.ALLOWED_HOSTS if not _is_private(host)]


def check_hosts(app_configs: Sequence[Any] | None = None, **kwargs: Any) -> list[Error]:
    """This function will refuse to start a demo with public hosts."""
    public = public_hosts()
    if not public:
        return []
    text = f"DEMO=1 lets everybody sign in as anybody, and ALLOWED_HOSTS is public: {', '.join(public)}."
    hint = "Set DEMO=0, or allow only localhost and private addresses."
    return [Error(text, hint=hint, id="demo.E001")]


def check_place(app_configs: Sequence[Any] | None = None, **kwargs: Any) -> list[Error]:
    """This function will refuse to start a practice system in a place that others may use."""
    if not settings.PRACTICE:
        return []
    found = []
    if _has_strangers():
        text = "The database holds people who are not the demo's, and PRACTICE=1 would throw them away."
        hint = "Give the practice system a database of its own: leave DATABASE_URL out, or name a new one."
        found.append(Error(text, hint=hint, id="demo.E002"))
    for name, path in _paths():
        if not path.is_relative_to(settings.DATA_DIR):
            text = f"{name} leads out of the practice system's own folder {settings.DATA_DIR}: {path}"
            found.append(Error(text, hint=f"Leave {name} out, or set DATA_DIR.", id="demo.E003"))
    if settings.REDIS_URL:
        text = "A practice system empties its cache, and others may have theirs at REDIS_URL."
        found.append(Error(text, hint="Leave REDIS_URL out: it keeps its cache in its own folder.", id="demo.E004"))
    return found


def _paths() -> list[tuple[str, Path]]:
    database = settings.DATABASES["default"]
    files = [("MEDIA_ROOT", Path(settings.MEDIA_ROOT))]
    return [*files, ("DATABASE_URL", Path(database["NAME"]))] if "sqlite3" in database["ENGINE"] else files


def _has_strangers() -> bool:
    try:
        return User.objects.filter(is_demo=False).exists()
    except DatabaseError:  # nothing there yet; or it does not answer, which whoever needs it says better
        return False


def _is_private(host: str) -> bool:
    if host in LOCAL:
        return True
    try:
        return ip_address(host.strip("[]")).is_private
    except ValueError:
        return False
