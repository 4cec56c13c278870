"""/admin/: the lists as data. No accounts, no groups, no cases; what a library would register is not asked."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver

from zhicheng.eligibility.admin import PAGES as RULES
from zhicheng.organizations.admin import PAGES as DESKS
from zhicheng.reference.admin import PAGES as LISTS
from zhicheng.web.gates import keeps_lists
from zhicheng.web.ops.gates import administrator

PRACTICE = "练习系统：所填内容都不是真的，每天 3:00 清空"


class Site(AdminSite):
    site_title = index_title = "参考数据"
    site_url = "/"
    index_template = "ops/index.html"

    def has_permission(self, request: Any) -> bool:
        return keeps_lists(request.user)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return administrator(super().admin_view(view, cacheable))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """This function will leave out the page that leads from any row of any table to its own page."""
        return [each for each in super().get_urls() if getattr(each, "name", "") != "view_on_site"]

    def each_context(self, request: Any) -> dict[str, Any]:
        """This function will say on every page, and in its title, where people practise."""
        said = super().each_context(request)
        if settings.PRACTICE:
            return {**said, "site_header": PRACTICE, "site_title": f"【练习】{self.site_title}"}
        return {**said, "site_header": f"{settings.SITE_NAME} · 参考数据"}

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_login")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        get_adapter(request).logout(request)
        return redirect("/")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")


site = Site()
for model, pages in {**LISTS, **DESKS, **RULES}.items():
    site.register(model, pages)
