"""The portal of the demo: in every column enough to read."""

import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone

from zhicheng.applications.kind import Kind
from zhicheng.applications.registry import all_kinds
from zhicheng.calls.models import Call
from zhicheng.content.manual import manual
from zhicheng.content.models import (
    SORTS,
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
from zhicheng.core import typst
from zhicheng.demo.papers import DRAWN
from zhicheng.demo.town import PROVINCE, Town, midnight
from zhicheng.files.models import StoredFile
from zhicheng.reference.models import Region, Series, Specialty, Title

ARTICLES = Path(__file__).with_name("articles")
TIPS = Path(__file__).with_name("tips.typ")
UNSURE = "<p>原文的发布日期待核对，这里按年度填写。</p>"
ISSUER = "广东省人力资源和社会保障厅"

Row = dict[str, Any]


def load(town: Town, *, only: Collection[type[Article]] = SORTS) -> None:
    """This function will publish what the demo shows on the portal, which is founded; all sorts, or `only` some."""
    folder = cache(_folder)
    for sort, rows in everything(town):
        for row in rows if sort in only else ():
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
    for document, edition in [*files[:2], (_catalogue(), "2021 年版")]:
        yield {
            "title": document.title,
            "document": document,
            "edition": edition,
            "issuer": ISSUER,
            "issued_on": _day(town, 45),
        }
    yield from _booklets()


def _booklets() -> Iterator[Row]:
    """The guides of docs/manual, each with its version and day; the first is to stand first."""
    said = manual()
    for guide in reversed(said.guides):
        web = f'<p>也可以<a href="{guide.address}">在网页上看</a>。</p>'
        yield {
            "title": guide.title,
            "document": _document(guide.title, guide.pdf.read_bytes()),
            "edition": said.version,
            "issuer": settings.SITE_OWNER,
            "issued_on": said.dated,
            "body": f"<p>适用：{guide.audience}。{guide.lead}</p>{web}",
        }


def _tips(kind: Kind) -> PublicFile:
    """The tips of a business on paper, as the system shows them beside each step."""
    return _paper(f"{kind.title}填写提示", [(step.title, step.tip) for step in kind.steps if step.tip])


def _catalogue() -> PublicFile:
    """The series with their titles."""
    rows = Title.objects.select_related("series").order_by("series_id", "branch", "pk")
    told = [
        (series.name, "，".join(f"{one.get_level_display()} {one.name}" for one in titles))
        for series, titles in groupby(rows, key=lambda one: one.series)
    ]
    return _paper("职称系列和各级别名称", told)


def _paper(title: str, told: list[tuple[str, str]]) -> PublicFile:
    """One for all that lead to it."""
    found: PublicFile | None = PublicFile.objects.filter(title=title).first()
    if found:
        return found
    return _document(title, typst.render(TIPS, {"title": title, "tips": [list(pair) for pair in told]}, at=DRAWN))


def _document(title: str, data: bytes) -> PublicFile:
    """Ours, and not to be scanned."""
    document = PublicFile(title=title, file=ContentFile(data, f"{title}.pdf"), scan=StoredFile.Scan.NOT_SCANNED)
    document._set_document_file_metadata()
    document.save()
    return document
