"""The demo lets everybody in as anybody, so it must not stand where strangers reach it."""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.core.checks import Error

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


def _is_private(host: str) -> bool:
    if host in LOCAL:
        return True
    try:
        return ip_address(host.strip("[]")).is_private
    except ValueError:
        return False
