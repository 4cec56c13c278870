"""What is put right at 办结."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from zhicheng.accounts import operations as accounts
from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.applications.forms import as_data
from zhicheng.applications.models import Application
from zhicheng.applications.steps import answer
from zhicheng.certificates.queries import valid_of
from zhicheng.core.ids import check_resident_id
from zhicheng.dossier import operations as dossier
from zhicheng.dossier.models import Record
from zhicheng.files.models import StoredFile
from zhicheng.kinds.common.effects import decided_by
from zhicheng.kinds.record_correction.checks import NUMBERED_ALIKE
from zhicheng.kinds.record_correction.forms import RequestForm
from zhicheng.kinds.record_correction.subjects import NAME
from zhicheng.notifications.operations import notify

CHANGED = "要更正的内容在提交以后有变化。退回补正，写明情况，由申报人核对后重新提交"
CLASH = (
    "这个证件类型和号码已由另一个账号登记，不能更正。先核对是不是同一个人注册了两次："
    "是同一人的，退回补正，请申报人用另一个账号办理或注销它；不是同一人的，核对证件原件"
)
REISSUE = "已核发的证书仍是原来的信息。需要新证书的，办理证书补发申请，补换发类别选“信息更正”。"


def correct(application: Application, at: datetime) -> None:
    """This function will put right what the case asks for; it raises operations.Prevented."""
    form = RequestForm(as_data(answer(application, "request").raw), application=application, at=at)
    if not form.is_valid():
        raise operations.Prevented(CHANGED)
    officer = decided_by(application, "bureau").decided_by
    if form.row is not None:
        _correct_row(application, form.row, form.new, officer, at)
    elif form.cleaned_data["subject"] == NAME:
        _correct_name(application, form.cleaned_data["new_name"], officer, at)
    else:
        _correct_identity(application, officer, at)


def _correct_row(
    application: Application, row: Record, fields: dict[str, Any], officer: User | None, at: datetime
) -> None:
    kept = answer(application, "request").files
    papers = list(StoredFile.objects.filter(owner=application.applicant, pk__in=kept))
    try:
        operations.correct_record(
            application=application,
            model=type(row),
            pk=row.pk,
            fields=fields,
            evidence=papers,
            actor=officer,
            at=at,
        )
    except (dossier.NotYours, dossier.Refused) as problem:
        raise operations.Prevented(CHANGED) from problem


def _correct_name(application: Application, name: str, officer: User | None, at: datetime) -> None:
    person = application.applicant
    dossier.keep_former_name(owner=person, name=person.name)
    accounts.correct_name(user=person, name=name, actor=officer, at=at)
    _point_to_reissue(application, at)


def _correct_identity(application: Application, officer: User | None, at: datetime) -> None:
    person = application.applicant
    try:
        operations.take_identity(application=application, actor=officer, at=at)
    except accounts.DuplicateIdentity as problem:
        raise operations.Prevented(CLASH) from problem
    if person.id_type in NUMBERED_ALIKE:
        told = check_resident_id(person.id_number, today=timezone.localdate(at))
        dossier.set_told_by_id(owner=person, sex=told.sex, born_on=told.born_on)
    _point_to_reissue(application, at)


def _point_to_reissue(application: Application, at: datetime) -> None:
    """Who holds certificates learns that they stay as they are, and what he can do."""
    if valid_of(application.applicant).exists():
        notify(
            recipients=[application.applicant],
            title="需要新证书的，可以申请换发",
            body=REISSUE,
            about=application.number,
            at=at,
            channels=(),
        )
