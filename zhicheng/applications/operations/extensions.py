"""延期: more time for one person, by those who set the period, with the reason on record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from zhicheng.accounts.models import User
from zhicheng.applications.deadlines import due_for
from zhicheng.applications.models import Application, Extension
from zhicheng.applications.operations import route
from zhicheng.applications.operations.common import NotAllowed, lock
from zhicheng.applications.rules import can_extend
from zhicheng.audit import operations as audit
from zhicheng.core.moments import moment


class NotEditable(Exception):
    """The applicant does not hold the case: it was submitted, or it is closed."""


class NotLater(Exception):
    """The new moment is no later than `than`: the present one, or now."""

    def __init__(self, than: datetime) -> None:
        super().__init__(than)
        self.than = than


@transaction.atomic
def extend(*, application: Application, until: datetime, reason: str, actor: User, at: datetime) -> Extension:
    """This function will let one case be submitted until later (24:00 of a day, as a rule) and tell its applicant.

    It raises NotAllowed, NotEditable, or NotLater: time is only ever given, never taken.
    """
    locked = lock(application)
    if not can_extend(actor, locked):
        raise NotAllowed
    if not locked.is_editable:
        raise NotEditable
    due = due_for(locked, at=at)
    if due is None or until <= max(due, at):
        raise NotLater(max(due, at) if due else at)
    extension = Extension.objects.create(application=locked, until=until, reason=reason, granted_by=actor, at=at)
    locked.extended_until = until
    locked.save(update_fields=["extended_until"])
    audit.record(
        actor=actor, verb="application.extend", subject=locked, was=due, until=until, extension=extension.pk, at=at
    )
    route.tell_applicant(
        locked,
        title=f"提交截止时间延至 {moment(until)}",
        body=f"的提交截止时间延至 {moment(until)}。原因：{reason}",
        at=at,
    )
    return extension
