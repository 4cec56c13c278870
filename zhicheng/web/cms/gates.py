"""Who may enter the editors' pages: staff with Wagtail's permission; the second factor is asked by the middleware."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404

from zhicheng.web.gates import SignedInRequest, signed_in

View = Callable[..., Any]


def editor(view: View) -> View:
    """This function will let editors and approvers in; for others the page does not exist (404)."""

    @signed_in
    @wraps(view)
    def gate(request: SignedInRequest, /, *args: Any, **kwargs: Any) -> Any:
        if not (request.user.is_staff and request.user.has_perm("wagtailadmin.access_admin")):
            raise Http404
        return view(request, *args, **kwargs)

    return gate
