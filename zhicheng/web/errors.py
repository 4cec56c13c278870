"""Pages for what went wrong: what happened, what to do, whom to call."""

import math
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html

from zhicheng.web.jinja import render_string
from zhicheng.web.page import is_htmx, page

BROKEN = "系统出了故障，刚才的操作没有完成。已填内容仍在本页，稍后再试一次"
BUSY = "系统正忙，刚才的操作没有完成。已填内容仍在本页，稍后再试一次"


def handler400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "400.html", status=400)


def handler403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "403.html", status=403)


def handler404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "404.html", status=404)


def handler429(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Also what allauth's own rate limits answer with."""
    return too_many(request, 60)


def handler500(request: HttpRequest) -> HttpResponse:
    return _self_contained(request, "500.html", 500, BROKEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, "403_csrf.html", status=403)


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """This function will answer that it was too often, and when to try again (`wait` in seconds)."""
    again = f"{wait} 秒" if wait < 120 else f"{math.ceil(wait / 60)} 分钟"
    response = page(request, "429.html", {"again": again}, status=429)
    response.headers["Retry-After"] = str(wait)
    return response


def not_yet(request: HttpRequest) -> HttpResponse:
    """This function will answer that a file is still being looked at by the virus scanner (409)."""
    response = page(request, "scanning.html", status=409)
    response.headers["Retry-After"] = "60"
    return response


def unavailable(request: HttpRequest) -> HttpResponse:
    """This function will answer that the database cannot be reached now (503); what was typed can be sent again."""
    context = {"sent": _sent(request), "to": request.get_full_path(), "had_files": bool(request.FILES)}
    response = _self_contained(request, "503.html", 503, BUSY, context)
    response.headers["Retry-After"] = "30"
    return response


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a form, to be sent again with its own token; none of a form with a password."""
    fields = [(name, str(value)) for name, values in request.POST.lists() for value in values]
    return [] if any("password" in name for name, _ in fields) else fields


def _self_contained(
    request: HttpRequest, template: str, status: int, words: str, context: Mapping[str, object] | None = None
) -> HttpResponse:
    """Reads no session and no database; htmx gets one sentence above the page instead of a page in a form."""
    if not is_htmx(request):
        return HttpResponse(render_string(template, context or {}), status=status)
    note = format_html('<section class="note note-red" role="alert"><div><h2>{}</h2></div></section>', words)
    headers = {"HX-Retarget": "#flash", "HX-Reswap": "innerHTML"}
    return HttpResponse(note, status=status, headers=headers)
