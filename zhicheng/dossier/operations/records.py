"""Verbs on the life record: keep it, hold it for a case, archive it (入库)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar, cast

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.audit import operations as audit
from zhicheng.core.fields import day_words
from zhicheng.dossier import queries
from zhicheng.dossier.models import (
    RECORDS,
    AcademicPost,
    Award,
    Book,
    HeldTitle,
    Paper,
    Patent,
    Qualification,
    Record,
    RewardSanction,
    StandardDrafting,
    TechnicalReport,
)
from zhicheng.files.models import StoredFile

R = TypeVar("R", bound=Record)
Refs = Mapping[str, Sequence[int]]  # {"education": [ids], …}, keyed by model_name

MODELS: dict[str, type[Record]] = {str(model._meta.model_name): model for model in RECORDS}
# Names in snapshots that are older than the tables of today (ADR 12): their rows kept their ids.
FORMER: dict[str, tuple[type[Record], ...]] = {
    "academicoutput": (Paper, Book, TechnicalReport, Patent, StandardDrafting),
    "otheritem": (Award, Qualification, AcademicPost, RewardSanction),
}


class NotYours(Exception):
    """The row or file is somebody else's, or there is none."""


class Refused(Exception):
    """The row cannot be changed; `str()` says why and what to do, in the applicant's words."""


class Archived(Refused):
    """The row is 入库信息."""

    def __init__(self, row: Record, verb: str) -> None:
        assert row.archived_at is not None  # noqa: S101 -- only archived rows come here
        day = day_words(timezone.localdate(row.archived_at))
        super().__init__(f"这条信息已于 {day}入库，不能{verb}")


class Held(Refused):
    """A pending case uses the row."""

    def __init__(self, row: Record, verb: str) -> None:
        super().__init__(f"申请 {row.held_by} 正在使用这条信息，审核期间不能{verb}，申请被退回或撤回后可以{verb}")


class Revoked(Refused):
    """The certificate of the title was revoked: it cannot be used, changed or filled in again."""

    def __init__(self, row: Record) -> None:
        assert row.ended_at is not None  # noqa: S101 -- only revoked titles come here
        day = day_words(timezone.localdate(row.ended_at))
        super().__init__(f"{queries.heading(row)[0]}的证书已于 {day}撤销，不能用于申报。有异议的，联系发证机关")


class Duplicate(Refused):
    """The person has a row that says the same; it is `existing`."""

    def __init__(self, existing: Record) -> None:
        self.existing = existing
        said = "，".join(part for part in queries.heading(existing) if part)
        way = "直接选用入库信息" if existing.is_archived else "选用或修改那一条"
        super().__init__(f"已有相同的{existing.noun}（{said}），{way}")


@transaction.atomic
def save_record(
    *,
    owner: User,
    model: type[R],
    fields: Mapping[str, Any],
    evidence: Sequence[StoredFile] = (),
    pk: int | None = None,
    at: datetime,
    actor: User,
) -> R:
    """This function will write one row and return it; `evidence` is the whole of its evidence from now on.

    A row that stood in a submitted snapshot stays as it was: the edit makes a new version with a new id.
    It raises NotYours, Archived, Held, Revoked or Duplicate. Source: seed 提示2.
    """
    _lock(owner)
    row = _own_row(owner, model, pk, verb="修改") if pk is not None else None
    if any(file.owner_id != owner.pk for file in evidence):
        raise NotYours
    for existing in queries.duplicates(owner, model, fields, exclude_pk=pk):
        raise Revoked(existing) if existing.ended_at else Duplicate(existing)
    if row is None or row.frozen:
        saved = model.objects.create(owner=owner, created_at=at, updated_at=at, **fields)
    else:
        saved = _overwrite(row, fields, at)
    if row is not None and row.frozen:
        row.superseded_by = saved
        row.save(update_fields=["superseded_by"])
    saved.evidence.set(evidence)
    _note(saved, "saved", actor, at)
    return saved


@transaction.atomic
def delete_record(*, owner: User, model: type[Record], pk: int, at: datetime, actor: User) -> None:
    """This function will delete one row; it raises NotYours, Archived or Held.

    A row that a submission has used, now or in an older version, is only hidden: what refers to it stays whole.
    """
    _lock(owner)
    row = _own_row(owner, model, pk, verb="删除")
    _note(row, "deleted", actor, at)
    if row.frozen or hasattr(row, "supersedes"):
        row.removed_at = at
        row.save(update_fields=["removed_at"])
    else:
        row.delete()


@transaction.atomic
def correct_record(
    *,
    owner: User,
    model: type[R],
    pk: int,
    fields: Mapping[str, Any],
    evidence: Sequence[StoredFile],
    number: str,
    actor: User | None,
    at: datetime,
) -> R:
    """This function will put a new archived version in the place of an archived row: case `number` was granted.

    Both are kept: what was printed and submitted with the old one stays true. The papers that prove the correction
    come after those of the old row. It raises NotYours when there is no such row, or Revoked.
    """
    _lock(owner)
    row = model.objects.of(owner.pk).archived().select_for_update().filter(pk=pk).first()
    if row is None:
        raise NotYours
    if row.ended_at:
        raise Revoked(row)
    own = {field.name: getattr(row, field.name) for field in queries.own_fields(model)}
    born = {"created_at": at, "updated_at": at, "archived_at": at, "archived_from": number, "frozen": True}
    corrected = model.objects.create(owner=owner, **own | dict(fields), **born)
    corrected.evidence.set([*row.evidence.all(), *evidence])
    row.superseded_by = corrected
    row.save(update_fields=["superseded_by"])
    audit.record(actor=actor, verb="dossier.record_corrected", subject=corrected, at=at, was=row.pk, case=number)
    return corrected


def _lock(owner: User) -> None:
    """One writer per person: two windows cannot both write what is a duplicate only together."""
    User.objects.select_for_update(no_key=True).only("pk").get(pk=owner.pk)


def _own_row(owner: User, model: type[R], pk: int, *, verb: str) -> R:
    row = model.objects.of(owner.pk).select_for_update().filter(pk=pk).first()
    if row is None:
        raise NotYours
    if row.ended_at:
        raise Revoked(row)
    if row.is_archived:
        raise Archived(row, verb)
    if row.held_by:
        raise Held(row, verb)
    return cast(R, row)


def _overwrite(row: R, fields: Mapping[str, Any], at: datetime) -> R:
    for name, value in fields.items():
        setattr(row, name, value)
    row.updated_at = at
    row.save(update_fields=[*fields, "updated_at"])
    return row


def _note(row: Record, what: str, actor: User, at: datetime) -> None:
    audit.record(actor=actor, verb=f"dossier.record_{what}", subject=row, at=at)


def _tables(refs: Refs) -> Iterator[tuple[type[Record], Sequence[int]]]:
    for name, ids in sorted(refs.items()):
        for model in FORMER.get(name) or (MODELS[name],):
            yield model, ids


@transaction.atomic
def hold(*, owner: User, refs: Refs, number: str) -> None:
    """This function will lock the rows for the case `number` and mark them as used by a submission.

    A row that another case holds stays with it, as its versions keep both cases whole; 入库信息 needs no lock.
    It raises NotYours. The verb on the case records the event. Two statements per model.
    """
    for name, ids in sorted(refs.items()):
        rows = MODELS[name].objects.filter(owner=owner, pk__in=ids)
        found = rows.select_for_update().order_by("pk").values_list("pk", flat=True)
        if set(found) != set(ids):
            raise NotYours
        rows.filter(archived_at=None, held_by="").update(held_by=number, frozen=True)


@transaction.atomic
def release(*, refs: Refs, number: str) -> None:
    """This function will unlock those of the rows that the case `number` holds. One statement per model."""
    for model, ids in _tables(refs):
        model.objects.filter(pk__in=ids, held_by=number).update(held_by="")


@transaction.atomic
def archive(*, refs: Refs, number: str, at: datetime) -> None:
    """This function will make exactly these rows read-only for ever (入库), whether the case passed or not.

    Rows archived before keep their first case. The verb on the case records the event. One statement per model.
    Source: seed 提示2.
    """
    for model, ids in _tables(refs):
        rows = model.objects.filter(pk__in=ids, archived_at=None)
        rows.update(archived_at=at, archived_from=number, held_by="")


@transaction.atomic
def add_title(*, owner: User, number: str, at: datetime, **fields: Any) -> HeldTitle:
    """This function will write the title that case `number` gave the person, archived from birth.

    `fields` are the columns of HeldTitle that people fill in. The verb that issues the certificate records
    the event.
    """
    return HeldTitle.objects.create(
        owner=owner,
        created_at=at,
        updated_at=at,
        archived_at=at,
        archived_from=number,
        frozen=True,
        **fields,
    )


@transaction.atomic
def revoke_title(*, owner: User, certificate_number: str, at: datetime) -> list[int]:
    """This function will end the person's title of a certificate that was revoked; it returns the ids of its rows.

    Also where he filled it in himself. The verb that revokes the certificate records the event.
    """
    _lock(owner)
    said = HeldTitle._base_manager.filter(owner=owner, certificate_number=certificate_number)
    held = HeldTitle._base_manager.filter(Q(pk__in=said) | Q(supersedes__in=said), revoked_at=None)
    ids = list(held.order_by("pk").values_list("pk", flat=True))
    HeldTitle._base_manager.filter(pk__in=ids).update(revoked_at=at)
    return ids
