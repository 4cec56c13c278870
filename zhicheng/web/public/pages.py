"""帮助, 无障碍声明, 隐私保护: words, and whom to call."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhicheng.applications.registry import all_kinds
from zhicheng.content.models import Question
from zhicheng.content.queries import published
from zhicheng.core import clock
from zhicheng.organizations.models import HelpDesk
from zhicheng.reference.queries import valid_on
from zhicheng.web.page import page
from zhicheng.web.public.home import STEPS

COMMON = 12  # questions named; all of them stand in their column


class Tip(NamedTuple):
    """A step and what is to be known of it."""

    asked: str
    answer: str


@require_safe
def help_(request: HttpRequest) -> HttpResponse:
    """How to, whom to call, and what people ask. Words about a step come from the business it belongs to."""
    on = timezone.localdate(clock.now())
    desks = HelpDesk.objects.filter(valid_on(on)).select_related("region").order_by("region_id", "pk")
    context = {"steps": STEPS, "desks": desks, "common": list(published(Question)[:COMMON]), "tips": tips()}
    return page(request, "public/help.html", context)


def tips() -> list[tuple[str, list[Tip]]]:
    """This function will return the 提示 of every business, by its title; what businesses share is said once."""
    said: set[Tip] = set()
    found = []
    for kind in all_kinds():
        new = [Tip(step.title, step.tip) for step in kind.steps if step.tip]
        found.append((kind.title, [tip for tip in new if tip not in said]))
        said |= {*new}
    return [(title, told) for title, told in found if told]


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """无障碍声明."""
    return page(request, "public/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """隐私保护."""
    return page(request, "public/privacy.html")
