"""The portal of a test, and articles as the three approvals leave them."""

from datetime import date

from wagtail.models import Collection, Locale, Page

from zhicheng.content.models import Announcement, Article, Column, ColumnPage, Portal, RegionPage
from zhicheng.content.operations import found_portal
from zhicheng.reference.models import Region

REGIONS = {"440000": "广东省", "441800": "清远市"}


def portal() -> Portal:
    """All columns, for the province and a city. What Wagtail's migrations made may be gone with a browser's test."""
    Locale.objects.get_or_create(language_code="zh-hans")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    regions = [Region.objects.get_or_create(code=code, defaults={"name": name})[0] for code, name in REGIONS.items()]
    return found_portal(title="门户", regions=regions)


def folder_of(column: Column, region: str) -> RegionPage:
    """Where articles of a column and a region stand."""
    found: RegionPage = RegionPage.objects.child_of(ColumnPage.objects.get(key=column)).get(region=region)
    return found


def publish(title: str, *, sort: type[Article] = Announcement, region: str = "440000", **said: object) -> Article:
    """publish("关于……的通知", body="<p>…</p>", sort=Policy, region="441800")."""
    facts = {"issuer": "省人社厅", "issued_on": date(2026, 1, 1), "body": "", **said}
    made = sort(title=title, slug=f"a{Page.objects.count()}", region_id=region, live=False, **facts)
    article: Article = folder_of(sort.column, region).add_child(instance=made)
    article.save_revision().publish()
    article.refresh_from_db()
    return article
