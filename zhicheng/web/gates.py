"""Who may enter: sign-in, role, second factor. Cases are loaded by each audience's own gates."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from zhicheng.accounts.models import User
from zhicheng.organizations.models import Membership, Role
from zhicheng.web import resume

P = ParamSpec("P")


class SignedInRequest(HttpRequest):
    """A request of somebody who signed in."""

    user: User


class MemberRequest(SignedInRequest):
    """A request of an officer; `memberships` are those in the roles the gate asked for, by organization name."""

    memberships: list[Membership]


def signed_in(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """This function will let only signed-in people in; others sign in first and come back."""

    @wraps(view)
    def gate(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if request.method == "POST":
                return resume.keep(request)
            return redirect_to_login(request.get_full_path())
        return view(cast(SignedInRequest, request), *args, **kwargs)

    return gate


def member_of(*roles: Role) -> Callable[..., Any]:
    """This function will let members in one of `roles` in; for others the page does not exist (404)."""

    def decorate(
        view: Callable[Concatenate[MemberRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @signed_in
        @wraps(view)
        def gate(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            rows = Membership.objects.filter(user=request.user, role__in=roles, organization__is_active=True)
            member = cast(MemberRequest, request)
            member.memberships = list(rows.select_related("organization").order_by("organization__name", "role"))
            if not member.memberships:
                raise Http404
            return view(member, *args, **kwargs)

        return gate

    return decorate


def expert_only(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """This function will let 评审专家 in (`request.user.expert` is loaded); for others 404."""

    @signed_in
    @wraps(view)
    def gate(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not hasattr(request.user, "expert"):
            raise Http404
        return view(request, *args, **kwargs)

    return gate


def staff_only(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """This function will let administrators in; for others 404."""

    @signed_in
    @wraps(view)
    def gate(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_staff:
            raise Http404
        return view(request, *args, **kwargs)

    return gate
