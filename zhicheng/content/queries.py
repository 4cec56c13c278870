"""Who is an editor, and what he may look at before it is published."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from wagtail.documents import get_permission_policy
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from zhicheng.content.models import SORTS, Approval, Article, Column, Download, PublicFile, RegionPage
from zhicheng.files.models import StoredFile
from zhicheng.reference.models import Region

SEEN_WITH = ("add", "change", "choose")
NEWEST = ("-issued_on", "-page_ptr_id")  # as the index `articles_newest_first`


def published(sort: type[Article]) -> QuerySet[Any]:
    """This function will return the published articles of a sort, the newest first."""
    found: QuerySet[Any] = sort._default_manager.filter(live=True).order_by(*NEWEST)
    return found


def downloads() -> QuerySet[Any]:
    """This function will return the published downloads whose file the scanner did not refuse, the newest first."""
    return published(Download).exclude(document__scan=StoredFile.Scan.INFECTED).select_related("document")


def published_article(column: Column, pk: int) -> Article | None:
    """This function will return the published article that stands in the column, or None."""
    for sort in SORTS:
        if sort.column == column:
            article: Article | None = published(sort).select_related("region").filter(id=pk).first()
            if article is not None:
                return article
    return None


def regions() -> QuerySet[Region]:
    """This function will return the regions the portal has a place for, the province before its cities."""
    return Region.objects.filter(pk__in=RegionPage.objects.values("region")).order_by("code")


def is_editor(user: Any) -> bool:
    """This function will tell whether somebody writes or approves. Administrators do neither: they could publish."""
    if not (user.is_active and user.is_staff) or user.is_superuser:
        return False
    return bool(user.has_perm("wagtailadmin.access_admin"))


def may_see_draft(user: AbstractBaseUser | AnonymousUser, file: PublicFile) -> bool:
    """This function will tell whether somebody has a file before it is published: its editors, and who approves."""
    if not user.is_authenticated or not is_editor(user):
        return False
    return bool(get_permission_policy().user_has_any_permission_for_instance(user, SEEN_WITH, file)) or (
        Approval.objects.filter(groups__user=user).exists()
    )


def visible_pages(user: AbstractBaseUser | AnonymousUser) -> QuerySet[Page]:
    """This function will return what visitors see, and what stands in an editor's own places or leads there."""
    own = page_permission_policy.explorable_instances(user)
    found: QuerySet[Page] = Page.objects.filter(Q(live=True) | Q(pk__in=own.values("pk")))
    return found
