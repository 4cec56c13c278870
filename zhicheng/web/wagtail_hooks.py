"""Wagtail finds this module by its name: what of its menu and lists our editors see; the band of a practice system."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from zhicheng.content.queries import visible_pages
from zhicheng.web.cms.places import Places, places_of

SHOWN = {"explorer", "images", "documents", "reports", "messages"}


def messages() -> MenuItem:
    """This function will lead to what the editor was told."""
    return MenuItem("站内信", "/my/messages/", name="messages", icon_name="mail", order=9000)


def only_what_is_used(request: Any, items: list[Any]) -> None:
    """This function will leave out what is kept elsewhere: accounts, groups, settings."""
    items[:] = [item for item in items if item.name in SHOWN]


def only_published_or_own(pages: QuerySet[Any], request: Any) -> QuerySet[Any]:
    """This function will offer for a link what visitors see, and the drafts of the editor's own places."""
    return pages.filter(pk__in=visible_pages(request.user).values("pk"))


def no_usage(request: Any, items: list[Any]) -> None:
    """This function will leave out the report that names the newest page of every sort, whosever it is."""
    items[:] = [item for item in items if item.name != "page-types-usage"]


def places(request: Any, panels: list[Any]) -> None:
    """This function will begin an editor's front page with what he has to do, then where he writes."""
    if own := places_of(request.user):
        panels.append(Places(own))


def band() -> str:
    """This function will return what marks every page where people practise; Wagtail takes a style and no more."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/practice.css")) if settings.PRACTICE else ""


hooks.register("register_admin_menu_item", messages)
hooks.register("construct_homepage_panels", places)
hooks.register("construct_main_menu", only_what_is_used)
hooks.register("construct_reports_menu", no_usage)
hooks.register("construct_page_chooser_queryset", only_published_or_own)
hooks.register("insert_global_admin_css", band)
