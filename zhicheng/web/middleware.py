"""What every request of a signed-in person goes through, and the headers of every answer."""

import logging
import math
from collections.abc import Callable

from allauth.mfa.adapter import get_adapter
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from zhicheng.core import clock
from zhicheng.web import downloads, errors, limits, resume
from zhicheng.web.jinja import viewer

RENEW = 60  # seconds: an idle session lives on from the last renewal
FREE = ("/accounts/2fa/", "/accounts/reauthenticate/", "/accounts/logout/", "/display/", "/session/")
FRAMED = {"frame-ancestors": ["'self'"], "script-src": ["'self'", "'unsafe-inline'"]}
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

logger = logging.getLogger(__name__)


class Readable:
    """Nothing is looked up by a text that no column can hold, or read in an alphabet that is not ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path:
            raise Http404
        said = (request.encoding or "utf-8").lower()  # Python knows alphabets that are none of text ("hex")
        if said not in ("utf-8", "utf8") or "\0" in request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""):
            request.encoding = "utf-8"  # the refusal is a page, too
            raise BadRequest
        return self.get_response(request)


class ContentPolicy(CSPMiddleware):  # type: ignore[misc]  # csp ships no types
    """The strict policy; Wagtail itself needs inline styles and scripts, and shows previews in a frame."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if getattr(request, "is_preview", False):  # the draft as a page of the portal, in a frame of its editor
            response._csp_replace = FRAMED  # type: ignore[attr-defined]
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        elif request.path.startswith("/cms/"):
            response._csp_replace = settings.CMS_CSP  # type: ignore[attr-defined]
        policed: HttpResponse = super().process_response(request, response)
        return policed


class SignedIn:
    """No copies kept on shared computers, a session that ends when idle, a second factor for officials."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = viewer(request)
        if user is not None:
            renew(request)
        if user is not None and needs_second_factor(request) and not request.path.startswith(FREE):
            response: HttpResponse = redirect("mfa_activate_totp")
        else:
            response = self.get_response(request)
        if user is not None or settings.SESSION_COOKIE_NAME in response.cookies:
            response.headers["Cache-Control"] = "no-store"
        if user is not None:
            resume.mark(request, response, user)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, limits.TooMany):
            return errors.too_many(request, exception.wait)
        if isinstance(exception, downloads.NotYet):
            return errors.not_yet(request)
        if isinstance(exception, OperationalError) and not settings.DEBUG:
            logger.error("database unavailable at %s", request.path, exc_info=exception)
            return errors.unavailable(request)
        return None


def renew(request: HttpRequest) -> None:
    """This function will start the idle time anew and look up the person's standing, at most once a minute."""
    at = math.floor(clock.wall().timestamp())
    if at - request.session.get("renewed", 0) < RENEW:
        return
    request.session["renewed"] = at
    request.session["is_official"] = is_official(request)


def is_official(request: HttpRequest) -> bool:
    """This function will say whether the person acts for others: a member, an expert, an administrator."""
    user = request.user
    if not user.is_authenticated:
        return False
    return user.is_staff or hasattr(user, "expert") or user.memberships.exists()


def needs_second_factor(request: HttpRequest) -> bool:
    """This function will say whether an official has none yet; once found it is not asked again."""
    session = request.session
    if not session.get("is_official") or session.get("has_factor"):
        return False
    if get_adapter().is_mfa_enabled(request.user):
        session["has_factor"] = True
        return False
    return True
