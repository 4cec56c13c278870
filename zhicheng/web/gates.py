"""Who may enter: sign-in, role, second factor. Cases are loaded by each audience's own gates."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from zhicheng.accounts.models import User
from zhicheng.notifications.queries import unread_of
from zhicheng.organizations.models import Membership, Role
from zhicheng.web import resume

P = ParamSpec("P")
LISTS = ("reference", "organizations", "eligibility")  # whose tables are kept at /admin/


class SignedInRequest(HttpRequest):
    """A request of somebody who signed in."""

    user: User
    unread: int  # how many messages he has not opened, where a loader has read it with its own rows


class MemberRequest(SignedInRequest):
    """A request of an officer; `memberships` are those in the roles the gate asked for, by organization name.

    `unread` is read with them in one statement.
    """

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


def confirmed(view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """This function will ask for the password before the view, unless it was given in the last quarter of an hour.

    It stands below the gate: who may not enter is not asked for anything.
    """
    gate: Callable[P, HttpResponseBase] = reauthentication_required(view)
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
            rows = rows.annotate(unread=unread_of("user"))
            member = cast(MemberRequest, request)
            found = list(rows.select_related("organization").order_by("organization__name", "role"))
            if not found:
                raise Http404
            member.memberships, member.unread = [*found], found[0].unread
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


def keeps_lists(user: User) -> bool:
    """This function will tell whether the person keeps one of the lists."""
    return user.is_staff and any(user.has_module_perms(app) for app in LISTS)
