"""A browser's requests as bytes, so that they can be cut anywhere, sent twice, or held back and sent late."""

import secrets
import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from urllib.parse import urlencode

CSRF = "c" * 32
TOKEN = ("csrfmiddlewaretoken", CSRF)  # first, as on the pages: a request that is cut short still has it
PATIENCE = 20  # seconds for an answer
Fields = Sequence[tuple[str, str]]


class Lost(Exception):
    """No answer came: nobody knows whether the server did it."""


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str


@dataclass(frozen=True)
class Letter:
    """One request, without who sends it: the session is added when it goes out."""

    method: str
    path: str
    body: bytes = b""
    kind: str = "application/x-www-form-urlencoded"
    is_draft: bool = False

    def bytes(self, session: str) -> bytes:
        head = [f"{self.method} {self.path} HTTP/1.1", "Host: localhost", "Connection: close"]
        head += [f"Cookie: sessionid={session}; csrftoken={CSRF}", f"Content-Length: {len(self.body)}"]
        head += [f"Content-Type: {self.kind}"] if self.body else []
        head += ["HX-Request: true"] if self.is_draft else []
        return "\r\n".join([*head, "", ""]).encode() + self.body


def get(path: str) -> Letter:
    return Letter("GET", path)


def draft(path: str, fields: Fields) -> Letter:
    return Letter("POST", path, urlencode([TOKEN, *fields]).encode(), is_draft=True)


def form(path: str, fields: Fields, files: Mapping[str, bytes]) -> Letter:
    """保存: the whole form with its files."""
    edge = secrets.token_hex(8)
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in [TOKEN, *fields]
    ]
    for name, data in files.items():
        head = f'--{edge}\r\nContent-Disposition: form-data; name="proof"; filename="{name}"\r\n\r\n'
        parts.append(head.encode() + data + b"\r\n")
    return Letter("POST", path, b"".join([*parts, f"--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}")


def post(port: int, letter: Letter, session: str, *, upto: float = 1, hears: bool = True) -> Answer:
    """This function will send the first `upto` of a request and return the answer, unless nobody listens.

    It raises Lost when there is none.
    """
    raw = letter.bytes(session)
    try:
        with socket.create_connection(("127.0.0.1", port), PATIENCE) as line:
            line.sendall(raw[: round(len(raw) * upto)])
            if upto < 1 or not hears:
                raise Lost
            return _read(line)
    except (OSError, HTTPException) as problem:
        raise Lost from problem


def _read(line: socket.socket) -> Answer:
    answer = HTTPResponse(line)
    try:
        answer.begin()
        text = answer.read().decode()
    finally:
        with suppress(OSError):
            answer.close()
    return Answer(answer.status, answer.getheader("Location", "") or "", text)
