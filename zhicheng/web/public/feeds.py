"""Atom: what is new in 评审通知 and 通知公告."""

from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import strip_tags

from zhicheng.content.models import Announcement, Article, ReviewNotice
from zhicheng.content.queries import published

NEWEST = 20


class Newest(Feed[Any, Any]):
    """The newest articles of a sort."""

    feed_type = Atom1Feed
    language = "zh-CN"
    sort: type[Article]

    def items(self) -> list[Article]:
        return list(published(self.sort)[:NEWEST])

    def item_title(self, item: Article) -> str:
        return str(item.title)

    def item_description(self, item: Article) -> str:
        return strip_tags(item.body)[:200]

    def item_link(self, item: Article) -> str:
        return item.address

    def item_author_name(self, item: Article) -> str:
        return str(item.issuer)

    def item_updateddate(self, item: Article) -> datetime:
        return timezone.make_aware(datetime.combine(item.issued_on, time()))


class ReviewNotices(Newest):
    title = "评审通知"
    link = "/notices/review/"
    sort = ReviewNotice


class Announcements(Newest):
    title = "通知公告"
    link = "/announcements/"
    sort = Announcement
