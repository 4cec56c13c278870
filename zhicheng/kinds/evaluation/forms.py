"""The questions of a 评审申请, and what its desks fill in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.forms import DeskForm, Read, StepForm
from zhicheng.applications.models import Application, Mode
from zhicheng.calls.models import Call
from zhicheng.calls.queries import title_for
from zhicheng.core.fields import CleanCharField
from zhicheng.core.ids import check_resident_id
from zhicheng.dossier import operations as dossier
from zhicheng.dossier.forms import ProfileForm
from zhicheng.dossier.models import Profile
from zhicheng.dossier.queries import Cell, profile_cells
from zhicheng.kinds.evaluation.cascade import Cascade, cascade


class BasicForm(StepForm, ProfileForm):
    """基本信息."""

    def __init__(self, *args: Any, application: Application, at: datetime, **kwargs: Any) -> None:
        kwargs |= {"today": timezone.localdate(at), "fixed": told_by_id(application.applicant, at)}
        super().__init__(*args, application=application, at=at, **kwargs)

    @classmethod
    def known(cls, application: Application) -> dict[str, object]:
        profile = Profile.objects.filter(owner=application.applicant).first()
        return {name: getattr(profile, name) for name in cls.base_fields if hasattr(profile, name)}

    def keep(self) -> None:
        dossier.save_profile(owner=self.application.applicant, at=self.at, **self.cleaned_data)

    def cells(self) -> tuple[Cell, ...]:
        owner = self.application.applicant
        profile = Profile(owner=owner, **self.cleaned_data)
        employer = self.application.employer
        unit = (
            Cell("人事管理单位", employer.name if employer else "", True),
            Cell("主管单位", employer.parent.name if employer and employer.parent else "", True),
        )
        return (*profile_cells(profile, owner, codes=self.codes), *unit)


def told_by_id(person: User, at: datetime) -> dict[str, object]:
    """This function will return the sex and the birth date that a resident ID number tells."""
    if person.id_type != User.IdType.RESIDENT:
        return {}
    told = check_resident_id(person.id_number, today=timezone.localdate(at))
    return {"sex": told.sex, "born_on": told.born_on}


class PhotoForm(StepForm):
    """证件照片: answered on 照片维护."""

    page = "photo"

    @classmethod
    def is_answered(cls, read: Read) -> bool:
        return read.photo is not None


class UnitForm(StepForm):
    """人事管理单位: chosen once, on a page of its own."""

    page = "unit"

    @classmethod
    def is_answered(cls, read: Read) -> bool:
        return read.application.employer_id is not None


def asked_at(application: Application, at: datetime) -> datetime:
    """This function will return when the calls must be open: for a case that came back, when it was first submitted."""
    first = application.submissions.order_by("round").first() if application.round else None
    return first.at if first else at


def offer(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    """This function will make `choices` what a select box offers, after an empty line."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared below
    field.choices = [("", "选择"), *choices]
    field.error_messages["invalid_choice"] = f"重新选择{field.label}，上面的选项改过"


def open_to(application: Application, given: Mapping[str, Any], *, at: datetime) -> Cascade:
    """This function will narrow the calls open at `at` by what was typed and by the region of the employer."""
    employer = application.employer
    return cascade(
        year=application.year,
        region=employer.region if employer else None,
        at=at,
        **{name: str(given.get(name, "")) for name in ("series", "specialty", "level")},
    )


class RequestForm(StepForm):
    """填写申请信息: 系列 → 专业 → 级别 → 评审委员会, each narrowing the next; open calls only."""

    series = forms.ChoiceField(label="申报专业系列", error_messages={"required": "选择申报专业系列"})
    specialty = forms.ChoiceField(label="申报专业名称", error_messages={"required": "选择申报专业名称"})
    level = forms.ChoiceField(label="申报级别", error_messages={"required": "选择申报级别"})
    call = forms.ChoiceField(label="评审委员会", error_messages={"required": "选择评审委员会"})
    reason = CleanCharField(label="破格、转系列等情况的理由", max_length=1000, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moment = asked_at(self.application, self.at)
        self.open = open_to(self.application, self.data if self.is_bound else self.initial, at=self.moment)
        offer(self.fields["series"], [(area.code, area.name) for area in self.open.series])
        offer(self.fields["specialty"], [(field.code, field.name) for field in self.open.specialties])
        offer(self.fields["level"], [(level.value, level.label) for level in self.open.levels])
        offer(self.fields["call"], [(str(call.pk), call.committee.name) for call in self.open.calls])
        if self.application.mode == Mode.NORMAL:
            del self.fields["reason"]

    @classmethod
    def known(cls, application: Application) -> dict[str, object]:
        return {"level": application.level}

    @property
    def offered(self) -> list[Call]:
        return self.open.calls

    def keep(self) -> None:
        application, chosen = self.application, self.cleaned_data
        specialty = next(field for field in self.open.specialties if field.code == chosen["specialty"])
        application.specialty, application.level = specialty, chosen["level"]
        application.title = title_for(specialty.series, chosen["level"], specialty, at=self.moment)
        application.call = next(call for call in self.open.calls if str(call.pk) == chosen["call"])
        application.save(update_fields=["specialty", "level", "title", "call"])

    def cells(self) -> tuple[Cell, ...]:
        title = self.application.title
        return (
            *super().cells(),
            Cell("申报职称", title.name if title else "", False),
            Cell("申报方式", self.application.get_mode_display(), False),
        )


class PublicityForm(DeskForm):
    """人事管理单位审核: where and how the 评前公示 is posted."""

    place = CleanCharField(label="公示地点或网址", max_length=200, help_text="单位显著位置，有网站的同时在网站公示")
    phone = CleanCharField(label="受理电话", max_length=40)


class RecommendForm(DeskForm):
    """单位推荐上报: the 评前公示情况表 in short."""

    RESULTS = (("clear", "公示期满，无异议"), ("settled", "有异议，已核查，不影响推荐"))
    result = forms.ChoiceField(
        label="公示结果",
        choices=RESULTS,
        widget=forms.RadioSelect,
        error_messages={"required": "选择公示结果"},
    )
    officer = CleanCharField(label="单位负责人", max_length=60)


class ConfirmForm(DeskForm):
    """人社部门核准."""

    approval = CleanCharField(label="批准文号", max_length=60, help_text="例：清人社职〔2026〕12 号")
