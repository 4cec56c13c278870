"""The questions of 初次职称考核认定, and what its desks fill in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from zhicheng.applications.forms import StepForm, YearAndLevelForm
from zhicheng.applications.models import Application
from zhicheng.core.fields import CleanCharField, YearMonthField, month_words
from zhicheng.dossier.models import Appraisal
from zhicheng.dossier.queries import Cell
from zhicheng.kinds.common import desks
from zhicheng.kinds.common.choices import choices
from zhicheng.kinds.common.desk_forms import PublicityForm
from zhicheng.kinds.common.forms import asked_at, offer
from zhicheng.reference.models import Level

LEVELS = (Level.TECHNICIAN, Level.ASSISTANT, Level.INTERMEDIATE)
TOO_LATE = "从事本专业技术工作开始时间晚于今天"
NO_BUREAU = "人事管理单位没有登记所在地的人社部门，不能确定由谁认定。联系人事管理单位补登记，补好后再填这一页"


class StartForm(YearAndLevelForm):
    """The year and the level."""

    def open_levels(self) -> list[Level]:
        """This function will return the levels that can be recognised."""
        return list(LEVELS)


class RequestForm(StepForm):
    """填写申请信息: 系列 → 专业 → 级别, each narrowing the next; the authority follows from the unit."""

    is_judged = True
    series = forms.ChoiceField(label="申报专业系列", error_messages={"required": "选择申报专业系列"})
    specialty = forms.ChoiceField(label="申报专业名称", error_messages={"required": "选择申报专业名称"})
    level = forms.ChoiceField(label="申报级别", error_messages={"required": "选择申报级别"})
    post = CleanCharField(label="现工作岗位", max_length=60, help_text="例：水环境监测分析")
    since = YearMonthField(label="从事本专业技术工作开始时间")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open = choices(self.data or self.initial, at=asked_at(self.application, self.at), levels=LEVELS)
        offer(self.fields["series"], [(area.code, area.name) for area in self.open.series])
        offer(self.fields["specialty"], [(field.code, field.name) for field in self.open.specialties.values()])
        offer(self.fields["level"], [(level, str(Level(level).label)) for level in self.open.titles])

    @classmethod
    def known(cls, application: Application) -> dict[str, object]:
        return {"level": application.level}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("since") and given["since"] > timezone.localdate(self.at):
            self.add_error("since", TOO_LATE)
        if self.application.employer is not None and not authority(self.application):
            self.add_error(None, NO_BUREAU)
        return given

    def follows(self) -> tuple[tuple[str, str], ...]:
        return (("认定部门", authority(self.application) or "选定人事管理单位后显示"),)

    def keep(self) -> None:
        application, chosen = self.application, self.cleaned_data
        application.specialty = self.open.specialties[chosen["specialty"]]
        application.level, application.title = chosen["level"], self.open.titles[chosen["level"]]
        application.save(update_fields=["specialty", "level", "title"])

    def cells(self) -> tuple[Cell, ...]:
        return (*super().cells()[:-1], *told(self.application, since=self.cleaned_data["since"]))


def told(application: Application, *, since: date) -> tuple[Cell, ...]:
    """This function will return what the form prints besides the choices."""
    title = application.title.name if application.title else ""
    span = Cell("从事专业技术工作起止", f"{month_words(since)}至今", False)
    return span, Cell("拟认定职称", title, False), Cell("认定部门", authority(application), False)


def authority(application: Application) -> str:
    """This function will return who recognises the title: the 人社部门 of the unit's region, or ""."""
    bureau = desks.bureau(application)
    return bureau.name if bureau else ""


class AppraisalForm(PublicityForm):
    """人事管理单位审核: 单位考核意见, then where the 评前公示 is posted."""

    appraisal = CleanCharField(
        label="单位考核意见",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明德、能、勤、绩四方面的表现",
    )
    grade = forms.ChoiceField(
        label="考核等次",
        choices=Appraisal.Grade.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "选择考核等次"},
    )
    field_order = ("appraisal", "grade", "place", "phone")
