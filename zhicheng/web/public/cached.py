"""Pages that are the same for every visitor, made once a minute."""

import re
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.cache import patch_vary_headers

from zhicheng.web.page import is_htmx

SECONDS = 60
OWN = (settings.SESSION_COOKIE_NAME, "messages")  # cookies of people whose page is their own
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*')

View = Callable[[HttpRequest], HttpResponse]


def for_visitors(view: View) -> View:
    """This function will keep a page for visitors, one for each display; others get it made for them.

    What is kept holds nobody's CSRF token: each visitor gets his own when it is handed out.
    """

    @wraps(view)
    def cached(request: HttpRequest) -> HttpResponse:
        if not is_shared(request):
            return view(request)
        key = (
            f"page:{request.path}:{request.COOKIES.get('text') == 'large'}:{request.COOKIES.get('contrast') == 'high'}"
        )
        kept = cache.get(key)
        if kept is None:
            made = view(request)
            if made.status_code != 200:
                return made
            kept = TOKEN.sub(rb"\g<1>", made.content)
            cache.set(key, kept, SECONDS)
        response = HttpResponse(TOKEN.sub(rb"\g<1>" + get_token(request).encode(), kept))
        patch_vary_headers(response, ["Cookie", "HX-Request"])
        return response

    return cached


def is_shared(request: HttpRequest) -> bool:
    """This function will tell whether this page is like that of every other visitor."""
    return not (is_htmx(request) or request.GET or any(name in request.COOKIES for name in OWN))
