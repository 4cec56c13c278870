"""Wagtail finds this module by its name: what of its menu and lists our editors see."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

SHOWN = {"explorer", "images", "documents", "reports", "messages"}


def messages() -> MenuItem:
    """This function will lead to what the editor was told."""
    return MenuItem("站内信", "/my/messages/", name="messages", icon_name="mail", order=9000)


def only_what_is_used(request: Any, items: list[Any]) -> None:
    """This function will leave out what is kept elsewhere: accounts, groups, settings."""
    items[:] = [item for item in items if item.name in SHOWN]


def only_published_or_own(pages: QuerySet[Any], request: Any) -> QuerySet[Any]:
    """This function will offer for a link what visitors see, and the drafts of the editor's own places."""
    own = page_permission_policy.explorable_instances(request.user)
    visible = Q(live=True) | Q(pk__in=own.values("pk"))
    place = request.resolver_match.kwargs.get("parent_page_id")
    if place and not Page.objects.filter(visible, pk=place).exists():
        raise Http404
    return pages.filter(visible)


def no_usage(request: Any, items: list[Any]) -> None:
    """This function will leave out the report that names the newest page of every sort, whosever it is."""
    items[:] = [item for item in items if item.name != "page-types-usage"]


hooks.register("register_admin_menu_item", messages)
hooks.register("construct_main_menu", only_what_is_used)
hooks.register("construct_reports_menu", no_usage)
hooks.register("construct_page_chooser_queryset", only_published_or_own)
