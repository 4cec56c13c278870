"""Filling in: start a case, keep what was typed, pick and add records, fill the red boxes."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.forms import Raw, as_data, storable, without_nul
from zhicheng.applications.kind import FormStep, RecordStep
from zhicheng.applications.models import OPEN, Application, Content, Mode, Status
from zhicheng.applications.operations.common import ANSWERS, WHOLE, NotAllowed, lock
from zhicheng.applications.reading import Reading
from zhicheng.applications.registry import get_kind, kind_of
from zhicheng.applications.rejection import Bar, bar
from zhicheng.applications.rules import can_edit
from zhicheng.applications.sections import blank_rows, sections
from zhicheng.applications.steps import answer
from zhicheng.audit import operations as audit
from zhicheng.calls.models import FilingWindow
from zhicheng.calls.queries import windows_open
from zhicheng.dossier import operations as dossier
from zhicheng.dossier.models import Record
from zhicheng.files.models import StoredFile
from zhicheng.organizations import operations as organizations
from zhicheng.organizations.models import Organization
from zhicheng.organizations.queries import open_affiliation


class AlreadyOpen(Exception):
    """The person already has an open case of this kind and year."""

    def __init__(self, application: Application) -> None:
        super().__init__(application.number)
        self.application = application


class MayNotStart(Exception):
    """The person may not file this kind; the text says why and what else he can do."""


class Barred(MayNotStart):
    """The person was rejected for that year where it counts; `bar` says by whom, why and until when."""

    def __init__(self, bar: Bar) -> None:
        super().__init__(bar.words)
        self.bar = bar


class Conflict(Exception):
    """The step was saved elsewhere since this page was opened."""


class NotOpen(Exception):
    """The kind cannot be filed now by people of this region and year."""


def start(
    *, kind: str, applicant: User, year: int, level: str = "", mode: Mode = Mode.NORMAL, at: datetime
) -> Application:
    """This function will open a draft with its 申报编号.

    It raises AlreadyOpen with the one there is, MayNotStart (or Barred) with why, or NotOpen. The unit is the one the
    person already belongs to. Numbers are unique; gaps are allowed.
    """
    rule = get_kind(kind)
    try:
        with transaction.atomic():
            User.objects.select_for_update().only("pk").get(pk=applicant.pk)
            if words := rule.refuses(applicant, year, at):
                raise MayNotStart(words)
            affiliation = open_affiliation(applicant)
            unit = affiliation.unit if affiliation else None
            if rule.needs_unit and unit is None:
                raise MayNotStart("先选定人事管理单位，再开始申请。")
            application = Application.objects.create(
                number=f"{rule.letters}{year}{secrets.randbelow(10**8):08d}",
                kind=kind,
                applicant=applicant,
                year=year,
                level=level,
                mode=mode,
                employer=unit,
                window=None if rule.by_call else _window(kind, year, unit, at=at),
                created_at=at,
            )
            Content.objects.create(application=application)
            # Asked last: the row above waits for whoever closes the open case, so a rejection cannot slip between.
            if barred := bar(rule, applicant=applicant, year=year):
                raise Barred(barred)
            audit.record(actor=applicant, verb="application.start", subject=application, year=year)
    except IntegrityError:
        opened = Application.objects.filter(applicant=applicant, kind=kind, year=year, status__in=OPEN).first()
        if opened is None:  # somebody's case has this very number
            return start(kind=kind, applicant=applicant, year=year, level=level, mode=mode, at=at)
        raise AlreadyOpen(opened) from None
    return application


def _window(kind: str, year: int, unit: Organization | None, *, at: datetime) -> FilingWindow | None:
    """The window of the unit's region; before a unit is chosen there need only be one somewhere."""
    windows = windows_open(kind=kind, at=at, region=unit.region if unit else None).filter(year=year)
    found = windows.first()
    if found is None:
        raise NotOpen
    return found if unit else None


def _open_for(application: Application, actor: User, *, joined: tuple[str, ...] = ANSWERS) -> Application:
    locked = lock(application, joined=joined)
    if not can_edit(actor, locked):
        raise NotAllowed
    return locked


def keep(application: Application, key: str, at: datetime, **parts: Any) -> int:
    """This function will write parts of one step's answer in a locked case and return the answer's new version."""
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
    return keep(held, key, at, raw=storable(raw))


@transaction.atomic
def save_step(
    *,
    application: Application,
    step: FormStep,
    raw: Raw,
    files: Any = None,
    papers: Sequence[StoredFile] | None = None,
    actor: User,
    at: datetime,
) -> bool:
    """This function will keep a step's answer and, where it is valid, what other parts read; it tells which.

    `papers` are those uploaded with it, for a step that asks for proof; None leaves them as they are.
    It raises NotAllowed when the case is not the actor's or not editable.
    """
    locked = _open_for(application, actor)
    parts: dict[str, Any] = {"raw": storable(raw)}
    if step.proof and papers is not None:
        parts["files"] = [str(file.pk) for file in papers if file.owner_id == actor.pk]
    keep(locked, step.key, at, **parts)
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
    for draft in Application.objects.filter(applicant=person, status=Status.DRAFT, employer=None):
        draft.employer = unit
        if not kind_of(draft).by_call:
            windows = windows_open(kind=draft.kind, at=at, region=unit.region)
            draft.window = windows.filter(year=draft.year).first()
        draft.save(update_fields=["employer", "window"])


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
    """This function will set which of the person's rows the case uses in this step; foreign and revoked are dropped."""
    locked = _open_for(application, actor)
    own = step.model.objects.of(actor.pk).in_force().filter(pk__in=ticked).values_list("pk", flat=True)
    keep(locked, step.key, at, ticked=sorted(own), none=none and not own)


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
    keep(locked, step.key, at, ticked=sorted(ticked), none=False, raw={})
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
    keep(locked, step.key, at, ticked=sorted(ticked))


@transaction.atomic
def supplement(*, application: Application, values: dict[str, str], actor: User, at: datetime) -> None:
    """This function will keep what was filled into the red boxes (补录); keys that are no box are dropped.

    A text that is too short or too long is kept as well, and stays a red box until it is mended.
    """
    locked = _open_for(application, actor, joined=WHOLE)
    boxes = {row["fill"] for _, row in blank_rows(sections(Reading(locked, at=at)))}
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
