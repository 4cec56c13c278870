"""Whatever alphabet a request names, it is answered: through the WSGI application itself, as a server calls it."""

from encodings.aliases import aliases
from typing import Any

import pytest
from django.test import RequestFactory

from zhicheng.web.edge import legible
from zhicheng.wsgi import application

NAMES = sorted(
    {*aliases, *aliases.values(), "hex", "undefined", "idna", "punycode", "nothing of the kind", "a\0b", "é"}
)
pytestmark = pytest.mark.django_db


def ask(content_type: str, query: str = "name=%E6%9D%8E&x=%ff") -> int:
    """The status that the server would send."""
    said: list[str] = []

    def start_response(status: str, headers: Any, problem: Any = None) -> None:
        said.append(status)

    environ = RequestFactory().get("/healthz", QUERY_STRING=query, CONTENT_TYPE="text/plain").environ
    environ["CONTENT_TYPE"] = content_type
    for _ in application(environ, start_response):
        pass
    return int(said[0].split()[0])


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of old codecs of Python itself
def test_no_alphabet_breaks_the_site() -> None:
    answered = {name: ask(f"text/html; charset={name}") for name in NAMES}
    assert {name: status for name, status in answered.items() if status not in (200, 400)} == {}


@pytest.mark.parametrize(
    "content_type",
    [
        "text/html; charset=hex",
        'text/html; charset="rot13"',
        "text/html; charset=no-such-alphabet",
        "text/html; charset=undefined",
        "text/html; charset*=hex''utf-8",
        "text/html; charset*=nothing''utf-8",
        "text/html; charset*0*=undefined''%41",
        "text/html; charset=a\0b",
        "text/html; ; =; charset=zlib",
    ],
)
def test_what_is_no_alphabet_of_text_is_not_heard(content_type: str) -> None:
    assert ask(content_type) == 200


def test_another_alphabet_of_text_is_refused_as_before() -> None:
    assert ask("text/html; charset=gb18030") == 400


def test_the_boundary_of_a_form_with_files_survives() -> None:
    said = "multipart/form-data; charset=hex; boundary=----x1"
    assert legible(said) == "multipart/form-data; boundary=----x1"
    assert legible("multipart/form-data; boundary=----x1; charset=utf-8") == (
        "multipart/form-data; boundary=----x1; charset=utf-8"
    )
