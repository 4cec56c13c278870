"""办事指南: what a business says of itself, and whom to ask about it in a region."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from zhicheng.applications.kind import Kind
from zhicheng.applications.registry import all_kinds
from zhicheng.content.models import Column, ServiceGuide
from zhicheng.content.queries import published
from zhicheng.web.page import page
from zhicheng.web.public.columns import Narrow, by_region, narrowed


class Begin(NamedTuple):
    """Where a business is begun."""

    words: str
    href: str


@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """The guides, by business and region."""
    kinds = all_kinds()
    found = published(ServiceGuide).select_related("region")
    business = Narrow("business", "业务", "business", [(kind.key, kind.title) for kind in kinds])
    listing = narrowed(request, Column.GUIDE, found, lambda: (business, by_region()))
    icons = {kind.key: kind.icon for kind in kinds}
    return page(request, "public/guides.html", {"listing": listing, "icons": icons, "names": names(kinds)})


def names(kinds: list[Kind]) -> dict[str, str]:
    """This function will return the names of the businesses by their keys."""
    return {kind.key: kind.title for kind in kinds}


def begin(kind: Kind) -> Begin:
    """This function will return where a business is begun: its own page, or beside what it is about."""
    if kind.menu:
        return Begin("登录后办理", f"/my/apply/{kind.key}/")
    return Begin("在个人信息查看里开始", "/my/profile/")
