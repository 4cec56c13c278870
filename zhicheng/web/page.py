"""One template, two renderings: the whole page, or the named blocks of it that htmx asked for."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.encoding import iri_to_uri


def is_htmx(request: HttpRequest) -> bool:
    """This function will say whether htmx asked. Nothing else of htmx's headers is ever read."""
    return request.headers.get("HX-Request") == "true"


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    fragments: tuple[str, ...] = ("main",),
    status: int = 200,
) -> HttpResponse:
    """This function will render `template`, or only its blocks `fragments` when htmx asked.

    Page templates begin with `{% extends layout or "base_app.html" %}`. Status 422 puts “错误：” before the title.
    """
    request.fragments = fragments if is_htmx(request) else ()  # type: ignore[attr-defined]  # read by jinja.site
    response = render(request, template, {**(context or {}), "has_errors": status == 422}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def go(request: HttpRequest, to: str) -> HttpResponse:
    """This function will lead on to the local address `to` after a verb; htmx is told to load it whole."""
    if is_htmx(request):
        return HttpResponse(status=204, headers={"HX-Redirect": iri_to_uri(to)})
    response = HttpResponseRedirect(to)
    response.status_code = 303
    return response
