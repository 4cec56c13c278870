"""A form sent after the session ended: kept until its owner has signed in again, then sent on by him."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from zhicheng.core import clock
from zhicheng.web import sealed
from zhicheng.web.page import go, is_htmx, page

KEY = "unsent"
LIFETIME = timedelta(minutes=30)
LARGEST = 500_000  # characters; no form of ours is larger
NEVER = ("csrfmiddlewaretoken",)


def keep(request: HttpRequest) -> HttpResponse:
    """This function will answer a POST of nobody: what was typed is kept, encrypted, and sign-in comes first.

    After it the person finds it at `/resume/`. Passwords and files are not kept. htmx (autosave) is led to
    sign-in and back to the page it came from.
    """
    if is_htmx(request):
        return go(request, redirect_to_login(_page_of(request)).url)
    fields = [
        [name, str(value)]
        for name, values in request.POST.lists()
        if name not in NEVER and "password" not in name
        for value in values
    ]
    if sum(len(value) for _, value in fields) > LARGEST:
        return redirect_to_login(_page_of(request))
    value = {"to": request.get_full_path(), "fields": fields, "had_files": bool(request.FILES)}
    sealed.put(request, KEY, value, at=clock.wall())
    return redirect_to_login("/resume/")


@never_cache
@require_GET
def resume(request: HttpRequest) -> HttpResponse:
    """What was typed before the session ended, to be sent now; once."""
    if not request.user.is_authenticated:
        return redirect_to_login("/resume/")
    kept = sealed.get(request, KEY, within=LIFETIME, at=clock.wall())
    sealed.drop(request, KEY)
    return page(request, "account/resume.html", kept) if kept else redirect("home")


def _page_of(request: HttpRequest) -> str:
    """The page a request was sent from (our Referrer-Policy is same-origin), else the person's home."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()}):
        return "/home/"
    found = urlsplit(referer)
    return f"{found.path}?{found.query}" if found.query else found.path
