"""One row being typed: its form, its files, and what was wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.forms import MultiWidget
from django.utils import timezone

from zhicheng.applications.forms import Raw, as_data
from zhicheng.applications.kind import RecordStep
from zhicheng.applications.models import Application
from zhicheng.applications.steps import answer
from zhicheng.dossier.forms import RecordForm
from zhicheng.dossier.models import Record
from zhicheng.eligibility.windows import Window
from zhicheng.files.models import StoredFile
from zhicheng.web.applicant.evidence import EvidenceForm, own_files, take
from zhicheng.web.applicant.typed import parts_of, raw_of
from zhicheng.web.gates import SignedInRequest


@dataclass
class Entry:
    """What stands in the form of one row. Files that were uploaded stay, whatever else is wrong."""

    step: RecordStep
    form: RecordForm
    evidence: EvidenceForm
    raw: Raw = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)  # why an upload was not taken
    duplicate: Record | None = None

    @property
    def files(self) -> list[StoredFile]:
        return list(self.evidence.there)

    @property
    def is_touched(self) -> bool:
        """Something was typed or uploaded."""
        return bool(self.form.has_changed() or self.files or self.refused)

    def is_valid(self) -> bool:
        """This function will check the row and its files; what is wrong stands at the fields afterwards."""
        for message in self.refused:
            self.evidence.add_error("proof", message)
        return self.form.is_valid() and self.evidence.is_valid()

    def refuse(self, message: str) -> None:
        """This function will say at the top of the form why the row was not saved."""
        self.form.add_error(None, message)


def drafted(
    application: Application, step: RecordStep, window: Window | None, *, more: Iterable[str] = (), at: datetime
) -> Entry:
    """This function will return the new row as it was left half typed, or an empty one; `more` are ids of files."""
    raw = answer(application, step.key).raw
    there = own_files(application.applicant, [*raw.get("kept", []), *more])
    if not raw:
        form = step.form(today=timezone.localdate(at), window=window)
        return Entry(step, form, evidence_form(step, there=there, needed=needed(step)))
    return half_typed(step, window, raw, there, at=at)


def half_typed(step: RecordStep, window: Window | None, raw: Raw, there: list[StoredFile], *, at: datetime) -> Entry:
    """This function will return a row as it was typed so far, with its files and without complaints."""
    form = step.form(as_data(raw), today=timezone.localdate(at), window=window)
    form.errors.clear()  # what is half typed is not wrong yet
    return Entry(step, form, evidence_form(step, there=there, needed=needed(step)), raw)


def sent(
    request: SignedInRequest, application: Application, step: RecordStep, window: Window | None, *, at: datetime
) -> Entry:
    """This function will return the row as it was sent, its uploads stored."""
    uploads = request.FILES.getlist("proof")
    stored, refused = take(
        uploads, owner=application.applicant, actor=application.helper, since=application.created_at, at=at
    )
    had = own_files(application.applicant, request.POST.getlist("kept"))
    there = [*{file.pk: file for file in [*had, *stored]}.values()]
    for file in stored:
        if file.is_reused:
            messages.info(request, f"已有同样的文件“{file.name}”，直接使用")
    kept = [str(file.pk) for file in there]
    raw = raw_of(request.POST, step.form.base_fields) | {"kept": kept}
    form = step.form(request.POST, today=timezone.localdate(at), window=window)
    evidence = evidence_form(step, {"kept": kept}, there=there, needed="" if refused else needed(step))
    return Entry(step, form, evidence, raw, refused)


def retyped(entry: Entry, raw: Raw, application: Application, window: Window | None, *, at: datetime) -> Entry:
    """This function will return the row as it reads after a choice between two versions."""
    there, step = own_files(application.applicant, raw.get("kept", [])), entry.step
    evidence = evidence_form(step, {"kept": raw.get("kept", [])}, there=there, needed=needed(step))
    form = step.form(as_data(raw), today=timezone.localdate(at), window=window)
    return Entry(step, form, evidence, raw, entry.refused)


def raw_of_row(row: Record, step: RecordStep) -> Raw:
    """This function will return what somebody would have typed to get a row that is saved."""
    form = step.form(initial={name: getattr(row, name) for name in step.form.base_fields}, today=date.min)
    raw: Raw = {"kept": [str(file.pk) for file in row.evidence.all()]}
    for name, asked in form.fields.items():
        value, names = form[name].value(), parts_of(name, asked)
        many = (asked.widget.decompress(value) or []) if isinstance(asked.widget, MultiWidget) else [value]
        raw |= {part: ["" if one is None else str(one)] for part, one in zip(names, many, strict=True)}
    return raw


def written(row: Record, step: RecordStep, window: Window | None, *, more: Iterable[str] = (), at: datetime) -> Entry:
    """This function will return a row that is saved, to be edited; `more` are ids of files."""
    initial = {name: getattr(row, name) for name in step.form.base_fields}
    form = step.form(initial=initial, today=timezone.localdate(at), window=window)
    there = {file.pk: file for file in [*row.evidence.all(), *own_files(row.owner, more)]}
    return Entry(step, form, evidence_form(step, there=[*there.values()], needed=needed(step)))


def needed(step: RecordStep) -> str:
    """This function will say what a row of the part without files is told, "" where it needs none."""
    return f"上传{step.title}的证明材料" if step.evidence else ""


def evidence_form(step: RecordStep, data: dict[str, list[str]] | None = None, **rest: Any) -> EvidenceForm:
    """This function will return the place for a row's files, which says what pieces such a row wants."""
    form = EvidenceForm(data, **rest)
    proof = form.fields["proof"]
    if step.model.wants:
        proof.help_text = f"要交：{'；'.join(step.model.wants)}。{proof.help_text}"
    return form
