"""An article changed: what was made of it is made anew."""

from secrets import randbits

from django.core.cache import cache
from django.db import transaction

from zhicheng.content.models import Article, region_at
from zhicheng.content.operations.indexing import index

VERSION = "content:version"  # of everything published; a visitor's page is kept under it


def content_version() -> int:
    """This function will return a number that changes whenever something is published, taken back or moved."""
    return int(cache.get_or_set(VERSION, _another, None) or 0)


def note_change(*, article: Article) -> None:
    """This function will let the search find what stands now, and no page of before the change be handed out."""
    index(article=article)
    transaction.on_commit(lambda: cache.set(VERSION, _another(), None))  # once others can see the change


def _another() -> int:
    """Never one that was, even where two count at once or the cache forgot the last."""
    return randbits(60)


def settle(*, article: Article) -> None:
    """This function will give an article that was moved the region of its new place."""
    Article.objects.filter(pk=article.pk).update(region=region_at(article))
    note_change(article=article)
