"""What a person has been told."""

from typing import Any

from django.db.models import Count, QuerySet, Window

from zhicheng.accounts.models import User
from zhicheng.notifications.models import Message


def inbox(user: User) -> QuerySet[Message]:
    """This function will return the messages of `user`, newest first."""
    return Message.objects.filter(recipient=user).order_by("-id")


def unread(user: User) -> QuerySet[Any]:
    """This function will return what `user` has not opened, newest first; each message tells how many (`unread`)."""
    return inbox(user).filter(read_at=None).annotate(unread=Window(Count("pk")))


def unread_count(user: User) -> int:
    """This function will return how many messages `user` has not opened."""
    return Message.objects.filter(recipient=user, read_at=None).count()
