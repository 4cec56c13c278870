"""An article changed: what was made of it is made anew."""

from django.core.cache import cache

from zhicheng.content.models import Article, region_at
from zhicheng.content.operations.indexing import index

VERSION = "content:version"  # of everything published; a visitor's page is kept under it


def content_version() -> int:
    """This function will return a number that changes whenever something is published, taken back or moved."""
    return int(cache.get_or_set(VERSION, 1, None) or 1)


def note_change(*, article: Article) -> None:
    """This function will let the search find what stands now, and no page of before the change be handed out."""
    index(article=article)
    try:
        cache.incr(VERSION)
    except ValueError:
        cache.set(VERSION, 1, None)


def settle(*, article: Article) -> None:
    """This function will give an article that was moved the region of its new place."""
    Article.objects.filter(pk=article.pk).update(region=region_at(article))
    note_change(article=article)
