"""What follows when something is published, taken back, moved or scanned."""

from typing import Any

from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from zhicheng.content import operations
from zhicheng.content.models import Article


def connect() -> None:
    """This function will keep the search and the visitors' pages in step with what is published."""
    page_published.connect(_changed, dispatch_uid="content.published")
    page_unpublished.connect(_changed, dispatch_uid="content.unpublished")
    post_page_move.connect(_moved, dispatch_uid="content.moved")


def _changed(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, Article):
        operations.note_change(article=instance)


def _moved(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    page = instance.specific
    if isinstance(page, Article):
        operations.settle(article=page)
