"""What is published, and what an editor may look at before it is."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from wagtail.documents import get_permission_policy

from zhicheng.content.models import Approval, Article, Download, PublicFile

SEEN_WITH = ("add", "change", "choose")


def articles_with(file: PublicFile) -> QuerySet[Article]:
    """This function will return the published articles that give a file out."""
    live = Article.objects.filter(live=True)
    offered = Download.objects.filter(document=file).values("pk")
    return live.filter(attachments__document=file).union(live.filter(pk__in=offered))


def has_live_article(file: PublicFile) -> bool:
    """This function will tell whether visitors may download a file."""
    return (
        Article.objects.filter(live=True, attachments__document=file).exists()
        or Download.objects.filter(live=True, document=file).exists()
    )


def shows_picture(pk: int) -> bool:
    """This function will tell whether visitors see a picture."""
    return Article.objects.filter(live=True, body__regex=rf'<embed[^>]* id="{pk}"').exists()


def is_editor(user: Any) -> bool:
    """This function will tell whether somebody writes or approves. Administrators do neither: they could publish."""
    return user.is_active and user.is_staff and not user.is_superuser and user.has_perm("wagtailadmin.access_admin")


def may_see_draft(user: AbstractBaseUser | AnonymousUser, file: PublicFile) -> bool:
    """This function will tell whether somebody has a file before it is published: its editors, and who approves."""
    if not user.is_authenticated or not is_editor(user):
        return False
    return bool(get_permission_policy().user_has_any_permission_for_instance(user, SEEN_WITH, file)) or (
        Approval.objects.filter(groups__user=user).exists()
    )
