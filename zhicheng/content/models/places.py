"""Where articles stand: the portal, its columns, in them the regions. `address` is where our own pages show it."""

from typing import Any

from django.conf import settings
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from zhicheng.reference.models import Region


class Column(models.TextChoices):
    """栏目; the value is the beginning of their addresses."""

    POLICY = "policies", "政策法规"
    CRITERIA = "standards", "资格条件"
    REVIEW_NOTICE = "notices/review", "评审通知"
    GUIDE = "guides", "办事指南"
    ANNOUNCEMENT = "announcements", "通知公告"
    DOWNLOAD = "downloads", "文件下载"


class Placed(Page):  # type: ignore[misc]  # Wagtail ships no types
    """A page whose address is ours."""

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        raise NotImplementedError

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """This function will return Wagtail's site, where the site stands, and the page's address there."""
        sites = self._get_relevant_site_root_paths(request)
        return (sites[0][0], settings.SITE_URL, self.address) if sites else None


class Portal(Placed):
    """首页: the root of all columns."""

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["content.ColumnPage"]
    is_creatable = False
    content_panels = [FieldPanel("title", read_only=True)]
    promote_panels: list[Any] = []
    settings_panels: list[Any] = []
    address = "/"

    class Meta:
        verbose_name = "首页"


class ColumnPage(Placed):
    """A column; its editors may write in all of it."""

    key = models.CharField("栏目", max_length=20, choices=Column.choices, unique=True)

    parent_page_types = ["content.Portal"]
    is_creatable = False
    content_panels = [FieldPanel("title", read_only=True)]
    promote_panels: list[Any] = []
    settings_panels: list[Any] = []

    class Meta:
        verbose_name = "栏目"

    @property
    def address(self) -> str:
        return f"/{self.key}/"


class RegionPage(Placed):
    """A region's articles in a column; its editors may write in nothing else."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name="地区")

    parent_page_types = ["content.ColumnPage"]
    is_creatable = False
    content_panels = [FieldPanel("title", read_only=True)]
    promote_panels: list[Any] = []
    settings_panels: list[Any] = []

    class Meta:
        verbose_name = "地区"

    @property
    def address(self) -> str:
        key = ColumnPage.objects.ancestor_of(self).values_list("key", flat=True).get()
        return f"/{key}/?region={self.region_id}"


def column_at(parent: Page) -> str | None:
    """This function will return the key of the column a place belongs to."""
    key: str | None = ColumnPage.objects.ancestor_of(parent, inclusive=True).values_list("key", flat=True).first()
    return key


def region_at(parent: Page) -> str:
    """This function will return the code of the region a place belongs to."""
    code: str = RegionPage.objects.ancestor_of(parent, inclusive=True).values_list("region", flat=True).get()
    return code
