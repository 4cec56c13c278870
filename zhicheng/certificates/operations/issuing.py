"""Issuing, revoking and superseding certificates."""

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, Outcome
from zhicheng.applications.operations import revoke_title
from zhicheng.audit.operations import record
from zhicheng.calls.models import Committee
from zhicheng.certificates import numbers, rules
from zhicheng.certificates.models import Certificate, Serial, StatusChange
from zhicheng.certificates.operations.printing import render_certificate
from zhicheng.core import masks
from zhicheng.dossier.models import Profile
from zhicheng.dossier.operations import add_title
from zhicheng.organizations.models import Organization
from zhicheng.reference.models import ObtainedBy, Series


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
    original_number: str = "",
    place: Organization | None = None,
) -> Certificate:
    """This function will issue the certificate of a case that passed, once, and return it.

    Everything printed is frozen from the person and the case of this moment; the photo is the snapshot's. It
    also writes the holder's 现职称, and has the PDF made after commit. An `award` was obtained earlier (补发):
    it is printed instead, and no title is added; the certificate that this one `replaces` becomes 已换发, and
    one of before this system is told by its `original_number`. `place` is where it is numbered: the committee's or
    the unit's region unless given. `obtained_on` is when it was passed, where that is not the day of the case's
    decision. Raises NotIssuable, and NotValid for one that cannot be replaced.
    """
    case = _lock(application)
    issued = Certificate.objects.filter(application=case).first()
    if issued is not None:
        return issued
    says = award or _award(case, committee=committee, approval=approval, obtained_by=obtained_by)
    if obtained_on is not None:
        says = replace(says, obtained_on=obtained_on)
    numbered = place or (case.call.committee if case.call else case.employer)
    instead = {"reissued_from": replaces, "original_number": replaces.number if replaces else original_number}
    certificate = _write(case, says, numbered, issuer=issuer, today=timezone.localdate(at), **instead)
    _note(certificate, reason="发证", actor=actor, at=at)
    if award is None:
        _enter_title(certificate, case, at=at)
    if replaces is not None:
        _settle(replaces, Certificate.Status.SUPERSEDED, f"换发，新证书编号 {certificate.number}", actor=actor, at=at)
    render_certificate.enqueue(certificate.pk, at.isoformat())  # a row of this transaction: no crash can lose it
    return certificate


def _write(
    case: Application, says: Award, place: Committee | Organization | None, *, issuer: str, today: date, **more: Any
) -> Certificate:
    person, profile = case.applicant, Profile.objects.filter(owner=case.applicant).first()
    if profile is None:
        raise NotIssuable(f"{case.number} 的申请人没有填写基本信息，不能发证。")
    return Certificate.objects.create(
        number=_next_number(case, says, place, year=today.year),
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
        **more,
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


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, actor: User, at: datetime) -> Certificate:
    """This function will revoke a valid certificate (撤销); it stays on file and verification says so.

    The holder's title ends with it: no case can use it any more. Raises NotAllowed unless `actor` works for the
    issuing authority, NotValid when it has ended already.
    """
    revoked = _end(certificate, Certificate.Status.REVOKED, reason=reason, actor=actor, at=at)
    one: Certificate | None = revoked
    while one is not None:  # the title was entered with the number of the first of those it was issued in place of
        for number in filter(None, (one.number, one.original_number)):
            revoke_title(owner=revoked.holder, certificate_number=number, at=at)
        one = one.reissued_from
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


def _next_number(case: Application, says: Award, place: Committee | Organization | None, *, year: int) -> str:
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
