"""站点地图, for people and for machines."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as machines
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from zhicheng.content.models import SORTS, Column
from zhicheng.content.queries import published
from zhicheng.web.page import page

COLUMNS = tuple((column.label, f"/{column}/") for column in Column)
MAP = (
    ("栏目", (("首页", "/"), *COLUMNS, ("常见问题解答", "/announcements/questions/"))),
    (
        "网上业务",
        (
            ("网上业务", "/services/"),
            ("各评委会安排", "/services/calls/"),
            ("评后公示", "/publicity/"),
            ("证书查询", "/certificates/"),
        ),
    ),
    (
        "登录和注册",
        (("登录", "/login/"), ("注册", "/register/"), ("找回密码", "/reset/")),
    ),
    (
        "关于",
        (
            ("操作指引", "/help/guide/"),
            ("帮助", "/help/"),
            ("无障碍声明", "/accessibility/"),
            ("运行情况", "/reliability/"),
            ("隐私保护", "/privacy/"),
            ("站点地图", "/sitemap/"),
        ),
    ),
)
CLOSED = ("/my/", "/desk/", "/office/", "/panel/", "/cms/", "/accounts/", "/h/", "/certificates/v/", "/certificates/r/")


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Every part of the portal, for people."""
    return page(request, "public/sitemap.html", {"parts": MAP})


class Pages(Sitemap[str]):
    """The pages that are always there."""

    def items(self) -> list[str]:
        return [href for title, part in MAP for _, href in part if title != "登录和注册"]

    def location(self, item: str) -> str:
        return item


class Articles(Sitemap[tuple[str, date]]):
    """Every published article."""

    def items(self) -> list[tuple[str, date]]:
        return [
            (f"/{sort.column}/{pk}/", day)
            for sort in SORTS
            for pk, day in published(sort).values_list("pk", "issued_on")
        ]

    def location(self, item: tuple[str, date]) -> str:
        return item[0]

    def lastmod(self, item: tuple[str, date]) -> date:
        return item[1]


@require_safe
def for_machines(request: HttpRequest) -> Any:
    """The same with every article, as search engines read it."""
    return machines.sitemap(request, {"pages": Pages(), "articles": Articles()})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), f"Sitemap: {settings.SITE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
