"""Papers uploaded with a page of questions: kept through errors, whatever else is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from zhicheng.applications.kind import FormStep
from zhicheng.applications.models import Application
from zhicheng.applications.steps import answer
from zhicheng.files.models import StoredFile
from zhicheng.web.applicant.evidence import EvidenceForm, own_files, take
from zhicheng.web.gates import SignedInRequest


@dataclass
class Papers:
    """The files of one page and why an upload was not taken."""

    form: EvidenceForm
    refused: list[str] = field(default_factory=list)

    @property
    def files(self) -> list[StoredFile]:
        return list(self.form.there)

    def is_valid(self) -> bool:
        """This function will check the files; what is wrong stands at the field afterwards."""
        for message in self.refused:
            self.form.add_error("proof", message)
        return self.form.is_valid()


def kept_papers(application: Application, step: FormStep) -> Papers | None:
    """This function will return what was uploaded with a step, or None where it asks for no papers."""
    if not step.proof:
        return None
    there = own_files(application.applicant, answer(application, step.key).files)
    return Papers(_named(EvidenceForm(there=there, needed=needed(step)), step.proof))


def sent_papers(
    request: SignedInRequest, application: Application, *, proof: str, required: bool, at: datetime
) -> Papers | None:
    """This function will store what was uploaded and return it with what was there; None where none is asked."""
    if not proof:
        return None
    stored, refused = take(
        request.FILES.getlist("proof"),
        owner=application.applicant,
        actor=application.helper,
        since=application.created_at,
        at=at,
    )
    there = [*own_files(application.applicant, request.POST.getlist("kept")), *stored]
    wanted = f"上传{proof}" if required and not refused else ""
    form = EvidenceForm({"kept": [str(file.pk) for file in there]}, there=there, needed=wanted)
    return Papers(_named(form, proof), refused)


def needed(step: FormStep) -> str:
    """This function will say what a page without papers is told, "" where it needs none."""
    return f"上传{step.proof}" if step.proof and step.proof_required else ""


def _named(form: EvidenceForm, proof: str) -> EvidenceForm:
    form.fields["proof"].label = proof
    if "kept" in form.fields:
        form.fields["kept"].help_text = "取消勾选的不再提交"
    return form
