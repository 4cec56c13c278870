"""Issuing, printing, revoking and superseding certificates."""

import io
import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import segno
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, Outcome
from zhicheng.applications.operations import revoke_title
from zhicheng.audit.operations import record
from zhicheng.certificates import numbers, rules
from zhicheng.certificates.models import Certificate, Serial, StatusChange
from zhicheng.core import masks, typst
from zhicheng.core.tasks import attempts
from zhicheng.dossier.models import Profile
from zhicheng.dossier.operations import add_title
from zhicheng.files.models import StoredFile
from zhicheng.files.operations import store_generated
from zhicheng.files.queries import open_file
from zhicheng.reference.models import ObtainedBy, Series

TEMPLATE = Path(__file__).with_name("certificate.typ")
PDF = "application/pdf"


class Refused(Exception):
    """The verb does not apply; the text is for the person who tried."""


class NotIssuable(Refused):
    """The case did not pass, or lacks what a certificate must say."""


class NotValid(Refused):
    """The certificate was already revoked or superseded."""


class NotAllowed(Refused):
    """Only the authority that issued it may end it."""


@dataclass(frozen=True, kw_only=True)
class Award:
    """What a certificate says was obtained: how, when, from whom."""

    title: str
    level: str
    series: Series
    specialty: str
    obtained_on: date
    obtained_by: str
    committee: str
    approval: str = ""


@transaction.atomic
def issue(
    *,
    application: Application,
    at: datetime,
    committee: str,
    issuer: str,
    actor: User | None = None,
    approval: str = "",
    obtained_by: ObtainedBy = ObtainedBy.REVIEW,
    obtained_on: date | None = None,
    award: Award | None = None,
    replaces: Certificate | None = None,
) -> Certificate:
    """This function will issue the certificate of a case that passed, once, and return it.

    Everything printed is frozen from the person and the case of this moment; the photo is the snapshot's. It
    also writes the holder's 现职称, and has the PDF made after commit. An `award` was obtained earlier (补发):
    it is printed instead, and no title is added; the certificate that this one `replaces` becomes 已换发.
    `obtained_on` is when it was passed, where that is not the day of the case's decision. Raises NotIssuable.
    """
    case = _lock(application)
    issued = Certificate.objects.filter(application=case).first()
    if issued is not None:
        return issued
    says = award or _award(case, committee=committee, approval=approval, obtained_by=obtained_by)
    if obtained_on is not None:
        says = replace(says, obtained_on=obtained_on)
    certificate = _write(case, says, issuer=issuer, today=timezone.localdate(at))
    _note(certificate, reason="发证", actor=actor, at=at)
    if award is None:
        _enter_title(certificate, case, at=at)
    if replaces is not None:
        _settle(replaces, Certificate.Status.SUPERSEDED, f"换发，新证书编号 {certificate.number}", actor=actor, at=at)
    render_certificate.enqueue(certificate.pk, at.isoformat())  # a row of this transaction: no crash can lose it
    return certificate


def _write(case: Application, says: Award, *, issuer: str, today: date) -> Certificate:
    person, profile = case.applicant, Profile.objects.filter(owner=case.applicant).first()
    if profile is None:
        raise NotIssuable(f"{case.number} 的申请人没有填写基本信息，不能发证。")
    return Certificate.objects.create(
        number=_next_number(case, says, year=today.year),
        token=secrets.token_hex(16),
        holder=person,
        holder_name=person.name,
        sex=profile.get_sex_display(),
        born_on=profile.born_on,
        id_masked=masks.id_number(person.id_number),
        id_index=person.id_index,
        photo_id=(case.content.snapshot or {}).get("photo"),
        title=says.title,
        level=says.level,
        series=says.series.name,
        specialty=says.specialty,
        obtained_on=says.obtained_on,
        obtained_by=says.obtained_by,
        committee=says.committee,
        approval=says.approval,
        issuer=issuer,
        issued_on=today,
        application=case,
    )


def _award(case: Application, *, committee: str, approval: str, obtained_by: ObtainedBy) -> Award:
    """What a case that passed has earned."""
    if case.outcome != Outcome.PASSED or not (case.title and case.specialty and case.decided_on):
        raise NotIssuable(f"{case.number} 未通过评审，或缺少职称、专业、通过时间，不能发证。")
    return Award(
        title=case.title.name,
        level=case.title.level,
        series=case.title.series,
        specialty=case.specialty.name,
        obtained_on=case.decided_on,
        obtained_by=obtained_by,
        committee=committee,
        approval=approval,
    )


@attempts(5)
@task()  # django-tasks ships no types
def render_certificate(certificate_id: int, at: str) -> None:
    """This function will make the PDF of a certificate in the background; `at` is ISO 8601 with zone.

    A character without a glyph is kept as the certificate's problem: trying again helps only with new fonts.
    """
    try:
        render(certificate=Certificate.objects.get(pk=certificate_id), at=datetime.fromisoformat(at))
    except typst.MissingGlyphs as problem:
        Certificate.objects.filter(pk=certificate_id, pdf=None).update(problem=str(problem))


@transaction.atomic
def request_pdf(*, certificate: Certificate, at: datetime) -> Certificate:
    """This function will have the PDF tried again where it could not be made; asked twice, it is tried once."""
    locked = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if locked.problem:
        locked.problem = ""
        locked.save(update_fields=["problem"])
        render_certificate.enqueue(locked.pk, at.isoformat())
    return locked


def request_missing(*, at: datetime) -> int:
    """This function will have every certificate without a PDF tried again and return how many: after fonts came."""
    missing = Certificate.objects.filter(pdf=None).order_by("pk").values_list("pk", flat=True)
    for pk in missing:
        with transaction.atomic():
            Certificate.objects.filter(pk=pk).update(problem="")
            render_certificate.enqueue(pk, at.isoformat())
    return len(missing)


@transaction.atomic
def render(*, certificate: Certificate, at: datetime) -> StoredFile:
    """This function will return the certificate's PDF, making and storing it once.

    Raises core.typst.MissingGlyphs when a character cannot be drawn.
    """
    locked = Certificate.objects.select_for_update(of=("self",)).select_related("holder").get(pk=certificate.pk)
    if locked.pdf is not None:
        return locked.pdf
    files = {"qr.svg": _qr(locked)}
    if locked.photo is not None:
        with open_file(locked.photo) as photo:
            files["photo.jpg"] = photo.read()
    # The number whole, as on paper; masked where the holder's document changed since the issue.
    holder = locked.holder
    number = holder.id_number if holder.id_index == locked.id_index else locked.id_masked
    pdf = typst.render(TEMPLATE, _face(locked) | {"id_number": number, "note": ""}, at=at, files=files)
    locked.pdf = store_generated(
        name=f"职称证书-{locked.number}.pdf", data=pdf, content_type=PDF, at=at, owner=locked.holder
    )
    locked.problem = ""
    locked.save(update_fields=["pdf", "problem"])
    return locked.pdf


def render_extract(*, certificate: Certificate, at: datetime) -> bytes:
    """This function will return a 核验件 as PDF, for others: the status at `at`, and the title.

    No photo, no sex, no birth month: with the masked number they would tell most of the number.
    """
    local = timezone.localtime(at)
    note = f"核验件　{local:%Y-%m-%d %H:%M} 状态：{certificate.get_status_display()}。不作为职称证书使用。"
    data = _face(certificate) | {"id_number": certificate.id_masked, "note": note, "sex": "", "born": ""}
    return typst.render(TEMPLATE, data, at=at, files={"qr.svg": _qr(certificate)})


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, actor: User, at: datetime) -> Certificate:
    """This function will revoke a valid certificate (撤销); it stays on file and verification says so.

    The holder's title ends with it: no case can use it any more. Raises NotAllowed unless `actor` works for the
    issuing authority, NotValid when it has ended already.
    """
    revoked = _end(certificate, Certificate.Status.REVOKED, reason=reason, actor=actor, at=at)
    revoke_title(owner=revoked.holder, certificate_number=revoked.number, at=at)
    return revoked


@transaction.atomic
def supersede(*, certificate: Certificate, reason: str, actor: User, at: datetime) -> Certificate:
    """This function will mark a valid certificate as 已换发; the title stays. Refusals as in `revoke`."""
    return _end(certificate, Certificate.Status.SUPERSEDED, reason=reason, actor=actor, at=at)


def _end(
    certificate: Certificate, status: Certificate.Status, *, reason: str, actor: User, at: datetime
) -> Certificate:
    if not rules.can_end(actor, certificate):
        raise NotAllowed(f"证书由发证机关{certificate.issuer}办理。")
    return _settle(certificate, status, reason, actor=actor, at=at)


def _settle(
    certificate: Certificate, status: Certificate.Status, reason: str, *, actor: User | None, at: datetime
) -> Certificate:
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if locked.status != Certificate.Status.VALID:
        raise NotValid(f"证书{locked.get_status_display()}，不能再办理。")
    locked.status = status
    locked.save(update_fields=["status"])
    _note(locked, reason=reason, actor=actor, at=at)
    return locked


def _note(certificate: Certificate, *, reason: str, actor: User | None, at: datetime) -> None:
    """The history and the audit say the same."""
    StatusChange.objects.create(certificate=certificate, status=certificate.status, reason=reason, at=at, by=actor)
    subject = f"certificates.certificate:{certificate.number}"
    data = {"status": certificate.status}
    record(actor=actor, verb="certificates.status", subject=subject, data=data, at=at)


def _enter_title(certificate: Certificate, case: Application, *, at: datetime) -> None:
    add_title(
        owner=certificate.holder,
        number=case.number,
        name=certificate.title,
        level=certificate.level,
        series=certificate.series,
        specialty=certificate.specialty,
        obtained_on=certificate.obtained_on,
        obtained_by=certificate.obtained_by,
        review_year=case.year,
        issuer=certificate.issuer,
        certificate_number=certificate.number,
        at=at,
    )


def _lock(application: Application) -> Application:
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("content", "applicant", "title__series", "specialty", "call__committee", "employer")
        .get(pk=application.pk)
    )


def _next_number(case: Application, says: Award, *, year: int) -> str:
    place = case.call.committee if case.call else case.employer
    if place is None:
        raise NotIssuable(f"{case.number} 没有评委会和人事管理单位，不能编号。")
    start = numbers.prefix(
        year=year,
        region=place.region_id,
        series=says.series.code,
        level=says.level,
        obtained_by=says.obtained_by,
    )
    Serial.objects.get_or_create(prefix=start)
    serial = Serial.objects.select_for_update().get(prefix=start)
    serial.last += 1
    serial.save(update_fields=["last"])
    return numbers.compose(start, serial.last)


def _face(certificate: Certificate) -> dict[str, str]:
    return {
        "name": certificate.holder_name,
        "sex": certificate.sex,
        "born": f"{certificate.born_on.year} 年 {certificate.born_on.month} 月",
        "title": certificate.title,
        "series": certificate.series,
        "specialty": certificate.specialty,
        "level": certificate.get_level_display(),
        "obtained_on": _day(certificate.obtained_on),
        "obtained_by": certificate.get_obtained_by_display(),
        "committee": certificate.committee,
        "approval": certificate.approval,
        "issuer": certificate.issuer,
        "issued_on": _day(certificate.issued_on),
        "number": certificate.number,
        "management_number": str(certificate.management_number),
        "address": settings.SITE_URL,
    }


def _day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def _qr(certificate: Certificate) -> bytes:
    out = io.BytesIO()
    address = f"{settings.SITE_URL}/certificates/v/{certificate.token}/"
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=0, dark="#07204a", light="#fff")
    return out.getvalue()
