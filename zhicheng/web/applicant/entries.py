"""One row being typed: its form, its files, and what was wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

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
from zhicheng.web.applicant.typed import raw_of
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


def drafted(application: Application, step: RecordStep, window: Window | None, *, at: datetime) -> Entry:
    """This function will return the new row as it was left half typed, or an empty one."""
    raw = answer(application, step.key).raw
    if not raw:
        form = step.form(today=timezone.localdate(at), window=window)
        return Entry(step, form, evidence_form(step, there=[], needed=needed(step)))
    form = step.form(as_data(raw), today=timezone.localdate(at), window=window)
    form.errors.clear()  # what is half typed is not wrong yet
    there = own_files(application.applicant, raw.get("kept", []))
    return Entry(step, form, evidence_form(step, there=there, needed=needed(step)), raw)


def sent(request: SignedInRequest, step: RecordStep, window: Window | None, *, at: datetime) -> Entry:
    """This function will return the row as it was sent, its uploads stored."""
    stored, refused = take(request.FILES.getlist("proof"), owner=request.user, at=at)
    there = [*own_files(request.user, request.POST.getlist("kept")), *stored]
    kept = [str(file.pk) for file in there]
    raw = raw_of(request.POST, step.form.base_fields) | {"kept": kept}
    form = step.form(request.POST, today=timezone.localdate(at), window=window)
    evidence = evidence_form(step, {"kept": kept}, there=there, needed="" if refused else needed(step))
    return Entry(step, form, evidence, raw, refused)


def written(row: Record, step: RecordStep, window: Window | None, *, at: datetime) -> Entry:
    """This function will return a row that is saved, to be edited."""
    initial = {name: getattr(row, name) for name in step.form.base_fields}
    form = step.form(initial=initial, today=timezone.localdate(at), window=window)
    return Entry(step, form, evidence_form(step, there=list(row.evidence.all()), needed=needed(step)))


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
