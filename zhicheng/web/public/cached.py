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


class Kept(NamedTuple):
    """A page that holds nothing of anybody: no token, no cookie."""

    until: float  # seconds since the epoch
    headers: dict[str, str]
    content: bytes


class ForVisitors:
    """Outermost of the middleware: keeps a visitor's page with all its headers, one for each display.

    Whoever has the page already is told so (304).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.at_hand: dict[str, Kept] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_shared(request):
            return self.get_response(request)
        request.get_host()  # a host that is not ours is refused as everywhere
        key = _key(request)
        kept = self._kept(key)
        if kept is None:
            response = self.get_response(request)
            if response.status_code != 200 or response.cookies:
                return response
            patch_vary_headers(response, ["Cookie", "HX-Request"])
            response.headers["Cache-Control"] = "private, no-cache"
            response.headers["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
            kept = Kept(time() + SECONDS, dict(response.headers), response.content)
            cache.set(key, kept, SECONDS)
        response = HttpResponse(kept.content, headers=kept.headers)
        return get_conditional_response(request, etag=kept.headers["ETag"], response=response) or response

    def _kept(self, key: str) -> Kept | None:
        kept = self.at_hand.get(key)
        if kept is None or kept.until <= time():
            kept = cache.get(key)
            if kept is not None:
                if len(self.at_hand) >= AT_HAND:
                    self.at_hand.clear()
                self.at_hand[key] = kept
        return kept


def is_shared(request: HttpRequest) -> bool:
    """This function will tell whether this page is like that of every other visitor."""
    return (
        PAGES.fullmatch(request.path) is not None
        and request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and not is_htmx(request)
        and not any(name in request.COOKIES for name in OWN)
    )


def _key(request: HttpRequest) -> str:
    """Of what is published, of what the page looks like and what its headers say (over TLS they say more)."""
    chosen = request.COOKIES
    text, contrast = chosen.get("text") == "large", chosen.get("contrast") == "high"
    place = f"{request.get_host()}:{request.is_secure()}:{request.path}"
    return f"page:{content_version()}:{text}:{contrast}:{sha256(place.encode()).hexdigest()}"
