"""Whether what is asked for can stand, and in what it differs from what there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.accounts.queries import identity_number
from zhicheng.applications.forms import StepForm
from zhicheng.core import ids, masks
from zhicheng.core.text import BadText
from zhicheng.dossier.models import Record
from zhicheng.dossier.queries import Cell, duplicates, own_fields
from zhicheng.kinds.common.desks import region_bureau
from zhicheng.kinds.common.subjects import taken
from zhicheng.kinds.record_correction.subjects import FORMS, ID_NUMBER, NAME, fixed_in, model_name, said_by

# 港澳台居民居住证 are numbered like residents' cards (国办发〔2018〕81号).
NUMBERED_ALIKE = (User.IdType.RESIDENT, User.IdType.HMT_RESIDENT)
NO_BUREAU = "单位所在地区还没有人社部门在本系统受理，联系当地人社部门办理"
SAME = "和现在的内容完全相同，改正有误的地方后再保存"


def new_values(form: StepForm, row: Record | None, stored: str) -> dict[str, Any]:
    """This function will check a bound form, write what is wrong into it, and return the record's new columns.

    `row` is the record it is about, if it is; `stored` the number that was typed before, "" for none.
    """
    subject = form.cleaned_data.get("subject", "")
    if problem := taken(form.application, subject) if subject else "":
        form.add_error("subject", problem)
    if region_bureau(form.application) is None:
        form.add_error(None, NO_BUREAU)
    if subject == NAME:
        _check_name(form)
    elif subject == ID_NUMBER:
        _check_identity(form, stored)
    return _check_row(form, row) if row is not None else {}


def _check_row(form: StepForm, row: Record) -> dict[str, Any]:
    """As the record's own form does: dates against each other and against today."""
    model = model_name(row)
    own = FORMS[model](form.data, prefix=model, today=timezone.localdate(form.at))
    fixed = fixed_in(row)
    for name in fixed:
        own.fields[name].disabled = True
        own.initial[name] = getattr(row, name)
    for name, problems in own.errors.items():
        field = f"{model}-{name}"
        if field in form.fields and field not in form.errors:
            for problem in problems:
                form.add_error(field, str(problem))
    if form.errors:
        return {}
    new: dict[str, Any] = own.cleaned_data
    if all(getattr(row, name) == value for name, value in new.items()):
        form.add_error("subject", SAME)
    elif same := duplicates(form.application.applicant, type(row), new, exclude_pk=row.pk):
        form.add_error("subject", f"改正后和另一条{same[0].noun}相同，核对是不是选错了要更正的一条")
    return new


def _check_name(form: StepForm) -> None:
    name = form.cleaned_data.get("new_name")
    if not name:
        return
    try:
        form.cleaned_data["new_name"] = ids.normalise_name(name)
    except BadText as problem:
        form.add_error("new_name", str(problem))
        return
    if form.cleaned_data["new_name"] == form.application.applicant.name:
        form.add_error("new_name", SAME)


def _check_identity(form: StepForm, stored: str) -> None:
    field = "sealed_id_number"
    id_type, typed = form.cleaned_data.get("id_type"), form.cleaned_data.get(field) or stored
    if not typed or not id_type or field in form.errors:
        return
    number = form.cleaned_data[field] = identity_number(typed)
    person = form.application.applicant
    if id_type in NUMBERED_ALIKE or settings.PRACTICE:
        try:
            ids.check_resident_id(number, today=timezone.localdate(form.at))
        except BadText as problem:
            form.add_error(field, str(problem))
            return
    elif not (number.isascii() and number.isalnum()):
        form.add_error(field, "证件号码应为字母和数字，按证件填写")
        return
    if (id_type, number) == (person.id_type, person.id_number):
        form.add_error(field, SAME)


def changes(form: StepForm, row: Record | None, new: Mapping[str, Any]) -> tuple[Cell, ...]:
    """This function will say what a valid form puts right, one box for each; numbers are masked."""
    person, said = form.application.applicant, form.cleaned_data
    if said["subject"] == NAME:
        return (_change("姓名", person.name, said["new_name"]),)
    if said["subject"] == ID_NUMBER:
        types = dict(User.IdType.choices)
        numbers = masks.id_number(person.id_number), masks.id_number(said["sealed_id_number"])
        typed = (_change("证件类型", str(types[person.id_type]), str(types[said["id_type"]])),)
        return (*(typed if said["id_type"] != person.id_type else ()), _change("证件号码", *numbers))
    return _row_changes(row, new) if row is not None else ()


def _row_changes(row: Record, new: Mapping[str, Any]) -> tuple[Cell, ...]:
    model, fields = type(row), own_fields(type(row))
    becomes = model(**{field.name: new.get(field.name, getattr(row, field.name)) for field in fields})
    was, will = said_by(row), said_by(becomes)
    changed = [field for field in fields if getattr(becomes, field.name) != getattr(row, field.name)]
    return tuple(_change(str(field.verbose_name), was[field.name], will[field.name]) for field in changed)


def _change(label: str, was: str, becomes: str) -> Cell:
    said = f"更正为“{becomes}”" if becomes else "更正为不填"
    return Cell(label, f"原为“{was}”，{said}" if was else f"原来没有填写，{said}", True)
