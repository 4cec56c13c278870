"""What can be put right: the name, the number of the document, one archived record."""

from __future__ import annotations

from zhicheng.accounts.models import User
from zhicheng.certificates.models import Certificate
from zhicheng.dossier import forms
from zhicheng.dossier.models import RECORDS, HeldTitle, Record
from zhicheng.dossier.queries import archived, cells, heading, own_fields

NAME, ID_NUMBER = "name", "id_number"
FORMS: dict[str, type[forms.RecordForm]] = {
    str(form.model._meta.model_name): form
    for form in (
        forms.EducationForm,
        forms.WorkExperienceForm,
        forms.HeldTitleForm,
        forms.QualificationForm,
        forms.TrainingForm,
        forms.AchievementForm,
        forms.AwardForm,
        forms.PatentForm,
        forms.StandardDraftingForm,
        forms.PaperForm,
        forms.BookForm,
        forms.TechnicalReportForm,
        forms.AppraisalForm,
        forms.RewardSanctionForm,
        forms.AcademicPostForm,
    )
}


def model_name(row: Record) -> str:
    """This function will return how a record's sort is called in subjects and in names of fields."""
    return str(row._meta.model_name)


def key_of(row: Record) -> str:
    """This function will return the subject of a case about this record: education:12."""
    return f"{model_name(row)}:{row.pk}"


def correctable(person: User) -> dict[str, Record]:
    """This function will return the person's 入库信息 by subject, without revoked titles; a statement a sort."""
    rows = [row for model in RECORDS for row in archived(person, model)]
    return {key_of(row): row for row in rows if row.ended_at is None}


def line_of(row: Record) -> str:
    """This function will name a record in the list of what can be put right."""
    title, detail = heading(row)
    return f"{row.noun}：{title}（{detail}）" if detail else f"{row.noun}：{title}"


def said_by(row: Record) -> dict[str, str]:
    """This function will return what a record says, by column, as people read it."""
    shown = zip(own_fields(type(row)), cells(row), strict=True)
    return {field.name: cell.value for field, cell in shown}


def fixed_in(row: Record) -> frozenset[str]:
    """This function will return what of a record cannot be put right here: by its number a certificate ends a title."""
    issued = isinstance(row, HeldTitle) and Certificate.objects.filter(number=row.certificate_number).exists()
    return frozenset({"certificate_number"} if issued else ())
