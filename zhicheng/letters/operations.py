"""Issuing, printing and withdrawing 委托评审函."""

from __future__ import annotations

import io
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import segno
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application
from zhicheng.applications.operations import lapse
from zhicheng.applications.registry import kind_of
from zhicheng.audit.operations import record
from zhicheng.core import masks, typst
from zhicheng.core.tasks import attempts
from zhicheng.files.models import StoredFile
from zhicheng.files.operations import store_generated
from zhicheng.letters.models import Letter, LetterSerial
from zhicheng.letters.rules import can_withdraw, valid_until
from zhicheng.reference.queries import codes

TEMPLATE = Path(__file__).with_name("letter.typ")
PDF = "application/pdf"


class NotIssuable(Exception):
    """The case lacks what a letter must say, or the list of number forms has none for the day."""


class NotAllowed(Exception):
    """Only an officer of the authority that issued a letter withdraws it, and only while its case waits."""


@dataclass(frozen=True, kw_only=True)
class Entrusted:
    """To whom a case is entrusted, why, and what was done before."""

    province: str
    committee: str
    reason: str
    done: str


@transaction.atomic
def issue(*, application: Application, entrusted: Entrusted, issuer: str, at: datetime, actor: User | None) -> Letter:
    """This function will issue the letter of a case, once, and return it; its PDF is made after commit.

    The caller holds the case. It raises NotIssuable.
    """
    issued = Letter.objects.filter(application=application).first()
    if issued is not None:
        return issued
    title, specialty, unit = application.title, application.specialty, application.employer
    if title is None or specialty is None or unit is None:
        raise NotIssuable(f"{application.number} 缺少职称、专业或人事管理单位，不能出具委托评审函。")
    today = timezone.localdate(at)
    letter = Letter.objects.create(
        number=_next_number(today),
        token=secrets.token_hex(16),
        application=application,
        holder_name=application.applicant.name,
        id_masked=masks.id_number(application.applicant.id_number),
        unit=unit.name,
        series=title.series.name,
        specialty=specialty.name,
        level=application.get_level_display(),
        title=title.name,
        year=application.year,
        province=entrusted.province,
        committee=entrusted.committee,
        reason=entrusted.reason,
        done=entrusted.done,
        issuer=issuer,
        issued_on=today,
        valid_until=valid_until(year=application.year, today=today),
    )
    _record(letter, "letters.issued", actor=actor, at=at)
    render_letter.enqueue(letter.pk, at.isoformat())  # a row of this transaction: no crash can lose it
    return letter


@transaction.atomic
def withdraw(*, letter: Letter, reason: str, actor: User, at: datetime) -> Letter:
    """This function will withdraw a letter and end its case, which waits for the result; it raises NotAllowed.

    `reason` is read by the applicant and by whoever checks the letter.
    """
    case = Application.objects.select_for_update().only("pk").get(pk=letter.application_id)
    letter = Letter.objects.select_related("application").get(pk=letter.pk)
    today = timezone.localdate(at)
    if letter.state(today) != "valid" or not can_withdraw(actor, letter):
        raise NotAllowed
    letter.withdrawn_on, letter.withdrawn_for, letter.withdrawn_by = today, reason, actor
    letter.save(update_fields=["withdrawn_on", "withdrawn_for", "withdrawn_by"])
    _record(letter, "letters.withdrawn", actor=actor, at=at)
    words = f"{letter.issuer}撤回了委托评审函 {letter.number}：{reason}"
    lapse(application=case, words=words, actor=actor, at=at)
    return letter


@attempts(5)
@task()
def render_letter(letter_id: int, at: str) -> None:
    """This function will make the PDF of a letter in the background; `at` is ISO 8601 with zone.

    A character without a glyph is kept as the letter's problem: trying again helps only with new fonts.
    """
    try:
        render(letter=Letter.objects.get(pk=letter_id), at=datetime.fromisoformat(at))
    except typst.MissingGlyphs as problem:
        Letter.objects.filter(pk=letter_id, pdf=None).update(problem=str(problem))


@transaction.atomic
def request_pdf(*, letter: Letter, at: datetime) -> None:
    """This function will have the PDF tried again where it could not be made; asked twice, it is tried once."""
    locked = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if locked.problem:
        locked.problem = ""
        locked.save(update_fields=["problem"])
        render_letter.enqueue(locked.pk, at.isoformat())


@transaction.atomic
def render(*, letter: Letter, at: datetime) -> StoredFile:
    """This function will return the letter's PDF, making and storing it once; it raises core.typst.MissingGlyphs."""
    locked = Letter.objects.select_for_update(of=("self",)).select_related("application__applicant").get(pk=letter.pk)
    if locked.pdf is not None:
        return locked.pdf
    pdf = typst.render(TEMPLATE, _face(locked), at=at, files={"qr.svg": _qr(locked)})
    name, owner = f"委托评审函-{locked.application.number}.pdf", locked.application.applicant
    locked.pdf = store_generated(name=name, data=pdf, content_type=PDF, at=at, owner=owner)
    locked.problem = ""
    locked.save(update_fields=["pdf", "problem"])
    return locked.pdf


def _face(letter: Letter) -> dict[str, str]:
    return {
        "number": letter.number,
        "to": letter.addressee,
        "name": letter.holder_name,
        "tail": letter.id_masked[-4:],
        "unit": letter.unit,
        "asked": f"{letter.series}　{letter.specialty}　{letter.title}（{letter.level}）",
        "year": f"{letter.year} 年度",
        "reason": letter.reason,
        "done": letter.done,
        "issuer": letter.issuer,
        "issued_on": _day(letter.issued_on),
        "valid_until": _day(letter.valid_until),
        "case": letter.application.number,
        "kind": kind_of(letter.application).title,
        "address": f"{settings.SITE_URL}/letters/v/",
    }


def _day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def _qr(letter: Letter) -> bytes:
    out = io.BytesIO()
    address = f"{settings.SITE_URL}/letters/v/{letter.token}/"
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=0)
    return out.getvalue()


def _next_number(today: date) -> str:
    """The next of the year, in the form that the list letter_number says: {year} and {serial} are filled in."""
    form = codes("letter_number", on=today).first()
    if form is None:
        raise NotIssuable("没有登记委托评审函的编号规则，不能编号。")
    LetterSerial.objects.get_or_create(year=today.year)
    serial = LetterSerial.objects.select_for_update().get(year=today.year)
    serial.last += 1
    serial.save(update_fields=["last"])
    return form.name.replace("{year}", str(today.year)).replace("{serial}", str(serial.last))


def _record(letter: Letter, verb: str, *, actor: User | None, at: datetime) -> None:
    record(actor=actor, verb=verb, subject=letter.application, data={"number": letter.number}, at=at)
