"""Filling in: start a case, keep what was typed, pick and add records, fill the red boxes."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.forms import Raw, as_data, storable, without_nul
from zhicheng.applications.kind import FormStep, RecordStep
from zhicheng.applications.models import OPEN, Application, Content, Mode, Status
from zhicheng.applications.operations.common import NotAllowed, lock
from zhicheng.applications.registry import get_kind, kind_of
from zhicheng.applications.rules import can_edit
from zhicheng.applications.sections import blank_rows, sections
from zhicheng.applications.steps import answer
from zhicheng.audit import operations as audit
from zhicheng.dossier import operations as dossier
from zhicheng.dossier.models import Record
from zhicheng.files.models import StoredFile
from zhicheng.organizations import operations as organizations
from zhicheng.organizations.models import Organization
from zhicheng.organizations.queries import open_affiliation
from zhicheng.reference.models import Level


class AlreadyOpen(Exception):
    """The person already has an open case of this kind and year."""

    def __init__(self, application: Application) -> None:
        super().__init__(application.number)
        self.application = application


class Conflict(Exception):
    """The step was saved elsewhere since this page was opened."""


def start(*, kind: str, applicant: User, year: int, level: Level, mode: Mode, at: datetime) -> Application:
    """This function will open a draft with its 申报编号; it raises AlreadyOpen with the one there is.

    The unit is the one the person already belongs to. Numbers are unique; gaps are allowed.
    """
    affiliation = open_affiliation(applicant)
    try:
        with transaction.atomic():
            application = Application.objects.create(
                number=f"{get_kind(kind).letters}{year}{secrets.randbelow(10**8):08d}",
                kind=kind,
                applicant=applicant,
                year=year,
                level=level,
                mode=mode,
                employer=affiliation.unit if affiliation else None,
                created_at=at,
            )
            Content.objects.create(application=application)
            audit.record(actor=applicant, verb="application.start", subject=application, year=year)
    except IntegrityError:
        opened = Application.objects.filter(applicant=applicant, kind=kind, year=year, status__in=OPEN).first()
        if opened is None:  # somebody's case has this very number
            return start(kind=kind, applicant=applicant, year=year, level=level, mode=mode, at=at)
        raise AlreadyOpen(opened) from None
    return application


def _open_for(application: Application, actor: User) -> Application:
    locked = lock(application)
    if not can_edit(actor, locked):
        raise NotAllowed
    return locked


def _keep(application: Application, key: str, at: datetime, **parts: Any) -> int:
    """Write parts of one step's answer; return its new version."""
    content = application.content
    kept = dict(content.answers.get(key, {}))
    kept |= parts
    kept["v"] = kept.get("v", 0) + 1
    content.answers[key] = kept
    content.version += 1
    content.saved_at = at
    content.save(update_fields=["answers", "version", "saved_at"])
    return int(kept["v"])


def hold(*, number: str, actor: User) -> Application:
    """This function will return the actor's case for `autosave`, locked until the caller's transaction ends.

    It raises Content.DoesNotExist when he has none of this number, and NotAllowed when it cannot be changed.
    """
    # The commonest verb, so one statement instead of `lock`: both rows are locked, in its order, and read fresh.
    both = Content.objects.select_for_update(of=("application", "self")).select_related("application")
    held = both.get(application__number=number, application__applicant=actor).application
    if not can_edit(actor, held):
        raise NotAllowed
    return held


def autosave(*, held: Application, key: str, raw: Raw, version: int, at: datetime) -> int:
    """This function will keep what is typed so far in the case of `hold`, unvalidated; it returns the step's version.

    `version` is the one the page was opened with; it raises Conflict when another page saved since.
    """
    if answer(held, key).version != version:
        raise Conflict
    return _keep(held, key, at, raw=storable(raw))


@transaction.atomic
def save_step(
    *, application: Application, step: FormStep, raw: Raw, files: Any = None, actor: User, at: datetime
) -> bool:
    """This function will keep a step's answer and, where it is valid, what other parts read; it tells which.

    It raises NotAllowed when the case is not the actor's or not editable.
    """
    locked = _open_for(application, actor)
    _keep(locked, step.key, at, raw=storable(raw))
    form = step.form(as_data(raw), files, application=locked, at=at)
    if not form.is_valid():
        return False
    form.keep()
    return True


@transaction.atomic
def choose_unit(*, person: User, unit: Organization, at: datetime) -> None:
    """This function will make `unit` the person's 人事管理单位, once, and the employer of his drafts without one.

    It raises organizations.operations.AlreadyAffiliated or NotAUnit.
    """
    organizations.affiliate(person=person, unit=unit, on=timezone.localdate(at), actor=person)
    Application.objects.filter(applicant=person, status=Status.DRAFT, employer=None).update(employer=unit)


@transaction.atomic
def choose_records(
    *,
    application: Application,
    step: RecordStep,
    ticked: Sequence[int],
    none: bool,
    actor: User,
    at: datetime,
) -> None:
    """This function will set which of the person's rows the case uses in this step; foreign ids are dropped."""
    locked = _open_for(application, actor)
    own = step.model.objects.of(actor.pk).filter(pk__in=ticked).values_list("pk", flat=True)
    _keep(locked, step.key, at, ticked=sorted(own), none=none and not own)
    _untick_elsewhere(locked, step, own, at)


def _untick_elsewhere(locked: Application, step: RecordStep, rows: Iterable[int], at: datetime) -> None:
    """A row counts in one list of a case: 获现资格之前 or 以来, as the applicant said last."""
    for other in kind_of(locked).steps:
        if isinstance(other, RecordStep) and other.model is step.model and other is not step:
            ticked = answer(locked, other.key).ticked
            if taken := {*ticked} & {*rows}:
                _keep(locked, other.key, at, ticked=sorted({*ticked} - taken))


@transaction.atomic
def add_record(
    *,
    application: Application,
    step: RecordStep,
    fields: dict[str, Any],
    evidence: Sequence[StoredFile],
    pk: int | None,
    actor: User,
    at: datetime,
) -> Record:
    """This function will save one row of the life record and tick it in the case.

    It raises dossier.operations.Archived, Held or Duplicate.
    """
    locked = _open_for(application, actor)
    row = dossier.save_record(
        owner=actor, model=step.model, fields=fields, evidence=list(evidence), pk=pk, at=at, actor=actor
    )
    if pk and pk != row.pk:
        _carry_over(locked.content, pk, row.pk)
    ticked = {*answer(locked, step.key).ticked, row.pk} - ({pk} if pk and pk != row.pk else set())
    _keep(locked, step.key, at, ticked=sorted(ticked), none=False, raw={})
    _untick_elsewhere(locked, step, [row.pk], at)
    return row


def _carry_over(content: Content, old: int, new: int) -> None:
    """What was filled in for a row (补录) belongs to its new version too."""
    for key in [key for key in content.supplements if key.endswith(f".{old}")]:
        content.supplements[f"{key.removesuffix(str(old))}{new}"] = content.supplements[key]
    content.save(update_fields=["supplements"])


@transaction.atomic
def remove_record(*, application: Application, step: RecordStep, pk: int, actor: User, at: datetime) -> None:
    """This function will delete one row of the life record that is not archived or held, and untick it."""
    locked = _open_for(application, actor)
    dossier.delete_record(owner=actor, model=step.model, pk=pk, at=at, actor=actor)
    ticked = set(answer(locked, step.key).ticked) - {pk}
    _keep(locked, step.key, at, ticked=sorted(ticked))


@transaction.atomic
def supplement(*, application: Application, values: dict[str, str], actor: User, at: datetime) -> None:
    """This function will keep what was filled into the red boxes (补录); keys that are no box are dropped.

    A text that is too short or too long is kept as well, and stays a red box until it is mended.
    """
    locked = _open_for(application, actor)
    boxes = {row["fill"] for _, row in blank_rows(sections(locked, at=at))}
    content = locked.content
    content.supplements |= {key: without_nul(value.strip()) for key, value in values.items() if key in boxes}
    content.version += 1
    content.saved_at = at
    content.save(update_fields=["supplements", "version", "saved_at"])


@transaction.atomic
def abandon(*, application: Application, actor: User, at: datetime) -> None:
    """This function will give up a case that the applicant holds; its rows become free again."""
    locked = _open_for(application, actor)
    locked.status, locked.closed_at = Status.ABANDONED, at
    locked.save(update_fields=["status", "closed_at"])
    audit.record(actor=actor, verb="application.abandon", subject=locked, kind=kind_of(locked).key)
