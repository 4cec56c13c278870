"""What is put right before Django reads a request at all: what fails there meets no middleware and no page of ours."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.http import parse_header_parameters

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
PROBE = b"a=1&b=2"


def readable(application: Application) -> Application:
    """This function will wrap a WSGI application so that no header names an alphabet Python cannot read text in.

    Such a name, unknown, of a codec that makes no text ("hex") or of one that reads no query, is dropped with the
    other parameters of the header; the body's boundary needs no alphabet and is kept.
    """

    def edge(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if ";" in environ.get("CONTENT_TYPE", ""):
            environ["CONTENT_TYPE"] = legible(environ["CONTENT_TYPE"])
        return application(environ, start_response)

    return edge


def legible(content_type: str) -> str:
    """This function will return the header as it is, or or no more than its type and boundary."""
    try:
        _, said = parse_header_parameters(content_type)
        charset = said.get("charset", "utf-8")
        PROBE.decode(charset, "replace")
        PROBE.decode(charset)
    except UnicodeDecodeError:  # of an alphabet of two bytes a letter: Django reads on, and the site refuses it
        return content_type
    except (LookupError, ValueError):  # a UnicodeError is a ValueError
        main, _, rest = content_type.partition(";")
        kept = [part.strip() for part in rest.split(";") if part.strip().lower().startswith("boundary=")]
        return "; ".join([main.strip(), *kept])
    return content_type
