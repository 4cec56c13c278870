"""The portal of the tests: articles of every sort, as they stand after their approvals."""

from collections.abc import Callable
from datetime import date
from typing import Any

from zhicheng.content.models import (
    Announcement,
    Article,
    ColumnPage,
    Criteria,
    Download,
    Policy,
    PublicFile,
    Question,
    RegionPage,
    ReviewNotice,
    ServiceGuide,
)
from zhicheng.content.operations import found_portal
from zhicheng.reference.models import Region

REGIONS = ("440000", "441800")
OWN: dict[type[Article], dict[str, Any]] = {
    Policy: {"rank": "province", "document_number": "粤人社规〔2020〕33号"},
    Criteria: {"series_id": "05", "lowest": "technician", "highest": "senior", "valid_from": date(2020, 2, 1)},
    ReviewNotice: {"year": 2026, "committee": "甲评委会", "series_id": "05"},
    ServiceGuide: {"business": "evaluation", "hotline": "0763-1"},
    Announcement: {},
    Question: {"topic": "填写"},
    Download: {"edition": "2026"},
}


def founded() -> Callable[..., Any]:
    """The portal of the province and one city; returns `publish`."""
    found_portal(title="门户", regions=Region.objects.filter(pk__in=REGIONS))
    return publish


def publish(
    sort: type[Article], title: str = "一篇文章", *, region: str = "440000", live: bool = True, **own: Any
) -> Any:
    if sort is Download:
        own.setdefault("document", PublicFile.objects.create(title="指引", file="指引.pdf", file_size=2048))
    values = {"issuer": "某厅", "issued_on": date(2026, 9, 1), **OWN[sort], **own}
    page = sort(title=title, region_id=region, live=live, **values)
    parent = ColumnPage.objects.get(key=sort.column)
    RegionPage.objects.child_of(parent).get(region=region).add_child(instance=page)
    return page
