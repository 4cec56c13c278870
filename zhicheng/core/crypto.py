"""Text that stands encrypted in the database, and the blind index by which it is found again."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256
from hmac import digest
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.lookups import Exact

if TYPE_CHECKING:
    TextField = models.TextField[str, str]
else:
    TextField = models.TextField

CIPHERS = {"a1": (algorithms.AES, 32), "s1": (algorithms.SM4, 16)}  # mark -> algorithm, bytes of its key
MARKS = {"aes": "a1", "sm4": "s1"}
NONCE, TAG = 12, 16  # bytes, as GCM wants them


class Unreadable(ValueError):
    """A stored value that none of the keys opens: a lost key or a changed row."""


@lru_cache(maxsize=64)
def _derived(secret: str, purpose: str, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=f"zhicheng {purpose}".encode()).derive(secret.encode())


def _cipher(mark: str, secret: str, mode: modes.GCM) -> Cipher[modes.GCM]:
    algorithm, length = CIPHERS[mark]
    return Cipher(algorithm(_derived(secret, f"field {mark}", length)), mode)


def encrypt(plain: str) -> str:
    """This function will return `plain` as "<mark>:<base64 of nonce, ciphertext and tag>"; "" stays ""."""
    if not plain:
        return ""
    mark, nonce = MARKS[settings.FIELD_CIPHER], os.urandom(NONCE)
    encryptor = _cipher(mark, settings.FIELD_KEYS[0], modes.GCM(nonce)).encryptor()
    sealed = encryptor.update(plain.encode()) + encryptor.finalize()
    return f"{mark}:{urlsafe_b64encode(nonce + sealed + encryptor.tag).decode()}"


def decrypt(stored: str) -> str:
    """This function will return what `encrypt` was given, trying every key; or raise Unreadable."""
    if not stored:
        return ""
    mark, _, body = stored.partition(":")
    if mark not in CIPHERS:
        raise Unreadable(f"An encrypted column holds a value without a known mark: {mark[:2]!r}.")
    raw = urlsafe_b64decode(body)
    nonce, sealed, tag = raw[:NONCE], raw[NONCE:-TAG], raw[-TAG:]
    for secret in settings.FIELD_KEYS:
        decryptor = _cipher(mark, secret, modes.GCM(nonce, tag)).decryptor()
        try:
            return (decryptor.update(sealed) + decryptor.finalize()).decode()
        except InvalidTag:
            continue
    raise Unreadable("No key in FIELD_KEYS opens this value.")


def blind_index(value: str, *, purpose: str) -> str:
    """This function will return 64 hex digits that stand for `value` in look-ups and give nothing away.

    `purpose` ("id", "phone", …) keeps the same text in two columns apart. The caller normalises first.
    """
    return digest(_derived(settings.INDEX_KEY, f"index {purpose}", 32), value.encode(), sha256).hex()


class EncryptedTextField(TextField):
    """A TextField whose column is ciphertext. Only emptiness can be asked: look up by a blind index."""

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        prepared = super().get_db_prep_save(value, connection)
        return encrypt(prepared) if isinstance(prepared, str) else prepared

    def from_db_value(self, value: str | None, expression: Expression, connection: BaseDatabaseWrapper) -> str | None:
        return None if value is None else decrypt(value)

    def get_lookup(self, lookup_name: str) -> type[Any] | None:
        if lookup_name == "exact":
            return _IsEmpty
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is encrypted: it has no look-up {lookup_name!r}.")


class _IsEmpty(Exact[Any]):
    def get_prep_lookup(self) -> Any:
        if self.rhs not in ("", None):
            raise FieldError("An encrypted column can only be compared with the empty string.")
        return self.rhs
