"""A portal of two regions, and articles written into it."""

from collections.abc import Callable
from datetime import date

import pytest
from wagtail.models import Page

from zhicheng.content.models import Announcement, Article, Column, ColumnPage, RegionPage
from zhicheng.content.operations import found_portal
from zhicheng.reference.models import Region

Write = Callable[..., Article]
REGIONS = {"440000": "广东省", "441800": "清远市"}


@pytest.fixture
def portal(db: None) -> Page:
    regions = [Region.objects.get_or_create(code=code, defaults={"name": name})[0] for code, name in REGIONS.items()]
    return found_portal(title="门户", regions=regions)


@pytest.fixture
def write(portal: Page) -> Write:
    """Writes and publishes: write("关于……的通知", body="<p>…</p>", sort=Policy, region="441800")."""

    def written(title: str, *, sort: type[Article] = Announcement, region: str = "440000", **said: object) -> Article:
        folder = folder_of(sort.column, region)
        number = Page.objects.count()
        facts = {"issuer": "省人社厅", "issued_on": date(2026, 1, 1), "body": "", **said}
        article = folder.add_child(instance=sort(title=title, slug=f"a{number}", region_id=region, live=False, **facts))
        article.save_revision().publish()
        article.refresh_from_db()
        return article

    return written


def folder_of(column: Column, region: str) -> RegionPage:
    """Where articles of a column and a region stand."""
    found: RegionPage = RegionPage.objects.child_of(ColumnPage.objects.get(key=column)).get(region=region)
    return found
