"""The portal of the tests: articles of every sort, as their three approvals leave them."""

from datetime import date
from typing import Any

from zhicheng.content.models import (
    Announcement,
    Article,
    Column,
    ColumnPage,
    Criteria,
    Download,
    Policy,
    Portal,
    PublicFile,
    Question,
    RegionPage,
    ReviewNotice,
    ServiceGuide,
)
from zhicheng.content.operations import found_portal
from zhicheng.reference.models import Region

REGIONS = {"440000": "广东省", "441800": "清远市"}
OWN: dict[type[Article], dict[str, Any]] = {
    Policy: {"rank": "province", "document_number": "粤人社规〔2020〕33号"},
    Criteria: {"series_id": "05", "lowest": "technician", "highest": "senior", "valid_from": date(2020, 2, 1)},
    ReviewNotice: {"year": 2026, "committee": "甲评委会", "series_id": "05"},
    ServiceGuide: {"business": "evaluation", "hotline": "0763-1"},
    Announcement: {},
    Question: {"topic": "填写"},
    Download: {"edition": "2026"},
}


def portal() -> Portal:
    """All columns, for the province and a city. What Wagtail's migrations made may be gone with a browser's test."""
    regions = [Region.objects.get_or_create(code=code, defaults={"name": name})[0] for code, name in REGIONS.items()]
    return found_portal(title="门户", regions=regions)


def folder_of(column: Column, region: str) -> RegionPage:
    """Where articles of a column and a region stand."""
    found: RegionPage = RegionPage.objects.child_of(ColumnPage.objects.get(key=column)).get(region=region)
    return found


def publish(
    sort: type[Article], title: str = "一篇文章", *, region: str = "440000", live: bool = True, **own: Any
) -> Any:
    """publish(Policy, "关于……的通知", body="<p>…</p>", region="441800")."""
    if sort is Download:
        own.setdefault("document", PublicFile.objects.create(title="指引", file="指引.pdf", file_size=2048))
    values = {"issuer": "某厅", "issued_on": date(2026, 9, 1), **OWN[sort], **own}
    if "series" in own and sort is not Policy:
        del values["series_id"]
    page = sort(title=title, region_id=region, live=False, **values)
    folder_of(sort.column, region).add_child(instance=page)
    if live:
        page.save_revision().publish()
        page.refresh_from_db()
    return page
