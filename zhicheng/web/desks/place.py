"""Where a page of the desks stands: the audience's roles, addresses and navigation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.http import HttpResponse
from django.urls import reverse

from zhicheng.applications.models import StageRecord
from zhicheng.core.paging import KEPT, Compiled, count_of, in_one
from zhicheng.organizations.models import Role
from zhicheng.web.desks.gates import WAITS, Officer, posts
from zhicheng.web.gates import MemberRequest
from zhicheng.web.page import page


@dataclass(frozen=True)
class Place:
    """One audience's desks. `menu` names its pages, (title, URL name); "cases" and "messages" carry counts."""

    app: str
    roles: tuple[Role, ...]
    menu: tuple[tuple[str, str], ...]
    reserved: Mapping[str, Role] = field(default_factory=dict)  # pages of the menu that only one of the roles has

    def has(self, name: str, request: MemberRequest) -> bool:
        """Whether the officer has the page."""
        if name == "notices":
            return posts(request)
        return name not in self.reserved or any(m.role == self.reserved[name] for m in request.memberships)

    def at(self, name: str, *args: object) -> str:
        """The address of one of the audience's pages."""
        return reverse(f"{self.app}:{name}", args=args or None)


@lru_cache(maxsize=KEPT)
def _waiting(officer: Officer) -> Compiled:
    return count_of(StageRecord.objects.filter(officer.mine(), WAITS))


def show(
    request: MemberRequest,
    place: Place,
    template: str,
    context: Mapping[str, object],
    *,
    waiting: int | None = None,
    fragments: tuple[str, ...] = ("main",),
    status: int = 200,
) -> HttpResponse:
    """This function will render a page of the desks with the audience's navigation and the officer's organizations.

    `waiting` is how many cases wait, where the page has counted them.
    """
    count = waiting
    if count is None:
        [count] = in_one(_waiting(Officer.of(request)))
    counts = {"cases": count, "messages": request.unread}
    names = list(dict.fromkeys(m.organization.name for m in request.memberships))
    roles = dict.fromkeys(m.get_role_display() for m in request.memberships)
    frame = {
        "place": place,
        "nav": [(title, place.at(name), counts.get(name, 0)) for title, name in place.menu if place.has(name, request)],
        "audience": names[0] if len(names) == 1 else f"{names[0]}等 {len(names)} 个单位",
        "role": "、".join(roles),
    }
    return page(request, template, {**frame, **context}, fragments=fragments, status=status)
