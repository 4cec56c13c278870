"""What a visitor may read: articles that are published, the newest first."""

from typing import Any

from django.db.models import QuerySet

from zhicheng.content.models import SORTS, Article, Column, RegionPage
from zhicheng.reference.models import Region

NEWEST = ("-issued_on", "-page_ptr_id")  # as the index `articles_newest_first`


def published(sort: type[Article]) -> QuerySet[Any]:
    """This function will return the published articles of a sort, the newest first."""
    found: QuerySet[Any] = sort._default_manager.filter(live=True).order_by(*NEWEST)
    return found


def published_article(column: Column, pk: int) -> Article | None:
    """This function will return the published article that stands in the column, or None."""
    for sort in SORTS:
        if sort.column == column:
            article: Article | None = published(sort).select_related("region").filter(pk=pk).first()
            if article is not None:
                return article
    return None


def regions() -> QuerySet[Region]:
    """This function will return the regions the portal has a place for, the province before its cities."""
    return Region.objects.filter(pk__in=RegionPage.objects.values("region")).order_by("code")
