"""延期: more time for one person, by those who set the period, with the reason on record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from zhicheng.accounts.models import User
from zhicheng.accounts.queries import identity_index, phone_index, phone_number, subject_of
from zhicheng.applications.deadlines import due_for, extension_of, time_with
from zhicheng.applications.models import Application, Extension
from zhicheng.applications.operations import route
from zhicheng.applications.operations.common import NotAllowed, lock
from zhicheng.applications.queries import begun_with
from zhicheng.applications.rules import can_extend, can_extend_to
from zhicheng.audit import operations as audit
from zhicheng.calls.models import Call, FilingWindow
from zhicheng.core.moments import moment
from zhicheng.notifications import operations as notifications


class NotEditable(Exception):
    """The applicant does not hold the case: it was submitted, or it is closed."""


class NotLater(Exception):
    """The new moment is no later than `than`: the present one, or now."""

    def __init__(self, than: datetime) -> None:
        super().__init__(than)
        self.than = than


class HasBegun(Exception):
    """The person has a case with the call, `application`: that is extended."""

    def __init__(self, application: Application) -> None:
        super().__init__(application.number)
        self.application = application


@transaction.atomic
def look_up(
    *, name: str, id_number: str = "", phone: str = "", actor: User, about: Call | FilingWindow, at: datetime
) -> User | None:
    """This function will return who has exactly this name and this document or phone, or None; either is on record.

    `at` is the real time.
    """
    people = User.objects.filter(name=name, is_active=True)
    if id_number:
        people = people.filter(id_index=identity_index(id_number))
    if phone:
        people = people.filter(phone_index=phone_index(phone_number(phone)))
    found = people.order_by("pk").first() if id_number or phone else None
    audit.record(
        actor=actor,
        verb="extensions.looked_up",
        subject=subject_of(found) if found else about,
        at=at,
        data={"for": audit.label(about), "by": [key for key, text in (("id", id_number), ("phone", phone)) if text]},
    )
    return found


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
    extension = Extension.objects.create(
        person=locked.applicant,
        call=locked.call,
        application=locked,
        until=until,
        reason=reason,
        granted_by=actor,
        at=at,
    )
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


def check_extension_to(*, person: User, call: Call, until: datetime, actor: User, at: datetime) -> datetime:
    """This function will return until when the person has time now, or raise what `extend_to` raises."""
    if not can_extend_to(actor, person, call):
        raise NotAllowed
    if begun := begun_with(call, person):
        raise HasBegun(begun)
    due = time_with(call, person, at=at)
    if until <= max(due, at):
        raise NotLater(max(due, at))
    return due


@transaction.atomic
def extend_to(*, person: User, call: Call, until: datetime, reason: str, actor: User, at: datetime) -> Extension:
    """This function will let a person who has not begun with the call begin, and submit to it, until later.

    It raises NotAllowed, HasBegun, or NotLater as `extend` does.
    """
    _lock_person(person.pk)
    due = check_extension_to(person=person, call=call, until=until, actor=actor, at=at)
    extension = Extension.objects.create(person=person, call=call, until=until, reason=reason, granted_by=actor, at=at)
    audit.record(
        actor=actor,
        verb="application.extend",
        subject=subject_of(person),
        call=call.pk,
        was=due,
        until=until,
        extension=extension.pk,
        at=at,
    )
    what = f"{call.year_id} 年度{call.committee.name}的提交截止时间"
    notifications.notify(
        recipients=[person],
        title=f"提交截止时间延至 {moment(until)}",
        body=f"{what}为您延至 {moment(until)}，在这以前可以开始申请并提交。原因：{reason}",
        at=at,
    )
    return extension


@transaction.atomic
def file_with(*, application: Application, call: Call) -> None:
    """This function will have the case, which is locked, filed with `call`, as long as its applicant has time there."""
    if application.call_id == call.pk:
        return
    _lock_person(application.applicant_id)
    application.call = call
    application.extended_until = extension_of(application)
    application.save(update_fields=["call", "extended_until"])
    waiting = Extension.objects.filter(person=application.applicant_id, call=call, application=None)
    waiting.update(application=application)


def _lock_person(pk: int) -> None:
    """So that nobody begins with a call while he is given time for it."""
    User.objects.select_for_update(no_key=True).only("pk").get(pk=pk)
