"""What a visitor typed, kept in the session for a while: encrypted, and forgotten when its time is over."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from zhicheng.core.crypto import decrypt, encrypt


def put(request: HttpRequest, key: str, value: Any, *, at: datetime) -> None:
    """This function will keep a JSON value in the session under `key`, from `at` on."""
    request.session[key] = encrypt(json.dumps({"at": at.timestamp(), "value": value}))


def get(request: HttpRequest, key: str, *, within: timedelta, at: datetime) -> Any:
    """This function will return what was put under `key` less than `within` before `at`, or None."""
    stored = request.session.get(key)
    if stored is None:
        return None
    kept = json.loads(decrypt(stored))
    if at.timestamp() - kept["at"] >= within.total_seconds():
        del request.session[key]
        return None
    return kept["value"]


def drop(request: HttpRequest, key: str) -> None:
    """This function will forget what stands under `key`."""
    request.session.pop(key, None)
