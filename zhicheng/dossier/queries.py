"""Reads of the life record: rows as people see them, what is archived, what is said twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar, cast
from uuid import UUID

from django.db import models

from zhicheng.accounts.models import User
from zhicheng.core import masks
from zhicheng.core.together import NOBODY, Together, together
from zhicheng.dossier import likeness
from zhicheng.dossier.models import RECORDS, HeldTitle, Photo, Profile, Record
from zhicheng.dossier.words import Cell, cells, dotted, heading, own_fields
from zhicheng.files.models import StoredFile
from zhicheng.reference.models import Level, UnitNature
from zhicheng.reference.queries import CodeLists, code_lists

__all__ = [
    "Cell",
    "Dossier",
    "Papers",
    "ProofFile",
    "archived",
    "cells",
    "current_title",
    "dossier_of",
    "duplicates",
    "heading",
    "highest",
    "latest_photo",
    "own_fields",
    "photo_history",
    "profile_cells",
    "records_of",
    "similar",
    "uses_file",
]

R = TypeVar("R", bound=Record)
NATIONAL = ("ethnicity", "political_status")  # columns of Profile that hold codes of the list of their name


def _current(owner: User, model: type[R]) -> "models.QuerySet[R]":
    rows = model.objects.of(owner.pk).order_by("-pk").prefetch_related("evidence")
    return cast("models.QuerySet[R]", rows)


def records_of(owner: User, model: type[R]) -> list[R]:
    """This function will return the person's rows, newest first, with their evidence, in two statements."""
    return list(_current(owner, model))


def archived(owner: User, model: type[R]) -> list[R]:
    """This function will return the person's 入库信息, newest first, with its evidence, in two statements."""
    return list(_current(owner, model).exclude(archived_at=None))


def duplicates(owner: User, model: type[R], cleaned: Mapping[str, Any], *, exclude_pk: int | None = None) -> list[R]:
    """This function will return the person's other rows that say what `cleaned` says, by `model.same_if`.

    Width, case, spaces and punctuation do not count.
    """
    rows = _current(owner, model).prefetch_related(None).exclude(pk=exclude_pk)
    return [row for row in rows if likeness.same(row, cleaned)]


def similar(owner: User, model: type[R], said: Mapping[str, Any], *, exclude_pk: int | None = None) -> list[R]:
    """This function will return the person's other rows that may say what `said`, typed so far, says (N9)."""
    rows = _current(owner, model).prefetch_related(None).exclude(pk=exclude_pk)
    return [row for row in rows if likeness.alike(row, said)]


class ProofFile(NamedTuple):
    """A file of evidence, as the printed form names it."""

    id: UUID
    name: str
    sha256: str
    size: int
    content_type: str
    pages: int | None


@dataclass
class Papers:
    """What one row rests on: its evidence, oldest first; 入库信息 needs none."""

    is_archived: bool
    files: list[ProofFile] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return self.is_archived or bool(self.files)


@dataclass(frozen=True)
class Dossier:
    """What a person's life record holds today, of the models asked for: rows by model, oldest first, and their papers.

    Papers are by model name and id.
    """

    profile: Profile | None
    photo: Photo | None
    rows: dict[type[Record], list[Record]]
    papers: dict[tuple[str, int], Papers]


def dossier_of(owner: User, lists: tuple[type[Record], ...] = RECORDS) -> Dossier:
    """This function will return the life record, or only these `lists` of it, in one statement.

    With a row comes the version that it took the place of (`supersedes`); files come with the papers alone.
    """
    profiles, photos, *told = _dossier_statement(lists).rows({NOBODY: owner.pk})
    newest = max(photos, key=lambda photo: (photo.at, photo.pk), default=None)
    rows = {model: _of_today(model, found) for model, found in zip(lists, told, strict=False)}
    papers: dict[tuple[str, int], Papers] = {}
    for model, files in zip(lists, told[len(lists) :], strict=True):
        own = {row.pk: Papers(row.is_archived) for row in rows[model]}
        for file in sorted(files, key=itemgetter("evidence__created_at", "evidence__id")):
            about = {name: file[f"evidence__{name}"] for name in ProofFile._fields}
            own[file["id"]].files.append(ProofFile(**about | {"id": UUID(about["id"])}))
        papers |= {(str(model._meta.model_name), pk): found for pk, found in own.items()}
    return Dossier(next(iter(profiles), None), newest, rows, papers)


@cache
def _dossier_statement(lists: tuple[type[Record], ...]) -> Together:
    tables: tuple[type[models.Model], ...] = (Profile, Photo, *lists)
    columns = ("id", "evidence__created_at", *(f"evidence__{name}" for name in ProofFile._fields))
    files = [model.objects.of(NOBODY).filter(evidence__isnull=False).values(*columns) for model in lists]
    return together(*(model._default_manager.filter(owner=NOBODY) for model in tables), *files)


def _of_today(model: type[Record], rows: list[Any]) -> list[Record]:
    """`RecordQuerySet.of`, of rows of every age."""
    before = {row.superseded_by_id: row for row in rows}
    link = cast("models.OneToOneRel", model._meta.get_field("supersedes"))  # type: ignore[misc]  # of every sort
    today = [row for row in rows if row.superseded_by_id is None and row.removed_at is None]
    for row in today:
        link.set_cached_value(row, before.get(row.pk))
    return today


def latest_photo(owner: User) -> Photo | None:
    """This function will return the photo that counts, with its file, or None."""
    return Photo.objects.filter(owner=owner).select_related("file").order_by("-at", "-pk").first()


def photo_history(owner: User, *, limit: int = 12) -> list[Photo]:
    """This function will return the person's photos, the newest first, at most `limit`."""
    return list(Photo.objects.filter(owner=owner).order_by("-at", "-pk")[:limit])


def uses_file(file: StoredFile) -> bool:
    """This function will tell whether a record or a photo holds the file. One statement per kind of record."""
    if Photo.objects.filter(models.Q(file=file) | models.Q(original=file)).exists():
        return True
    through = [cast(Any, model).evidence.through for model in RECORDS]
    return any(rows.objects.filter(storedfile=file).exists() for rows in through)


def current_title(owner: User, *, before: date | None = None) -> HeldTitle | None:
    """This function will return the title the person holds: the highest, then the newest; or None.

    A revoked one is held no more. `before` leaves out titles obtained on that day or later.
    """
    held = _current(owner, HeldTitle).prefetch_related(None)
    return highest(held if before is None else held.filter(obtained_on__lt=before))


def highest(titles: Iterable[HeldTitle]) -> HeldTitle | None:
    """This function will return the highest of the titles in force, then the newest; or None."""
    held = (title for title in titles if title.revoked_at is None)
    return max(held, key=lambda title: (Level.values.index(title.level), title.obtained_on), default=None)


def profile_cells(profile: Profile, user: User, *, codes: CodeLists | None = None) -> tuple[Cell, ...]:
    """This function will return 基本信息 as printed; the ID number is masked.

    One statement, none with the `codes` of `code_lists`. A word that is no code stays as it is.
    """
    codes = code_lists(*NATIONAL) if codes is None else codes
    names = {name: codes[name].get(getattr(profile, name), getattr(profile, name)) for name in NATIONAL}
    nature = dict(UnitNature.choices).get(profile.workplace_nature, profile.workplace_nature)
    years = profile.specialty_years
    said = (
        ("姓名", user.name, True),
        ("曾用名", profile.former_name, True),
        ("性别", profile.get_sex_display(), False),
        ("出生日期", dotted(profile.born_on), False),
        ("民族", names["ethnicity"], False),
        ("政治面貌", names["political_status"], False),
        ("出生地", profile.birthplace, True),
        ("籍贯", profile.native_place, True),
        ("证件类型", user.get_id_type_display(), False),
        ("证件号码", masks.id_number(user.id_number), True),
        ("身体状况", profile.health, False),
        ("参加工作时间", _month(profile.work_started_on), False),
        ("工作单位", profile.workplace, True),
        ("单位性质", str(nature), False),
        ("单位所在地", profile.workplace_location, True),
        ("行政职务", profile.duty, False),
        ("现任专业技术职务", profile.post, False),
        ("聘任时间", _month(profile.post_since), False),
        ("现从事专业", profile.field, False),
        ("从事本专业年限", f"{years} 年" if years is not None else "", False),
        ("外语水平", profile.foreign_language, False),
        ("计算机水平", profile.computer, False),
        ("手机号码", masks.phone(user.phone), True),
        ("电子邮箱", masks.email(user.email) if user.email else "", True),
        ("通讯地址", profile.address, True),
    )
    return tuple(Cell(*cell) for cell in said)


def _month(day: date | None) -> str:
    return dotted(day) if day else ""
