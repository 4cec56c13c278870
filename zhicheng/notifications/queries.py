"""What a person has been told."""

from datetime import datetime
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Window

from zhicheng.accounts.models import User
from zhicheng.notifications.models import Delivery, Message


def inbox(user: User) -> QuerySet[Message]:
    """This function will return the messages of `user`, newest first."""
    return Message.objects.filter(recipient=user).order_by("-id")


def unread(user: User) -> QuerySet[Any]:
    """This function will return what `user` has not opened, newest first; each message tells how many (`unread`)."""
    return inbox(user).filter(read_at=None).annotate(unread=Window(Count("pk")))


def unread_count(user: User) -> int:
    """This function will return how many messages `user` has not opened."""
    return Message.objects.filter(recipient=user, read_at=None).count()


class Counted(Subquery):
    """How many rows a query finds. Grouped by hand, it would take Django longer to write."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def unread_of(person: str) -> Counted:
    """This function will return, for other rows' queries, how many messages the person in a column has not opened."""
    return Counted(Message.objects.filter(recipient=OuterRef(person), read_at=None).order_by().values("pk"))


def was_reached(user: User, *, about: str, since: datetime) -> bool:
    """This function will tell whether a message about a case, sent since then, reached `user`.

    He opened it, or the text that went with it was sent; one that was only kept here reached nobody.
    """
    messages = Message.objects.filter(recipient=user, about=about, at__gte=since)
    texts = Delivery.objects.filter(recipient=user, at__gte=since, subject__in=messages.values("title"))
    return messages.filter(read_at__isnull=False).exists() or texts.filter(outcome=Delivery.Outcome.SENT).exists()
