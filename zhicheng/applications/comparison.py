"""与上次申报对比: which rows of the lists are new, gone or changed since the person's last submission (N9).

Rows are compared by what they say: an archived row is the same row, and one typed anew may say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from zhicheng.applications.kind import RecordStep
from zhicheng.applications.models import Application, Submission
from zhicheng.applications.registry import kind_of
from zhicheng.applications.sections import Section, TableRow
from zhicheng.dossier.likeness import plain
from zhicheng.dossier.models import Record
from zhicheng.dossier.queries import cells, own_fields

Said = dict[str, str]  # label: value, as printed
Key = tuple[str, ...]


@dataclass(frozen=True)
class Earlier:
    """What the person's last submission of another case said, list by list; `rows` by the model's name."""

    number: str
    year: int
    rows: dict[str, dict[Key, Said]]

    def is_new(self, row: Record) -> bool:
        """This function will tell whether the last submission had no such row."""
        return key_of(type(row), said_by(row)) not in self.rows.get(str(row._meta.model_name), {})


@dataclass(frozen=True)
class Change:
    """A row that says something else than last time: (label, then, now) of each difference."""

    title: str
    differences: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class ListChanges:
    """One list: rows that are new, rows no longer used, rows that say something else. Titles as on their cards."""

    title: str
    added: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[Change, ...] = field(default=())

    @property
    def is_any(self) -> bool:
        return bool(self.added or self.gone or self.changed)


def said_by(row: Record) -> Said:
    """This function will return what the row prints, by label."""
    return {cell.label: cell.value for cell in cells(row)}


def key_of(model: type[Record], said: Said) -> Key:
    """This function will return what makes a row the same row in two cases: its `same_if` columns, plainly."""
    labels = {one.name: str(one.verbose_name) for one in own_fields(model)}
    return tuple(plain(said.get(labels[name], "")) for name in model.same_if)


def earlier(application: Application) -> Earlier | None:
    """This function will return the last submission of another case of the person, or None; one statement."""
    submission = (
        Submission.objects.filter(application__applicant=application.applicant_id)
        .exclude(application=application.pk)
        .select_related("application")
        .order_by("-at", "-pk")
        .first()
    )
    if submission is None:
        return None
    models = {step.key: step.model for step in kind_of(submission.application).steps if isinstance(step, RecordStep)}
    rows: dict[str, dict[Key, Said]] = {}
    for model, said in _rows(models, submission.snapshot):
        rows.setdefault(str(model._meta.model_name), {})[key_of(model, said)] = said
    return Earlier(submission.application.number, submission.application.year, rows)


def _rows(models: dict[str, type[Record]], snapshot: dict[str, Any]) -> Iterator[tuple[type[Record], Said]]:
    for section in snapshot["sections"]:
        model = models.get(section["key"])
        for row in section["table"] if model else ():
            assert model is not None  # noqa: S101 -- asked above
            yield model, _said(row)


def changes(then: Earlier, model: type[Record], title: str, rows: Iterable[Said]) -> ListChanges:
    """This function will compare the rows used now, of one model, with those of the last submission. No statement."""
    before = then.rows.get(str(model._meta.model_name), {})
    now = {key_of(model, said): said for said in rows}
    return ListChanges(
        title,
        added=tuple(_words(model, said) for key, said in now.items() if key not in before),
        gone=tuple(_words(model, said) for key, said in before.items() if key not in now),
        changed=tuple(
            Change(_words(model, said), found)
            for key, said in now.items()
            if key in before and (found := _differences(before[key], said))
        ),
    )


def all_changes(then: Earlier, application: Application, made: Iterable[Section]) -> list[ListChanges]:
    """This function will compare every list of `made` (`sections`) with the last submission; those that differ.

    Lists of the same rows (获现资格之前, 以来) are compared together: a row may have moved between them.
    """
    pools: dict[type[Record], tuple[list[str], list[Said]]] = {}
    for step, section in _lists(application, made):
        titles, rows = pools.setdefault(step.model, ([], []))
        titles.append(step.title)
        rows += [_said(row) for row in section["table"]]
    found = (changes(then, model, "、".join(titles), rows) for model, (titles, rows) in pools.items())
    return [one for one in found if one.is_any]


def new_rows(then: Earlier, application: Application, made: Iterable[Section]) -> frozenset[tuple[str, int]]:
    """This function will return (section, id) of the rows that the last submission did not have."""
    return frozenset(
        (section["key"], row["id"])
        for step, section in _lists(application, made)
        for row in section["table"]
        if key_of(step.model, _said(row)) not in then.rows.get(str(step.model._meta.model_name), {})
    )


def _lists(application: Application, made: Iterable[Section]) -> Iterator[tuple[RecordStep, Section]]:
    steps = {step.key: step for step in kind_of(application).steps if isinstance(step, RecordStep)}
    return ((steps[section["key"]], section) for section in made if section["key"] in steps)


def _said(row: TableRow) -> Said:
    return {cell["label"]: cell["value"] for cell in row["cells"]}


def _words(model: type[Record], said: Said) -> str:
    labels = {one.name: str(one.verbose_name) for one in own_fields(model)}
    return " · ".join(filter(None, (said.get(labels[name], "") for name in model.same_if)))


def _differences(then: Said, now: Said) -> tuple[tuple[str, str, str], ...]:
    """A label that the form did not have then is no difference; nor is a box that was filled in by 补录."""
    return tuple((label, then[label], value) for label, value in now.items() if then.get(label, value) != value)
