"""文件下载: what editors published, and the blank forms of every business, on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from zhicheng.applications.registry import all_kinds
from zhicheng.content import queries
from zhicheng.content.models import Column
from zhicheng.web.page import page
from zhicheng.web.public import empty
from zhicheng.web.public.articles import file_of
from zhicheng.web.public.columns import by_region, narrowed


@require_safe
def downloads(request: HttpRequest) -> HttpResponse:
    """The files, the newest first; below the first page the blank forms by business."""
    listing = narrowed(request, Column.DOWNLOAD, queries.downloads(), lambda: (by_region(),))
    context = {
        "listing": listing,
        "rows": [(one, file_of(one.document)) for one in listing.page.items],
        "groups": groups() if listing.is_first and not listing.clear else [],
    }
    return page(request, "public/downloads.html", context)


@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """Where the blank forms stood before."""
    return redirect("/downloads/", permanent=True)


def groups() -> list[tuple[str, str, list[tuple[str, str, str, str]]]]:
    """This function will return the blank forms of every business."""
    return [(kind.title, kind.key, list(empty.addresses(kind))) for kind in all_kinds() if kind.empty]
