"""The shape of a package before it is written: groups of labelled fields, and the files that go along."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from zhicheng.files.models import StoredFile
from zhicheng.files.operations import clean_name

SUFFIXES = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
NAME_BYTES = 120  # of UTF-8: with number and folder far below what Windows and Linux allow


@dataclass(frozen=True)
class Field:
    """One thing that is known: its Chinese label, the value as it is kept, and as people read it."""

    label: str
    value: Any
    text: str

    def as_json(self) -> dict[str, Any]:
        return {"label": self.label, "value": self.value, "text": self.text}


Fields = dict[str, Field]


@dataclass(frozen=True)
class Group:
    """Fields that belong together; a list has a table of its own."""

    key: str
    title: str
    items: list[Fields]
    is_list: bool = True

    @property
    def columns(self) -> list[tuple[str, str]]:
        """Key and label of each column, in the order of their first appearance."""
        found: dict[str, str] = {}
        for item in self.items:
            for key, one in item.items():
                found.setdefault(key, one.label)
        return list(found.items())

    def as_json(self) -> dict[str, Any]:
        items = [{key: one.as_json() for key, one in item.items()} for item in self.items]
        return {"title": self.title, "items": items} if self.is_list else {"title": self.title, "fields": items[0]}


@dataclass(frozen=True)
class Enclosed:
    """A file in the package: where it stands there, and of which part it is."""

    path: str
    part: str
    file: StoredFile


@dataclass
class Parcel:
    """All that goes into one package."""

    title: str
    owner: str
    scope: str
    groups: list[Group] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)  # what stands in data.json alone
    enclosed: dict[UUID, Enclosed] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)  # what belongs in and is not there, and why

    def add(self, key: str, title: str, item: Fields) -> None:
        """This function will add fields that stand once."""
        self.groups.append(Group(key, title, [item], is_list=False))

    def add_list(self, key: str, title: str, items: Iterable[Fields]) -> None:
        """This function will add a list, also an empty one: that there is none is said."""
        self.groups.append(Group(key, title, list(items)))

    def enclose(self, file: StoredFile, part: str) -> str:
        """This function will put a file in, once, and return where it stands in the package."""
        if file.pk not in self.enclosed:
            path = f"files/{len(self.enclosed) + 1:03d}-{safe_name(part)}-{safe_name(file.name)}"
            self.enclosed[file.pk] = Enclosed(path + SUFFIXES.get(file.content_type, ".bin"), part, file)
        return self.enclosed[file.pk].path


def safe_name(name: str) -> str:
    """This function will return a name without its suffix that every system takes and no script misreads.

    No folders, controls or signs that turn the reading direction; what is no letter, digit, space, dot or hyphen is _.
    """
    stem = unicodedata.normalize("NFC", clean_name(name))
    stem = re.sub(r"\.(pdf|jpe?g|png)$", "", stem, flags=re.IGNORECASE)
    stem = re.sub(r"[^\w .\-（）()]", "_", stem).strip(" .-")
    return stem.encode()[:NAME_BYTES].decode(errors="ignore").strip(" .") or "未命名"


def said(label: str, value: object, text: str | None = None) -> Field:
    """This function will return one field; dates become ISO 8601, and `text` follows from the value unless given."""
    kept = value.isoformat() if isinstance(value, date) else value  # a datetime is a date
    return Field(label, kept, as_text(value) if text is None else text)


def as_text(value: object) -> str:
    """This function will write a value as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}"
    return str(value)


def columns_of(
    row: models.Model,
    columns: Iterable[models.Field[Any, Any]],
    *,
    labels: Mapping[str, str] | None = None,
) -> Fields:
    """This function will return columns of a row under their labels, choices also in words."""
    found = {}
    for column in columns:
        value = getattr(row, column.name)
        words = dict(column.flatchoices).get(value) if column.choices else None
        label = (labels or {}).get(column.name, str(column.verbose_name))
        kept = value if isinstance(value, str | int | float | bool | date | None) else str(value)
        found[column.name] = said(label, kept, None if words is None else str(words))
    return found
