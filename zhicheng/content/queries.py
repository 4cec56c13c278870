"""Who is an editor, and what he may look at before it is published."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from wagtail.documents import get_permission_policy
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from zhicheng.content.models import Approval, PublicFile

SEEN_WITH = ("add", "change", "choose")


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
