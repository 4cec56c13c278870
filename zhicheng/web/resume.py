"""A form sent after the session ended: kept until its owner has signed in again, then sent on by him."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from zhicheng.accounts.models import User
from zhicheng.core import clock
from zhicheng.core.crypto import blind_index
from zhicheng.web import sealed
from zhicheng.web.page import go, is_htmx, page

KEY = "unsent"
LIFETIME = timedelta(minutes=30)
LARGEST = 500_000  # characters; no form of ours is larger
NEVER = ("csrfmiddlewaretoken",)
OWNER = "owner"  # cookie: whose forms this browser sends, for an ended session does not say it


def mark(request: HttpRequest, response: HttpResponse, person: User) -> None:
    """This function will leave in the browser of somebody signed in whose it is, as a blind index."""
    owner = mark_of(person)
    if request.COOKIES.get(OWNER) != owner:
        response.set_cookie(OWNER, owner, samesite="Lax", httponly=True, secure=settings.HTTPS)


def mark_of(person: User) -> str:
    """This function will return the mark of a person's browser."""
    return blind_index(str(person.pk), purpose="owner")


def stash_of(person: User) -> dict[str, str]:
    """This function will return the name and the key of what his pages keep in his browser while it is offline.

    The key stands only on pages he is signed in to: what lies in the browser is unreadable to whoever comes next.
    """
    return {
        "name": blind_index(str(person.pk), purpose="stash name")[:16],
        "key": blind_index(str(person.pk), purpose="stash key"),
    }


def keep(request: HttpRequest) -> HttpResponse:
    """This function will answer a POST of nobody: what was typed is kept, encrypted, and sign-in comes first.

    After it the same person finds it at `/resume/`. Passwords and files are not kept, nor what comes from a
    browser where nobody was signed in. htmx (autosave) is led to sign-in and back to the page it came from.
    """
    if is_htmx(request):
        return go(request, redirect_to_login(_page_of(request)).url)
    fields = [
        [name, str(value)]
        for name, values in request.POST.lists()
        if name not in NEVER and "password" not in name
        for value in values
    ]
    owner = request.COOKIES.get(OWNER)
    if not owner or sum(len(value) for _, value in fields) > LARGEST:
        return redirect_to_login(_page_of(request))
    value = {"to": request.get_full_path(), "owner": owner, "fields": fields, "had_files": bool(request.FILES)}
    sealed.put(request, KEY, value, at=clock.wall())
    return redirect_to_login("/resume/")


@never_cache
@require_GET
def resume(request: HttpRequest) -> HttpResponse:
    """What was typed before the session ended, to be sent now by who typed it; once."""
    if not request.user.is_authenticated:
        return redirect_to_login("/resume/")
    kept = sealed.get(request, KEY, within=LIFETIME, at=clock.wall())
    sealed.drop(request, KEY)
    if not kept or kept["owner"] != mark_of(request.user):  # somebody else signed in at the same browser
        return redirect("home")
    return page(request, "account/resume.html", kept)


def _page_of(request: HttpRequest) -> str:
    """The page a request was sent from (our Referrer-Policy is same-origin), else the person's home."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()}):
        return "/home/"
    found = urlsplit(referer)
    return f"{found.path}?{found.query}" if found.query else found.path
