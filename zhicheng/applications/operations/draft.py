"""Filling in: keep what was typed, pick and add records, fill the red boxes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.forms import Raw, as_data, storable, without_nul
from zhicheng.applications.kind import FormStep, RecordStep
from zhicheng.applications.models import Application, Content, Status
from zhicheng.applications.operations.common import ANSWERS, WHOLE, NotAllowed, admit, lock
from zhicheng.applications.operations.keeping import (
    Cause,
    Sending,
    check,
    check_boxes,
    fillable,
    log,
    write,
    write_boxes,
)
from zhicheng.applications.reading import Reading
from zhicheng.applications.registry import kind_of
from zhicheng.applications.rules import can_edit
from zhicheng.applications.sections import blank_rows, sections
from zhicheng.applications.steps import answer, row_key
from zhicheng.audit import operations as audit
from zhicheng.calls.queries import windows_open
from zhicheng.dossier import operations as dossier
from zhicheng.dossier.models import Record
from zhicheng.files.models import StoredFile
from zhicheng.organizations import operations as organizations
from zhicheng.organizations.models import Organization


def _open_for(application: Application, actor: User, *, at: datetime, joined: tuple[str, ...] = ANSWERS) -> Application:
    return admit(lock(application, joined=joined), actor, at=at)


def _own_for(application: Application, actor: User) -> Application:
    """What nobody does for the applicant."""
    locked = lock(application, joined=ANSWERS)
    if not can_edit(actor, locked):
        raise NotAllowed
    return locked


def autosave(*, held: Application, key: str, raw: Raw, sending: Sending, at: datetime) -> int:
    """This function will keep what is typed so far in the case of `hold`, unvalidated; it returns the part's version.

    It raises Conflict when another page saved since, and Repeated when this page sent something newer.
    """
    check(held, key, sending)
    return write(held, key, at, cause=Cause.TYPED, sending=sending, raw=storable(fillable(held, key, raw)))


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
    locked = _open_for(application, actor, at=at)
    kept = {**said, "raw": storable(said.get("raw", {})), "by": page, "v": answer(locked, key).version}
    kept["helper"] = locked.helper.pk if locked.helper else None
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
    What only the applicant may say stays as it is when a helper saves. It raises NotAllowed when the actor may not fill
    the case in, and Conflict or Repeated by `sending`.
    """
    locked = _open_for(application, actor, at=at)
    check(locked, step.key, sending)
    raw = fillable(locked, step.key, raw)
    parts: dict[str, Any] = {"raw": storable(raw)}
    if step.proof and papers is not None:
        parts["files"] = [str(file.pk) for file in papers if file.owner_id == locked.applicant_id]
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
    locked = _open_for(application, actor, at=at)
    check(locked, step.key, sending)
    own = _own(locked.applicant_id, step, ticked)
    parts: dict[str, Any] = {"ticked": own, "none": none and not own}
    if raw is not None:
        parts["raw"] = storable(raw)
    write(locked, step.key, at, cause=cause, sending=sending, **parts)
    _untick_elsewhere(locked, step, own, at)


def _untick_elsewhere(locked: Application, step: RecordStep, rows: Iterable[int], at: datetime) -> None:
    """A row counts in one list of a case: 获现资格之前 or 以来, as the applicant said last."""
    for other in kind_of(locked).steps:
        if isinstance(other, RecordStep) and other.model is step.model and other is not step:
            ticked = answer(locked, other.key).ticked
            if taken := {*ticked} & {*rows}:
                write(locked, other.key, at, ticked=sorted({*ticked} - taken))


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
    locked = _open_for(application, actor, at=at)
    check(locked, row_key(step, pk) if pk else step.key, sending)
    row = dossier.save_record(
        owner=locked.applicant,
        model=step.model,
        fields=fields,
        evidence=list(evidence),
        pk=pk,
        at=at,
        actor=actor,
    )
    if pk and pk != row.pk:
        _carry_over(locked.content, pk, row.pk)
    before = answer(locked, step.key).ticked if chosen is None else _own(locked.applicant_id, step, chosen)
    ticked = sorted({*before, row.pk} - ({pk} if pk and pk != row.pk else set()))
    if pk:
        write(locked, row_key(step, pk), at, sending=sending, raw={})
        if ticked != [*before]:
            write(locked, step.key, at, ticked=ticked, none=False)
    else:
        write(locked, step.key, at, sending=sending, ticked=ticked, none=False, raw={})
    _untick_elsewhere(locked, step, [*ticked, *([pk] if pk else [])], at)
    return row


@transaction.atomic
def keep_change(
    *, application: Application, step: RecordStep, pk: int, raw: Raw, sending: Sending, actor: User, at: datetime
) -> None:
    """This function will keep what was typed over a row and cannot stand yet; it raises Conflict or Repeated."""
    locked = _open_for(application, actor, at=at)
    check(locked, row_key(step, pk), sending)
    write(locked, row_key(step, pk), at, sending=sending, raw=storable(raw))


@transaction.atomic
def drop_change(*, application: Application, step: RecordStep, pk: int, actor: User, at: datetime) -> None:
    """This function will forget what was typed over a row and not saved; its history keeps it."""
    locked = _open_for(application, actor, at=at)
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
    locked = _own_for(application, actor)
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
    locked = _open_for(application, actor, at=at, joined=WHOLE)
    boxes = {row["fill"] for _, row in blank_rows(sections(Reading(locked, at=at)))}
    texts = {key: without_nul(value.strip()) for key, value in values.items() if key in boxes}
    if sending is not None:
        texts = check_boxes(locked, texts, was or {}, sending)
    write_boxes(locked, texts, at, cause=cause, sending=sending)


@transaction.atomic
def abandon(*, application: Application, actor: User, at: datetime) -> None:
    """This function will give up a case that the applicant holds; its rows become free again."""
    locked = _own_for(application, actor)
    locked.status, locked.closed_at = Status.ABANDONED, at
    locked.save(update_fields=["status", "closed_at"])
    audit.record(actor=actor, verb="application.abandon", subject=locked, kind=kind_of(locked).key)
