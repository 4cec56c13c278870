"""A small sum for visitors: read by everybody and by screen readers, signed, answered once, without a session."""

import secrets
from datetime import timedelta

from django.core.cache import cache
from django.core.signing import BadSignature, TimestampSigner

LIFETIME = timedelta(minutes=30)

_signer = TimestampSigner(salt="public.question")


def ask() -> tuple[str, str]:
    """This function will return a new sum as words, and the token under which it is answered."""
    first, second = secrets.randbelow(9) + 1, secrets.randbelow(9) + 1
    token = _signer.sign_object([secrets.token_hex(8), first, second])
    return f"{first} 加 {second} 等于几", token


def is_right(token: str, typed: str) -> bool:
    """This function will tell whether `typed` answers the sum of `token`, and close it: one try each."""
    try:
        nonce, first, second = _signer.unsign_object(token, max_age=LIFETIME)
    except (BadSignature, UnicodeError):
        return False
    is_first_try = cache.add(f"question:{nonce}", 1, timeout=LIFETIME.total_seconds())
    return bool(is_first_try) and typed.strip() == str(first + second)
