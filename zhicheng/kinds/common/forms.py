"""Questions that several kinds ask."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.deadlines import is_still_taken
from zhicheng.applications.forms import Read, StepForm
from zhicheng.applications.forms import offer as offer_choices
from zhicheng.applications.models import Application
from zhicheng.core.ids import check_resident_id
from zhicheng.dossier import operations as dossier
from zhicheng.dossier.forms import ProfileForm
from zhicheng.dossier.models import Profile
from zhicheng.dossier.queries import Cell, profile_cells


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
        case = self.application
        dossier.save_profile(owner=case.applicant, at=self.at, actor=case.helper, **self.cleaned_data)

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
    """This function will return when the calls must be open.

    For a case that came back, when it was first submitted; for a draft that is taken after its call's end (延期, or
    begun before), the call's last moment.
    """
    submitted = application.submissions.order_by("round").values_list("at", flat=True)
    first = submitted.first() if application.round else None
    moment, call = first or at, application.call
    if call is None or moment < call.submit_until:
        return moment
    is_taken = first is not None or is_still_taken(application, at=at)
    return call.submit_until - timedelta.resolution if is_taken else at


def offer(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    """This function will make `choices` what a select box offers, and say so to one who chose another."""
    offer_choices(field, choices)
    field.error_messages["invalid_choice"] = f"重新选择{field.label}，上面的选项改过"
