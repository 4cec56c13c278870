"""Two versions of one part, side by side: in what they differ, in words, and which is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import zip_longest

from django import forms
from django.http import QueryDict
from django.utils import timezone

from zhicheng.applications.forms import Raw, as_data
from zhicheng.applications.kind import FormStep, RecordStep, Step
from zhicheng.applications.models import Application
from zhicheng.applications.steps import Answer
from zhicheng.core import masks
from zhicheng.core.ids import IdNumberError, check_resident_id
from zhicheng.dossier.queries import heading
from zhicheng.web.applicant.evidence import own_files
from zhicheng.web.applicant.typed import parts_of

KEEP = "keep."  # + key of a difference: the name of its choice
TICKED = "ticked."  # + id of a row: the key of its tick
Words = dict[str, tuple[str, str]]  # key of a field or a row -> (label, what it says)


@dataclass(frozen=True)
class Difference:
    """One thing that this page and what is kept say differently."""

    key: str
    label: str
    mine: str
    theirs: str

    @property
    def pieces(self) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
        """Both texts cut in three: what is the same at the beginning, what differs, what is the same at the end."""
        mine, theirs = self.mine, self.theirs
        shorter = min(len(mine), len(theirs))
        head = next((n for n in range(shorter) if mine[n] != theirs[n]), shorter)
        rest = shorter - head
        tail = next((n for n in range(rest) if mine[-1 - n] != theirs[-1 - n]), rest)
        cut = [(text[:head], text[head : len(text) - tail], text[len(text) - tail :]) for text in (mine, theirs)]
        return cut[0], cut[1]


def differences(mine: Words, theirs: Words) -> list[Difference]:
    """This function will return what differs, in the order of the page."""
    labels = {key: label for key, (label, _) in [*mine.items(), *theirs.items()]}
    pairs = [
        Difference(key, label, mine.get(key, ("", ""))[1], theirs.get(key, ("", ""))[1])
        for key, label in labels.items()
    ]
    return [pair for pair in pairs if pair.mine != pair.theirs]


def words_of(step: Step, application: Application, said: Answer, *, at: datetime) -> Words:
    """This function will put an answer of a part into words: its fields, and which rows are used."""
    if isinstance(step, FormStep):
        return of_form(step.form(as_data(said.raw), application=application, at=at)) if said.raw else {}
    rows = step.model.objects.of(application.applicant_id).filter(pk__in=said.ticked)
    words: Words = {f"{TICKED}{row.pk}": (" ".join(heading(row)), "选用") for row in rows}
    if said.none:
        words["none"] = ("本人无此项", "已标记")
    return words | of_row(step, application, said.raw, at=at)


def of_row(step: RecordStep, application: Application, raw: Raw, *, at: datetime) -> Words:
    """This function will put a half-typed row into words."""
    if not raw:
        return {}
    words = of_form(step.form(as_data(raw), today=timezone.localdate(at)))
    files = own_files(application.applicant, raw.get("kept", []))
    return words | {"kept": ("证明材料", "、".join(file.name for file in files))}


def of_form(form: forms.BaseForm) -> Words:
    """This function will put what stands in a form into words, by the names of its fields."""
    return {name: (str(field.label), _said(form, name)) for name, field in form.fields.items()}


def _said(form: forms.BaseForm, name: str) -> str:
    value = form[name].value()
    if words := getattr(form.fields[name], "words", None):
        return str(words(value))
    if isinstance(value, date):
        value = value.isoformat()
    if isinstance(value, list):
        units = getattr(form.fields[name].widget, "units", ())
        return " ".join(f"{part} {unit}".strip() for part, unit in zip_longest(value, units, fillvalue="") if part)
    choices = dict(getattr(form.fields[name], "choices", ()))
    return veiled(str(choices.get(value, value) or ""))


def veiled(text: str) -> str:
    """This function will mask the ID numbers somebody typed into a text: pages that list old texts show none."""
    return re.sub(r"(?<!\d)\d{17}[\dXx](?![\dXx])", lambda found: _masked(found[0]), text)


def _masked(number: str) -> str:
    try:
        check_resident_id(number, today=date.max)
    except IdNumberError:
        return number
    return masks.id_number(number)


def chosen(posted: QueryDict, mine: Answer, theirs: Answer, fields: Mapping[str, forms.Field]) -> Answer:
    """This function will return what this page says, with those things of `theirs` that were chosen on it."""
    keys = [name.removeprefix(KEEP) for name, value in posted.items() if name.startswith(KEEP) and value == "theirs"]
    raw, ticked, none = dict(mine.raw), {*mine.ticked}, mine.none
    for key in keys:
        if key.startswith(TICKED):
            pk = int(text) if (text := key.removeprefix(TICKED)).isdecimal() and len(text) < 19 else 0
            ticked = ticked | {pk} if pk in theirs.ticked else ticked - {pk}
        elif key == "none":
            none = theirs.none
        else:
            names: Sequence[str] = parts_of(key, fields[key]) if key in fields else [key]
            raw = {name: values for name, values in raw.items() if name not in names}
            raw |= {name: theirs.raw[name] for name in names if name in theirs.raw}
    return replace(mine, raw=raw, ticked=tuple(sorted(ticked)), none=none)


def is_chosen(posted: QueryDict) -> bool:
    """This function will tell whether the page sent was one that showed two versions."""
    return any(name.startswith(KEEP) for name in posted)
