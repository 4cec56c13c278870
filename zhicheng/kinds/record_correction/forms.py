"""The questions of a 更正申请: what is wrong, what it should say, why."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, ClassVar

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass

from zhicheng.accounts.models import User
from zhicheng.applications.forms import Read, StepForm
from zhicheng.applications.models import IdentityChange
from zhicheng.applications.operations import propose_identity
from zhicheng.applications.steps import answer
from zhicheng.core import masks
from zhicheng.core.fields import CleanCharField, PickField
from zhicheng.dossier.models import Record
from zhicheng.dossier.queries import Cell
from zhicheng.kinds.common.forms import offer
from zhicheng.kinds.common.subjects import take
from zhicheng.kinds.record_correction import checks
from zhicheng.kinds.record_correction.subjects import (
    FORMS,
    ID_NUMBER,
    NAME,
    correctable,
    fixed_in,
    line_of,
    model_name,
    said_by,
)

SEALED_NUMBER = "sealed_id_number"
ASKED = {NAME: ("new_name",), ID_NUMBER: ("id_type", SEALED_NUMBER)}
CHOICES = ((NAME, "姓名"), (ID_NUMBER, "证件号码"))
KEPT = "已填写 {}，不改就不用再填"


def _row_fields() -> dict[str, forms.Field]:
    """Every question of every record's own form; which of them are asked, the subject says."""
    return {
        f"{model}-{name}": deepcopy(field) for model, form in FORMS.items() for name, field in form.base_fields.items()
    }


RowFields: Any = DeclarativeFieldsMetaclass("RowFields", (StepForm,), _row_fields())


class QuestionsForm(RowFields):  # type: ignore[misc]  # made above
    """What is wrong, what it should say, why; the subject decides what else is asked."""

    narrows = ("subject",)
    field_order = ("subject",)
    pairs: ClassVar[tuple[tuple[str, str], ...]] = tuple(
        (f"{model}-{first}", f"{model}-{second}") for model, form in FORMS.items() for first, second in form.pairs
    )

    subject = PickField(
        label="要更正的内容",
        help_text="入库信息、姓名、证件号码，一份申请更正一条",
        widget=forms.Select(attrs={"class": ""}),  # as wide as the line: records have long names
    )
    new_name = CleanCharField(label="正确的姓名", max_length=60)
    id_type = PickField(label="正确的证件类型", choices=User.IdType.choices)
    sealed_id_number = CleanCharField(
        label="正确的证件号码", max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-lg"})
    )
    reason = CleanCharField(
        label="更正原因", max_length=500, widget=forms.Textarea, empty="写明哪里有误，正确内容依据什么"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = correctable(self.application.applicant)
        offer(self.fields["subject"], [*CHOICES, *((key, line_of(row)) for key, row in self.rows.items())])
        chosen = str((self.data if self.is_bound else self.initial).get("subject", ""))
        self.row: Record | None = self.rows.get(chosen)
        self.change: IdentityChange | None = None
        asked = ASKED.get(chosen, ())
        if self.row is not None:
            asked = tuple(name for name in self.fields if name.startswith(f"{model_name(self.row)}-"))
        for name in {*self.fields} - {"subject", "reason", *asked}:
            del self.fields[name]


class RequestForm(QuestionsForm):
    """填写更正内容."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if SEALED_NUMBER in self.fields:
            self.change = getattr(self.application, "identity_change", None)
        show_what_is(self)

    @classmethod
    def is_answered(cls, read: Read) -> bool | None:
        """This function will say no while the case is not kept to be about what was chosen: only 保存 does that."""
        chosen = answer(read.application, "request").raw.get("subject", [""])[-1]
        return None if read.application.subject == chosen else False

    def clean(self) -> None:
        """This function will check what is asked as the record's own form and the registration do."""
        self.new = checks.new_values(self, self.row, self.change.id_number if self.change else "")

    def keep(self) -> None:
        said = self.cleaned_data
        if said["subject"] == ID_NUMBER:
            told = {"id_type": said["id_type"], "id_number": said[SEALED_NUMBER]}
            self.change = propose_identity(application=self.application, **told)
        take(self.application, said["subject"])

    def cells(self) -> tuple[Cell, ...]:
        subject = dict(self.fields["subject"].choices)[self.cleaned_data["subject"]]
        changes = checks.changes(self, self.row, self.new)
        return (
            Cell("更正的内容", str(subject), True),
            *changes,
            Cell("更正原因", self.cleaned_data["reason"], True),
        )


def show_what_is(form: QuestionsForm) -> None:
    """This function will say beside each question what there is now, and fill it in before anything is typed."""
    person, row = form.application.applicant, form.row
    if row is not None:
        fixed = fixed_in(row)
        for name, words in said_by(row).items():
            _tell(form, f"{model_name(row)}-{name}", words, getattr(row, name), is_fixed=name in fixed)
    if "new_name" in form.fields:
        _tell(form, "new_name", person.name, "")
    if SEALED_NUMBER in form.fields:
        _tell(form, "id_type", str(person.get_id_type_display()), person.id_type)
        _tell(form, SEALED_NUMBER, masks.id_number(person.id_number), "")
        if form.change is not None:
            form.fields[SEALED_NUMBER].required = False
            form.fields[SEALED_NUMBER].help_text = KEPT.format(masks.id_number(form.change.id_number))


def _tell(form: QuestionsForm, name: str, words: str, value: object, *, is_fixed: bool = False) -> None:
    field = form.fields[name]
    field.help_text, field.disabled = f"原为：{words}" if words else "原来没有填写", is_fixed
    if is_fixed or not form.is_bound:
        form.initial.setdefault(name, value)
