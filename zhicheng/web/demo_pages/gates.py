"""Open to everybody, so only where nobody but the newcomer himself comes by."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from zhicheng.demo.checks import public_hosts

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def demo_only(view: View[P]) -> View[P]:
    """This function will answer 404 outside the demo, and in one that strangers could reach."""

    @wraps(view)
    def gate(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.DEMO or public_hosts():
            raise Http404
        return view(request, *args, **kwargs)

    return gate
