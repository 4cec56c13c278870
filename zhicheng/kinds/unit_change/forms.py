"""The questions of 人事管理单位变更申请, and what its desks check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from zhicheng.applications.forms import DeskForm, StepForm
from zhicheng.applications.models import Application
from zhicheng.applications.registry import kind_of
from zhicheng.core import masks
from zhicheng.core.fields import CleanCharField, PickField
from zhicheng.dossier.queries import Cell
from zhicheng.kinds.unit_change import guide
from zhicheng.kinds.unit_change.standing import followers, obstacle
from zhicheng.kinds.unit_change.units import new_unit, unit_called
from zhicheng.organizations.models import Organization

REASONS = (
    ("job", "换了工作单位"),
    ("merged", "单位合并、分立或改制"),
    ("window", "改由非公申报点受理"),
    ("wrong", "原来选错了单位"),
    ("other", "其他"),
)


class FoundUnit(forms.Widget):
    """The unit that was found on the page of the search, and the way there."""

    template_name = "forms/widgets/found_unit.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "unit": unit_called(str(value or ""))}


class UnitField(forms.Field):
    """A 人事管理单位 by its key; cleaned, the organization."""

    widget = FoundUnit
    default_error_messages = {"required": guide.MISSING}

    def words(self, value: Any) -> str:
        """This function will name the unit that a kept value means."""
        unit = unit_called(str(value or ""))
        return unit.name if unit else ""

    def to_python(self, value: Any) -> Organization | None:
        if value in self.empty_values:
            return None
        unit = unit_called(str(value))
        if unit is None:
            raise ValidationError(guide.GONE)
        return unit


class ChangeForm(StepForm):
    """填写申请信息: which unit, why."""

    unit = UnitField(label="新人事管理单位")
    cause = PickField(label="变更原因", choices=REASONS)
    reason = CleanCharField(
        label="情况说明",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例：2026 年 9 月调入该单位，从事水环境监测",
    )

    def clean_unit(self) -> Organization:
        """This function will refuse the unit the person belongs to already."""
        unit: Organization = self.cleaned_data["unit"]
        if unit.pk == self.application.employer_id:
            raise ValidationError(guide.SAME)
        return unit

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if words := obstacle(self.application.applicant, self.application.employer):
            self.add_error(None, words)
        return given

    def follows(self) -> tuple[tuple[str, str], ...]:
        old, unit = self.application.employer, unit_called(str(self["unit"].value() or ""))
        drafts = "；".join(map(named, followers(self.application.applicant)))
        return (
            ("现人事管理单位", old.name if old else ""),
            ("新主管单位", _parent(unit) if unit else "选定新单位后显示"),
            ("没有提交的申请", f"{drafts}。变更生效后改由新单位审核" if drafts else "没有"),
        )

    def cells(self) -> tuple[Cell, ...]:
        return told(self.application, self.cleaned_data)


def told(application: Application, given: dict[str, Any]) -> tuple[Cell, ...]:
    """This function will return who goes from where to where, and why."""
    unit, old = given["unit"], application.employer
    person = application.applicant
    return (
        Cell("姓名", person.name, True),
        Cell("证件号码", masks.id_number(person.id_number), True),
        Cell("原人事管理单位", old.name if old else "", True),
        Cell("新人事管理单位", unit.name, True),
        Cell("新主管单位", _parent(unit), True),
        Cell("变更原因", dict(REASONS)[given["cause"]], False),
        Cell("情况说明", given["reason"], False),
    )


def named(case: Application) -> str:
    """This function will name a case: 2026 年度评审申请（PS…）."""
    return f"{case.year} 年度{kind_of(case).title}（{case.number}）"


def _parent(unit: Organization) -> str:
    return unit.parent.name if unit.parent else "没有登记"


class ConsentForm(DeskForm):
    """同意调出: the old unit looked into it, and the new one can still be chosen."""

    settled = forms.BooleanField(label=guide.SETTLED, error_messages={"required": "核实后勾选"})

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if new_unit(self.application) is None:
            raise ValidationError(guide.CLOSED)
        return given
