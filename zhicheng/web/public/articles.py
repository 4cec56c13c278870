"""One article of a column, and a draft as the portal would show it."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhicheng.applications.registry import all_kinds, get_kind
from zhicheng.content.models import (
    Announcement,
    Article,
    Column,
    Criteria,
    Download,
    Policy,
    PublicFile,
    Question,
    ReviewNotice,
    ServiceGuide,
)
from zhicheng.core import clock
from zhicheng.core.moments import moment, start
from zhicheng.files.models import StoredFile
from zhicheng.web.guide import legs
from zhicheng.web.jinja import file_size, long_date
from zhicheng.web.page import page
from zhicheng.web.public import empty, gates, guides, policies, review_notices, standards
from zhicheng.web.richtext import rich_text

Facts = list[tuple[str, Any]]


class File(NamedTuple):
    """A file to download, as a list of downloads shows it."""

    kind: str
    name: str
    href: str
    size: str


class Note(NamedTuple):
    """What is to be known before an article is read: that it is out of force, and what is in force."""

    title: str
    text: str
    link: tuple[str, str] | None


@require_safe
def article(request: HttpRequest, column: Column, pk: int) -> HttpResponse:
    """A published article."""
    return shown(request, gates.article(column, pk))


def preview(request: HttpRequest, article: Article) -> HttpResponse:
    """This function will return a draft as the portal would show it."""
    return shown(request, article)


def shown(request: HttpRequest, article: Article) -> HttpResponse:
    """This function will return an article's page; each sort adds what is its own."""
    template, own = SORTS[type(article)]
    column = Column(article.column)
    attached = PublicFile.objects.in_bulk([one.document_id for one in article.attachments.all()])
    context = {
        "article": article,
        "column": (column.label, f"/{column}/"),
        "body": rich_text(article.body),
        "files": files_of(attached[one.document_id] for one in article.attachments.all()),
        "facts": [],
        "note": None,
        **own(article),
    }
    return page(request, template, context)


def file_of(document: PublicFile) -> File:
    """This function will return a file as a list of downloads shows it."""
    return File(document.file_extension.upper(), document.title, document.url, file_size(document.file_size or 0))


def files_of(documents: Iterable[PublicFile]) -> list[File]:
    """This function will return them as such a list shows them, without what the scanner refused."""
    return [file_of(one) for one in documents if one.scan != StoredFile.Scan.INFECTED]


def issued(article: Article) -> Facts:
    """This function will return who published an article, and when."""
    return [("发布机关", article.issuer), ("发布日期", long_date(article.issued_on))]


def _policy(article: Policy) -> dict[str, Any]:
    force = str(article.get_force_display())
    series = "、".join(one.name for one in article.series.all())
    repealed = Note(f"这份文件{force}", "仅供查阅，不再作为办理依据。", None)
    return {
        "tag": (force, policies.FORCE[article.force]),
        "note": repealed if article.force == Policy.Force.REPEALED else None,
        "facts": [
            ("文号", article.document_number),
            *issued(article),
            ("施行日期", long_date(article.effective_on)),
            ("层级", article.get_rank_display()),
            ("适用系列", series or "全部系列"),
        ],
    }


def _criteria(article: Criteria) -> dict[str, Any]:
    on = timezone.localdate(clock.now())
    state, note = standards.state(article, on=on), None
    if not standards.holds(article, on):
        current = standards.current_for(article, standards.standards_of(article.series_id), on=on)
        link = (current.title, current.address) if current else None
        note = Note(f"这份标准条件{state}", "现行的标准条件：" if link else "现在没有替代它的标准条件。", link)
    names = "、".join(one.name for one in article.specialties.all())
    end = f"至 {long_date(article.valid_to)}" if article.valid_to else ""
    return {
        "tag": (state, "green" if standards.holds(article, on) else ""),
        "note": note,
        "facts": [
            ("文号", article.document_number or "无文号"),
            *issued(article),
            ("系列", article.series.name),
            ("专业", names or "全部专业"),
            ("级别", standards.span_of(article.levels)),
            ("施行时间", f"自 {long_date(article.valid_from)}起{end}"),
        ],
    }


def _review_notice(article: ReviewNotice) -> dict[str, Any]:
    at = clock.now()
    calls = list(review_notices.calls_of(article))
    until = review_notices.deadline(article, calls, at=at)
    return {
        "tag": (until.left, until.colour) if until else None,
        "is_open": bool(until and until.is_open and calls),
        "calls": [
            (
                call.committee.name,
                [
                    ("开始申报", start(call.opens_at)),
                    ("个人提交截止", moment(call.submit_until)),
                    ("单位推荐截止", moment(call.unit_until)),
                    ("主管单位报送截止", moment(call.competent_until)),
                ],
            )
            for call in calls
        ],
        "facts": [
            ("文号", article.document_number or "见正文"),
            *issued(article),
            ("申报年度", f"{article.year} 年度"),
            ("评审委员会", article.committee),
            ("系列", article.series.name),
            ("个人提交截止", until.until if until else "见正文"),
        ],
    }


def _guide(article: ServiceGuide) -> dict[str, Any]:
    kind = get_kind(article.business)
    return {
        "kind": kind,
        "legs": legs(kind),
        "forms": list(empty.addresses(kind)) if kind.empty else [],
        "begin": guides.begin(kind),
        "others": [(one.title, f"/guides/?business={one.key}") for one in all_kinds() if one.key != kind.key],
    }


def _download(article: Download) -> dict[str, Any]:
    file, files = file_of(article.document), files_of([article.document])
    facts: Facts = [("类型", file.kind), ("大小", file.size), ("版本", article.edition), *issued(article)]
    refused = Note("这个文件没有通过查毒", "已经停止下载。", None)
    return {"files": files, "facts": facts, "note": None if files else refused}


def _told(article: Article) -> dict[str, Any]:
    return {"facts": issued(article)}


Own = tuple[str, Callable[[Any], dict[str, Any]]]
SORTS: dict[type[Article], Own] = {
    Policy: ("public/article.html", _policy),
    Criteria: ("public/article.html", _criteria),
    ReviewNotice: ("public/review_notice.html", _review_notice),
    ServiceGuide: ("public/guide.html", _guide),
    Announcement: ("public/article.html", _told),
    Question: ("public/article.html", _told),
    Download: ("public/article.html", _download),
}
