"""Pages that are the same for every visitor: made once a minute, handed out before anything else is done."""

import re
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.utils.cache import patch_vary_headers

from zhicheng.web.page import is_htmx

PAGES = frozenset({"/"})
SECONDS = 60
OWN = (settings.SESSION_COOKIE_NAME, "messages")  # cookies of people whose page is their own
TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[^"]*')


class ForVisitors:
    """Outermost of the middleware: keeps a visitor's page with all its headers, one for each display.

    What is kept holds nobody's CSRF token and no cookie: each visitor gets his own when it is handed out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.csrf = CsrfViewMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_shared(request):
            return self.get_response(request)
        request.get_host()  # a host that is not ours is refused as everywhere
        key = _key(request)
        kept = cache.get(key)
        if kept is None:
            response = self.get_response(request)
            if response.status_code == 200:
                patch_vary_headers(response, ["Cookie", "HX-Request"])
                cache.set(key, (dict(response.headers), TOKEN.split(response.content)), SECONDS)
            return response
        return self._handed_out(request, *kept)

    def _handed_out(self, request: HttpRequest, headers: dict[str, str], parts: list[bytes]) -> HttpResponse:
        self.csrf.process_request(request)
        response = HttpResponse(get_token(request).encode().join(parts), headers=headers)
        self.csrf.process_response(request, response)
        return response


def is_shared(request: HttpRequest) -> bool:
    """This function will tell whether this page is like that of every other visitor."""
    return (
        request.path in PAGES
        and request.method == "GET"
        and not request.META["QUERY_STRING"]
        and not is_htmx(request)
        and not any(name in request.COOKIES for name in OWN)
    )


def _key(request: HttpRequest) -> str:
    """Of what the page looks like and what its headers say (over TLS they say more)."""
    chosen = request.COOKIES
    text, contrast = chosen.get("text") == "large", chosen.get("contrast") == "high"
    return f"page:{request.path}:{text}:{contrast}:{request.is_secure()}"
