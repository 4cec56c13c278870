"""The portal of the demo: its tree, and in every column enough to read."""

import csv
import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone

from zhicheng.applications.kind import Kind
from zhicheng.applications.registry import all_kinds
from zhicheng.calls.models import Call
from zhicheng.content.models import (
    Announcement,
    Article,
    Attachment,
    Column,
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
from zhicheng.core import typst
from zhicheng.demo.papers import DRAWN
from zhicheng.demo.town import CITY, PROVINCE, Town, midnight
from zhicheng.files.models import StoredFile
from zhicheng.reference.models import Region, Series, Specialty, Title

ARTICLES = Path(__file__).with_name("articles")
TIPS = Path(__file__).with_name("tips.typ")
UNSURE = "<p>原文的发布日期待核对，这里按年度填写。</p>"
ISSUER = "广东省人力资源和社会保障厅"

Row = dict[str, Any]


def load(town: Town) -> None:
    """This function will found the portal and publish what the demo shows on it."""
    found_portal(title=settings.SITE_NAME, regions=Region.objects.filter(pk__in=(PROVINCE, CITY)))
    folder = cache(_folder)
    for sort, rows in everything(town):
        for row in rows:
            _publish(sort, row, folder)


def everything(town: Town) -> Iterator[tuple[type[Article], Iterable[Row]]]:
    """This function will return the articles of every sort."""
    yield Policy, map(_dated, _read("policies"))
    yield Criteria, map(_dated, _read("criteria"))
    yield ReviewNotice, [_notice(town, row) for row in _read("notices")]
    yield ServiceGuide, _guides(town)
    yield Announcement, [_recent(town, row) for row in _read("announcements")]
    yield Question, [{**row, "issuer": ISSUER, "issued_on": _day(town, 30)} for row in _read("questions")]
    yield Download, _downloads(town)


def _read(name: str) -> list[Row]:
    found: list[Row] = tomllib.loads((ARTICLES / f"{name}.toml").read_text())["article"]
    return found


def _folder(column: Column, region: str) -> RegionPage:
    folder: RegionPage = RegionPage.objects.child_of(ColumnPage.objects.get(key=column)).get(region=region)
    return folder


def _publish(sort: type[Article], row: Row, folder: Callable[[Column, str], RegionPage]) -> None:
    """As an editor's article after its three approvals, in one revision; what it calls for leads to it."""
    calls, files = row.pop("calls", []), row.pop("files", [])
    page = sort(region_id=row.pop("region", PROVINCE), is_demo=True, live=False, **row)
    for document in files:
        page.attachments.add(Attachment(document=document))
    folder(sort.column, page.region_id).add_child(instance=page)
    page.save_revision(clean=False, log_action=False).publish(log_action=False)
    Call.objects.filter(pk__in=[call.pk for call in calls]).update(notice_page=page.pk)


def _dated(row: Row) -> Row:
    """A document of which the day, or only the year, is known."""
    if row.pop("day_is_unsure", False):
        row["body"] += UNSURE
    if "specialties" in row:
        row["specialties"] = list(Specialty.objects.filter(code__in=row["specialties"]))
    return _of_series(row)


def _of_series(row: Row) -> Row:
    """What is of one series names it, what fits several lists them."""
    series = row.pop("series", [])
    return {**row, "series_id": series} if isinstance(series, str) else {**row, "series": list(_series(series))}


def _series(codes: list[str]) -> Iterable[Series]:
    return Series.objects.filter(pk__in=codes) if codes else []


def _day(town: Town, ago: int) -> date:
    return timezone.localdate(town.at) - timedelta(days=ago)


def _recent(town: Town, row: Row) -> Row:
    ago = row.pop("ago")
    return {**row, "issued_on": _day(town, ago)}


def _notice(town: Town, row: Row) -> Row:
    row = _of_series(_recent(town, row))
    year, left = town.year + row.pop("year"), row.pop("left", None)
    row |= {"year": year, "title": row["title"].format(year=year), "body": row["body"].format(year=year)}
    if left is not None:
        row["submit_until"] = midnight(_day(town, -left))
    if row.pop("calls", False):
        row["calls"] = [call for (called, _), call in town.calls.items() if called == year]
        row["files"] = [_catalogue()]
    return row


def _guides(town: Town) -> Iterator[Row]:
    told = tomllib.loads((ARTICLES / "guides.toml").read_text())
    for region, desk in told["regions"].items():
        name = Region.objects.get(pk=region).name
        for kind in all_kinds():
            yield {
                **desk,
                "region": region,
                "business": kind.key,
                "title": f"{name}{kind.title}办事指南",
                "body": told["businesses"][kind.key],
                "issued_on": _day(town, 60),
            }


def _downloads(town: Town) -> Iterator[Row]:
    files = [(_tips(kind), f"{town.year} 年版") for kind in all_kinds() if any(step.tip for step in kind.steps)]
    for document, edition in [*files[:2], (_catalogue(), "2021 年 11 月")]:
        yield {
            "title": document.title,
            "document": document,
            "edition": edition,
            "issuer": ISSUER,
            "issued_on": _day(town, 45),
        }


def _tips(kind: Kind) -> PublicFile:
    """The tips of a business on paper, as the system shows them beside each step."""
    title = f"{kind.title}填写提示"
    tips = [[step.title, step.tip] for step in kind.steps if step.tip]
    return _file(title, "pdf", typst.render(TIPS, {"title": title, "tips": tips}, at=DRAWN))


def _catalogue() -> PublicFile:
    """The series and titles as a table; one for all that lead to it."""
    title = "职称系列和各级别名称"
    found: PublicFile | None = PublicFile.objects.filter(title=title).first()
    if found:
        return found
    out = StringIO()
    rows = Title.objects.order_by("series_id", "branch", "pk").select_related("series")
    csv.writer(out).writerows(
        [
            ("系列", "类别", "级别", "职称"),
            *((one.series.name, one.branch, one.get_level_display(), one.name) for one in rows),
        ]
    )
    return _file(title, "csv", out.getvalue().encode("utf-8-sig"))


def _file(title: str, extension: str, data: bytes) -> PublicFile:
    document = PublicFile(title=title, file=ContentFile(data, f"{title}.{extension}"), scan=StoredFile.Scan.NOT_SCANNED)
    document._set_document_file_metadata()
    document.save()
    return document
