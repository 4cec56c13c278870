"""操作指引: the guides of docs/manual as pages, one for each chapter."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from zhicheng.content.manual import made, manual
from zhicheng.web.page import page


@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """The guides and their chapters."""
    return page(request, "public/manual.html", {"manual": manual()})


@require_safe
def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    """One chapter, and those before and after it."""
    for guide in manual().guides:
        slugs = [one.slug for one in guide.chapters]
        if slug in slugs:
            at = slugs.index(slug)
            context = {
                "guide": guide,
                "chapter": guide.chapters[at],
                "before": guide.chapters[at - 1] if at else None,
                "after": guide.chapters[at + 1] if at + 1 < len(slugs) else None,
                "sizes": made()["pictures"],
            }
            return page(request, "public/manual_chapter.html", context)
    raise Http404(f"no chapter {slug}")
