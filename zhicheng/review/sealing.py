"""A choice sealed to the meeting's public key: X25519 with a fresh key, HKDF-SHA256, AES-256-GCM.

Every sealed choice has the same length, and the item's key is authenticated with it, so that a ballot moved
to another item does not open.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

POINT = 32  # bytes of an X25519 public key
PADDED = 16  # bytes; the longest choice has seven
NONCE = bytes(12)  # each key seals one choice, so its nonce may be constant


def new_keys() -> tuple[str, str]:
    """This function will return a fresh (public key, private key), each as URL-safe base64 of 32 bytes."""
    private = X25519PrivateKey.generate()
    return _text(private.public_key().public_bytes_raw()), _text(private.private_bytes_raw())


def seal(choice: str, *, public_key: str, item_id: int) -> str:
    """This function will return `choice` sealed for the one who has the private key: 88 characters."""
    padded = choice.encode().ljust(PADDED, b"\0")
    if len(padded) != PADDED:
        raise ValueError("The choice is too long to be padded.")
    ephemeral = X25519PrivateKey.generate()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(_bytes(public_key)))
    point = ephemeral.public_key().public_bytes_raw()
    return _text(point + AESGCM(_key(shared, point)).encrypt(NONCE, padded, _context(item_id)))


def unseal(sealed: str, *, private_key: str, item_id: int) -> str:
    """This function will return the choice, or raise InvalidTag for a changed, moved or foreign ballot."""
    raw = _bytes(sealed)
    point = raw[:POINT]
    shared = X25519PrivateKey.from_private_bytes(_bytes(private_key)).exchange(X25519PublicKey.from_public_bytes(point))
    return AESGCM(_key(shared, point)).decrypt(NONCE, raw[POINT:], _context(item_id)).rstrip(b"\0").decode()


def _key(shared: bytes, point: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=point, info=b"zhicheng ballot").derive(shared)


def _context(item_id: int) -> bytes:
    return f"item {item_id}".encode()


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text)
