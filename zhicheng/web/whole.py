"""A request whose line was cut in the middle is not what somebody typed: without this its beginning would be saved."""

from collections.abc import Callable, Iterable
from io import IOBase
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Body(IOBase):
    """The body of a request, `length` bytes of it or an OSError, which Django knows as a broken connection."""

    def __init__(self, stream: Any, length: int) -> None:
        self.stream, self.left = stream, length

    def read(self, size: int = -1) -> bytes:
        """This function will return `size` bytes, at the end fewer; it raises OSError when the line ended before."""
        wanted = self.left if size < 0 else min(size, self.left)
        parts = []
        while wanted:
            part = self.stream.read(wanted)
            if not part:
                raise OSError("The request was cut short.")
            parts.append(part)
            wanted -= len(part)
            self.left -= len(part)
        return b"".join(parts)


def whole(application: Application) -> Application:
    """This function will have a WSGI application read only bodies that arrived whole."""

    def checked(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or ""
        if length.isdecimal() and int(length):
            environ["wsgi.input"] = Body(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return checked
