"""The virus scanner, a port: clamd over its socket where settings.CLAMAV says so, else nothing is scanned."""

import logging
import socket
import struct
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from zhicheng.files.models import StoredFile

Scan = StoredFile.Scan
CHUNK = 1024 * 1024
TIMEOUT = 20  # seconds; who waits for an upload waits no longer

logger = logging.getLogger(__name__)


def scan(path: Path) -> StoredFile.Scan:
    """This function will return the scanner's verdict on a file: NOT_SCANNED without one, PENDING when it is silent."""
    if not settings.CLAMAV:
        return Scan.NOT_SCANNED
    try:
        answer = _ask(path)
    except OSError as problem:
        logger.error("the virus scanner at %s does not answer: %s", settings.CLAMAV, problem)
        return Scan.PENDING
    if answer.endswith("FOUND"):
        return Scan.INFECTED
    if answer.endswith("OK"):
        return Scan.CLEAN
    logger.error("the virus scanner at %s could not scan: %s", settings.CLAMAV, answer)
    return Scan.PENDING


def _ask(path: Path) -> str:
    """clamd's INSTREAM: each part with its length before it, an empty one at the end."""
    with closing(_connect()) as line, path.open("rb") as content:
        line.settimeout(TIMEOUT)
        line.sendall(b"zINSTREAM\0")
        while part := content.read(CHUNK):
            line.sendall(struct.pack(">I", len(part)) + part)
        line.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0") and (more := line.recv(4096)):
            answer += more
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _connect() -> socket.socket:
    place = urlsplit(settings.CLAMAV)
    if place.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(TIMEOUT)
            line.connect(place.path)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((place.hostname or "localhost", place.port or 3310), timeout=TIMEOUT)
