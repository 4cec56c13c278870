"""What a person has been told."""

from django.db.models import QuerySet

from zhicheng.accounts.models import User
from zhicheng.notifications.models import Message


def inbox(user: User) -> QuerySet[Message]:
    """This function will return the messages of `user`, newest first."""
    return Message.objects.filter(recipient=user).order_by("-id")


def unread_count(user: User) -> int:
    """This function will return how many messages `user` has not opened."""
    return Message.objects.filter(recipient=user, read_at=None).count()
