"""Filling in: start a case, keep what was typed, pick and add records, fill the red boxes."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.forms import Raw, as_data, storable, without_nul
from zhicheng.applications.kind import FormStep, RecordStep
from zhicheng.applications.models import OPEN, Application, Content, Mode, Status
from zhicheng.applications.operations.common import ANSWERS, WHOLE, NotAllowed, lock
from zhicheng.applications.operations.keeping import Cause, Sending, check, check_boxes, log, write, write_boxes
from zhicheng.applications.reading import Reading
from zhicheng.applications.registry import get_kind, kind_of
from zhicheng.applications.rejection import Bar, bar
from zhicheng.applications.rules import can_edit
from zhicheng.applications.sections import blank_rows, sections
from zhicheng.applications.steps import answer, row_key
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
        opened = Application.objects.filter(
            applicant=applicant, kind=kind, year=year, subject="", status__in=OPEN
        ).first()
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


def autosave(*, held: Application, key: str, raw: Raw, sending: Sending, at: datetime) -> int:
    """This function will keep what is typed so far in the case of `hold`, unvalidated; it returns the part's version.

    It raises Conflict when another page saved since, and Repeated when this page sent something newer.
    """
    check(held, key, sending)
    return write(held, key, at, cause=Cause.TYPED, sending=sending, raw=storable(raw))


def autosave_rows(
    *, held: Application, step: RecordStep, raw: Raw, ticked: Sequence[int], none: bool, sending: Sending, at: datetime
) -> int:
    """This function will do the same for a part of rows: the half-typed one and the choice."""
    check(held, step.key, sending)
    kept = answer(held, step.key).ticked
    own = kept if {*ticked} == {*kept} else _own(held.applicant_id, step, ticked)
    parts = {"raw": storable(raw), "ticked": list(own), "none": none and not own}
    return write(held, step.key, at, cause=Cause.TYPED, sending=sending, **parts)


def autosave_boxes(
    *, held: Application, values: Mapping[str, str], was: Mapping[str, str], sending: Sending, at: datetime
) -> None:
    """This function will do the same for the red boxes, each by itself; those of rows that are not used are dropped."""
    new = check_boxes(held, _boxes(held, values), was, sending)
    if new:
        write_boxes(held, new, at, cause=Cause.TYPED, sending=sending)


def _boxes(held: Application, values: Mapping[str, str]) -> dict[str, str]:
    places = {blank.key: answer(held, blank.section).ticked for blank in kind_of(held).blanks}
    return {
        box: without_nul(text.strip())
        for box, text in values.items()
        for key, _, pk in [box.partition(".")]
        if key in places and (not pk or pk in map(str, places[key]))
    }


def _own(owner_id: int, step: RecordStep, ticked: Sequence[int]) -> list[int]:
    return sorted(step.model.objects.of(owner_id).in_force().filter(pk__in=ticked).values_list("pk", flat=True))


@transaction.atomic
def set_aside(
    *, application: Application, key: str, said: Mapping[str, Any], page: str, actor: User, at: datetime
) -> None:
    """This function will put what a page holds, and may not save over another's, into the history of its part."""
    locked = _open_for(application, actor)
    kept = {**said, "raw": storable(said.get("raw", {})), "by": page, "v": answer(locked, key).version}
    log(locked, key, kept, cause=Cause.ASIDE, at=at)


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
    sending: Sending | None = None,
    cause: Cause = Cause.SAVED,
) -> bool:
    """This function will keep a step's answer and, where it is valid, what other parts read; it tells which.

    `papers` are those uploaded with it, for a step that asks for proof; None leaves them as they are.
    It raises NotAllowed when the case is not the actor's or not editable, and Conflict or Repeated by `sending`.
    """
    locked = _open_for(application, actor)
    check(locked, step.key, sending)
    parts: dict[str, Any] = {"raw": storable(raw)}
    if step.proof and papers is not None:
        parts["files"] = [str(file.pk) for file in papers if file.owner_id == actor.pk]
    write(locked, step.key, at, cause=cause, sending=sending, **parts)
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
    raw: Raw | None = None,
    sending: Sending | None = None,
    cause: Cause = Cause.SAVED,
) -> None:
    """This function will set which of the person's rows the case uses in this step; foreign and revoked are dropped.

    `raw` is the row that is half typed, None leaves it. It raises Conflict or Repeated by `sending`.
    """
    locked = _open_for(application, actor)
    check(locked, step.key, sending)
    own = _own(actor.pk, step, ticked)
    parts: dict[str, Any] = {"ticked": own, "none": none and not own}
    if raw is not None:
        parts["raw"] = storable(raw)
    write(locked, step.key, at, cause=cause, sending=sending, **parts)


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
    chosen: Sequence[int] | None = None,
    sending: Sending | None = None,
) -> Record:
    """This function will save one row of the life record and tick it in the case, next to those `chosen` now.

    It raises dossier.operations.Archived, Held or Duplicate, and Conflict or Repeated by `sending`: of the part for a
    new row, of the row itself for a change.
    """
    locked = _open_for(application, actor)
    check(locked, row_key(step, pk) if pk else step.key, sending)
    row = dossier.save_record(
        owner=actor, model=step.model, fields=fields, evidence=list(evidence), pk=pk, at=at, actor=actor
    )
    if pk and pk != row.pk:
        _carry_over(locked.content, pk, row.pk)
    before = answer(locked, step.key).ticked if chosen is None else _own(actor.pk, step, chosen)
    ticked = sorted({*before, row.pk} - ({pk} if pk and pk != row.pk else set()))
    if pk:
        write(locked, row_key(step, pk), at, sending=sending, raw={})
        if ticked != [*before]:
            write(locked, step.key, at, ticked=ticked, none=False)
    else:
        write(locked, step.key, at, sending=sending, ticked=ticked, none=False, raw={})
    return row


@transaction.atomic
def keep_change(
    *, application: Application, step: RecordStep, pk: int, raw: Raw, sending: Sending, actor: User, at: datetime
) -> None:
    """This function will keep what was typed over a row and cannot stand yet; it raises Conflict or Repeated."""
    locked = _open_for(application, actor)
    check(locked, row_key(step, pk), sending)
    write(locked, row_key(step, pk), at, sending=sending, raw=storable(raw))


@transaction.atomic
def drop_change(*, application: Application, step: RecordStep, pk: int, actor: User, at: datetime) -> None:
    """This function will forget what was typed over a row and not saved; its history keeps it."""
    locked = _open_for(application, actor)
    if answer(locked, row_key(step, pk)).raw:
        write(locked, row_key(step, pk), at, raw={})


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
    locked.content.answers.pop(row_key(step, pk), None)
    ticked = set(answer(locked, step.key).ticked) - {pk}
    write(locked, step.key, at, ticked=sorted(ticked))


@transaction.atomic
def supplement(
    *,
    application: Application,
    values: Mapping[str, str],
    actor: User,
    at: datetime,
    was: Mapping[str, str] | None = None,
    sending: Sending | None = None,
    cause: Cause = Cause.SAVED,
) -> None:
    """This function will keep what was filled into the red boxes (补录); keys that are no box are dropped.

    A text that is too short or too long is kept as well, and stays a red box until it is mended. With `sending` it
    raises Conflict when a box says something else than `was` and another page wrote it.
    """
    locked = _open_for(application, actor, joined=WHOLE)
    boxes = {row["fill"] for _, row in blank_rows(sections(Reading(locked, at=at)))}
    texts = {key: without_nul(value.strip()) for key, value in values.items() if key in boxes}
    if sending is not None:
        texts = check_boxes(locked, texts, was or {}, sending)
    write_boxes(locked, texts, at, cause=cause, sending=sending)


@transaction.atomic
def abandon(*, application: Application, actor: User, at: datetime) -> None:
    """This function will give up a case that the applicant holds; its rows become free again."""
    locked = _open_for(application, actor)
    locked.status, locked.closed_at = Status.ABANDONED, at
    locked.save(update_fields=["status", "closed_at"])
    audit.record(actor=actor, verb="application.abandon", subject=locked, kind=kind_of(locked).key)
