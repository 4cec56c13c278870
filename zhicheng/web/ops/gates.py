"""Who may enter /admin/: staff who may see one of its lists; the second factor is asked by the middleware."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from zhicheng.web.gates import SignedInRequest, keeps_lists, signed_in

View = Callable[..., Any]


def administrator(view: View) -> View:
    """This function will let 系统管理员 in; for others, and where one may not go, the page does not exist (404)."""

    @signed_in
    @wraps(view)
    def gate(request: SignedInRequest, /, *args: Any, **kwargs: Any) -> Any:
        if not keeps_lists(request.user):
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied as refusal:
            raise Http404 from refusal

    return gate
