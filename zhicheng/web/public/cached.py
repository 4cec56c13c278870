"""Pages that are the same for every visitor: made once a minute, handed out before anything else is done."""

import re
from collections.abc import Callable
from hashlib import sha256
from time import time
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.utils.cache import get_conditional_response, patch_vary_headers

from zhicheng.content.models import Column
from zhicheng.content.operations import content_version
from zhicheng.web.page import is_htmx

COLUMNS = "|".join(Column.values)
PAGES = re.compile(
    rf"/|/({COLUMNS})/(\d+/|feed/|questions/)?|/(sitemap|help|accessibility|reliability|privacy)/|/sitemap\.xml|/robots\.txt"
)
SECONDS = 60  # days are counted down, and calls open and close, without anything being published
AT_HAND = 100  # pages that a process keeps besides, of some 50 kB each: it need not fetch and unpack them again
OWN = (settings.SESSION_COOKIE_NAME, "messages")  # cookies of people whose page is their own
TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[^"]*')


class Kept(NamedTuple):
    """A page without anybody's token: its end, headers, parts between the tokens, what tells it from others."""

    until: float  # seconds since the epoch
    headers: dict[str, str]
    parts: list[bytes]
    digest: str


class ForVisitors:
    """Outermost of the middleware: keeps a visitor's page with all its headers, one for each display.

    What is kept holds nobody's CSRF token and no cookie: each visitor gets his own when it is handed out. Whoever has
    the page already, with the token that is still his, is told so (304).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.csrf = CsrfViewMiddleware(get_response)
        self.at_hand: dict[str, Kept] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_shared(request):
            return self.get_response(request)
        request.get_host()  # a host that is not ours is refused as everywhere
        key = _key(request)
        if (kept := self._kept(key)) is not None:
            return _conditional(request, kept, self._handed_out(request, kept))
        response = self.get_response(request)
        if response.status_code != 200:
            return response
        patch_vary_headers(response, ["Cookie", "HX-Request"])
        response.headers["Cache-Control"] = "private, no-cache"
        parts = TOKEN.split(response.content)
        kept = Kept(time() + SECONDS, dict(response.headers), parts, sha256(b"".join(parts)).hexdigest())
        cache.set(key, kept, SECONDS)
        return _conditional(request, kept, response)

    def _kept(self, key: str) -> Kept | None:
        kept = self.at_hand.get(key)
        if kept is None or kept.until <= time():
            kept = cache.get(key)
            if len(self.at_hand) >= AT_HAND:
                self.at_hand.clear()
            if kept is not None:
                self.at_hand[key] = kept
        return kept

    def _handed_out(self, request: HttpRequest, kept: Kept) -> HttpResponse:
        if len(kept.parts) == 1:  # holds no form
            return HttpResponse(kept.parts[0], headers=kept.headers)
        self.csrf.process_request(request)
        response = HttpResponse(get_token(request).encode().join(kept.parts), headers=kept.headers)
        self.csrf.process_response(request, response)
        return response


def is_shared(request: HttpRequest) -> bool:
    """This function will tell whether this page is like that of every other visitor."""
    return (
        PAGES.fullmatch(request.path) is not None
        and request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and not is_htmx(request)
        and not any(name in request.COOKIES for name in OWN)
    )


def _conditional(request: HttpRequest, kept: Kept, response: HttpResponse) -> HttpResponseBase:
    """The page, or that the visitor has it: of the same words, and with a token of the secret he still has."""
    secret = request.META.get("CSRF_COOKIE", "") if len(kept.parts) > 1 else ""
    tag = sha256(f"{kept.digest}{secret}".encode()).hexdigest()[:32]
    response.headers["ETag"] = f'"{tag}"'
    return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response


def _key(request: HttpRequest) -> str:
    """Of what is published, of what the page looks like and what its headers say (over TLS they say more)."""
    chosen = request.COOKIES
    text, contrast = chosen.get("text") == "large", chosen.get("contrast") == "high"
    place = f"{request.get_host()}:{request.is_secure()}:{request.path}"
    return f"page:{content_version()}:{text}:{contrast}:{sha256(place.encode()).hexdigest()}"
