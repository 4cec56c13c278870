"""通知公告, what is pinned first; 常见问题解答 by topic."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from zhicheng.content.models import Announcement, Column, Question
from zhicheng.content.queries import published
from zhicheng.web.page import page
from zhicheng.web.public.columns import by_region, by_year, narrowed
from zhicheng.web.richtext import rich_text

TABS = (("通知公告", "/announcements/"), ("常见问题解答", "/announcements/questions/"))


@require_safe
def announcements(request: HttpRequest) -> HttpResponse:
    """The announcements, the newest first; those pinned stand above the first page of the whole list."""
    found = published(Announcement)
    unpinned = found.filter(is_pinned=False)
    listing = narrowed(request, Column.ANNOUNCEMENT, unpinned, lambda: (by_year(Announcement), by_region()))
    shows_pinned = listing.is_first and not listing.clear
    context = {
        "tabs": tabs(0),
        "listing": listing,
        "pinned": list(found.filter(is_pinned=True)) if shows_pinned else [],
    }
    return page(request, "public/announcements.html", context)


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """What people ask, by topic, each with its answer."""
    asked = sorted(published(Question), key=lambda one: one.topic)
    topics = [
        (topic, [(one.title, rich_text(one.body), one.address) for one in group])
        for topic, group in groupby(asked, key=lambda one: one.topic)
    ]
    return page(request, "public/questions.html", {"tabs": tabs(1), "topics": topics})


def tabs(current: int) -> list[tuple[str, str, None, bool]]:
    """This function will return the two parts of the column."""
    return [(title, href, None, place == current) for place, (title, href) in enumerate(TABS)]
