"""协助填报: the applicant lets an officer of his unit fill in for him, and takes it back; what ends by itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from zhicheng.accounts import queries as accounts
from zhicheng.accounts.models import User
from zhicheng.applications.models import FINAL, Application, Assistance
from zhicheng.applications.operations.common import NotAllowed, admit, lock
from zhicheng.applications.operations.keeping import note_help
from zhicheng.applications.registry import kind_of
from zhicheng.applications.rules import can_assist, can_end
from zhicheng.audit import operations as audit
from zhicheng.core.fields import day_words
from zhicheng.dossier import operations as dossier
from zhicheng.dossier.models import Photo
from zhicheng.files.photos import Box
from zhicheng.notifications import operations as notifications
from zhicheng.organizations.models import Organization

LONGEST = 90  # days for which one may be let fill in: no longer than a year's filing takes, by our own judgement
UNANSWERED = 14  # days after which a request nobody answered is over
BATCH = 200
End = Assistance.End
PAGE = "在“个人信息查看”里的“协助填报”可以随时查看和结束。"


class AlreadyAssisted(Exception):
    """There is an open assistance between the two, agreed to or asked for."""


class BadPeriod(ValueError):
    """Neither one open case of the applicant, nor a day from today up to LONGEST days on."""


@transaction.atomic
def allow_assistance(
    *,
    applicant: User,
    helper: User,
    unit: Organization,
    application: Application | None = None,
    until: date | None = None,
    at: datetime,
) -> Assistance:
    """This function will let `helper` fill in for the applicant from now on: in one case, or in all until a day.

    It raises NotAllowed unless he is an officer of the applicant's unit, BadPeriod, or AlreadyAssisted.
    """
    made = _open(applicant, helper, unit, application, until, at=at, began_at=at)
    _record(made, "began", actor=applicant, at=at)
    _tell_began(made, at=at)
    return made


@transaction.atomic
def ask_assistance(
    *,
    applicant: User,
    helper: User,
    unit: Organization,
    application: Application | None = None,
    until: date | None = None,
    at: datetime,
) -> Assistance:
    """This function will ask the applicant to let `helper` fill in for him; until he agrees it lets nobody do anything.

    Refusals as in `allow_assistance`.
    """
    made = _open(applicant, helper, unit, application, until, at=at, began_at=None)
    _record(made, "asked", actor=helper, at=at)
    body = (
        f"{unit.name}{helper.name}申请协助您填报（{scope_of(made)}）。登录系统，在“协助填报”里确认或拒绝。"
        "不是您要求的，可以不理会。"
    )
    _tell(made, applicant, "有经办人申请协助您填报", body, at=at)
    return made


@transaction.atomic
def agree_to_assistance(*, assistance: Assistance, actor: User, at: datetime) -> Assistance:
    """This function will let what an officer asked for begin, by the applicant's word; agreed to twice, it is once.

    It raises NotAllowed for anybody else, when it ended, or when the officer could not be let any more.
    """
    held = _hold(assistance)
    if actor.pk != held.applicant_id or not held.is_open:
        raise NotAllowed
    if held.began_at is not None:
        return held
    if _ending(held, on=timezone.localdate(at)):
        raise NotAllowed
    held.began_at = at
    held.save(update_fields=["began_at"])
    _record(held, "began", actor=actor, at=at)
    _tell_began(held, at=at)
    return held


@transaction.atomic
def end_assistance(*, assistance: Assistance, actor: User, at: datetime) -> None:
    """This function will end it by the word of either side, or decline what was asked for; it raises NotAllowed.

    The helper's verbs hold the same row, so nothing of his is written afterwards.
    """
    held = _hold(assistance)
    if not can_end(actor, held):
        raise NotAllowed
    is_applicant = actor.pk == held.applicant_id
    _end(held, (End.DECLINED if held.is_asked else End.APPLICANT) if is_applicant else End.HELPER, actor=actor, at=at)


def end_assistances(*, at: datetime) -> int:
    """This function will end what holds no more: the time, the unit, the officer, the case; it returns how many."""
    on, ended, last = timezone.localdate(at), 0, 0
    while found := list(
        Assistance.objects.open().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        for pk in _over(found, on=on):
            ended += _end_one(pk, on=on, at=at)
        last = found[-1]
    return ended


@transaction.atomic
def end_assistances_of(*, person: User, at: datetime) -> None:
    """This function will end all that let somebody fill in for the person: he goes to another unit."""
    for one in Assistance.objects.open().filter(applicant=person).order_by("pk"):
        held = _hold(one)
        if held.is_open:
            _end(held, End.UNIT, actor=None, at=at)


@transaction.atomic
def set_photo(
    *, application: Application, data: bytes, crop: Box | None, name: str, actor: User, at: datetime
) -> Photo:
    """This function will set the applicant's photo for one of his cases, by himself or by who assists him.

    It raises NotAllowed or files.operations.BadFile.
    """
    locked = admit(lock(application), actor, at=at)
    photo = dossier.set_photo(owner=locked.applicant, data=data, crop=crop, at=at, name=name, actor=actor)
    if locked.helper:
        note_help(locked, "photo", at=at)
    return photo


def scope_of(assistance: Assistance) -> str:
    """This function will say for what it is: one case, or all until a day."""
    case = assistance.application
    if case is not None:
        return f"{case.year} 年度{kind_of(case).title}，申报编号 {case.number}"
    assert assistance.until is not None  # noqa: S101 -- a constraint
    return f"全部在填的申请，到 {day_words(assistance.until)}为止"


def _open(
    applicant: User,
    helper: User,
    unit: Organization,
    application: Application | None,
    until: date | None,
    *,
    at: datetime,
    began_at: datetime | None,
) -> Assistance:
    if not can_assist(helper, applicant, unit=unit):
        raise NotAllowed
    on = timezone.localdate(at)
    if (application is None) == (until is None):
        raise BadPeriod
    if until is not None and not on <= until <= on + timedelta(days=LONGEST):
        raise BadPeriod
    if application is not None and (application.applicant_id != applicant.pk or not application.is_open):
        raise BadPeriod
    said = {"application": application, "until": until, "asked_at": at, "began_at": began_at}
    try:
        with transaction.atomic():
            return Assistance.objects.create(applicant=applicant, helper=helper, unit=unit, **said)
    except IntegrityError:
        raise AlreadyAssisted from None


def _hold(assistance: Assistance) -> Assistance:
    """The row as it is now, locked; two statements, as in `common.lock`."""
    Assistance.objects.select_for_update().only("pk").get(pk=assistance.pk)
    return Assistance.objects.select_related("applicant", "helper", "unit", "application").get(pk=assistance.pk)


def _over(pks: list[int], *, on: date) -> list[int]:
    """Those of which at least one thing may have changed; each is looked at again under its lock."""
    holds = (
        Assistance.objects.filter(pk__in=pks)
        .in_force(on)
        .filter(Q(application=None) | ~Q(application__status__in=FINAL))
    )
    return sorted({*pks} - {*holds.values_list("pk", flat=True)})


@transaction.atomic
def _end_one(pk: int, *, on: date, at: datetime) -> int:
    held = _hold(Assistance(pk=pk))
    end = _ending(held, on=on) if held.is_open else None
    if end is None:
        return 0
    _end(held, end, actor=None, at=at)
    return 1


def _ending(held: Assistance, *, on: date) -> Assistance.End | None:
    """Why it holds no more, or None."""
    if held.application is not None and not held.application.is_open:
        return End.CASE
    if held.until is not None and held.until < on:
        return End.TIME
    if held.is_asked and timezone.localdate(held.asked_at) + timedelta(days=UNANSWERED) < on:
        return End.TIME
    return None if can_assist(held.helper, held.applicant, unit=held.unit) else End.UNIT


def _end(held: Assistance, end: Assistance.End, *, actor: User | None, at: datetime) -> None:
    had_begun = held.began_at is not None
    held.end, held.ended_at = end, at
    held.save(update_fields=["end", "ended_at"])
    _record(held, "ended", actor=actor, at=at, end=end)
    reason = f"（{end.label}）"
    if had_begun:
        body = f"{held.helper.name}协助您填报已结束{reason}，不能再打开您的申请。填好的内容都保留着，请您核对后提交。"
        _tell(held, held.applicant, "协助填报已结束", body, at=at)
    elif end != End.DECLINED:
        body = f"{held.unit.name}{held.helper.name}的协助申请已结束{reason}，没有人打开过您的申请。"
        _tell(held, held.applicant, "协助填报的申请已结束", body, at=at)
    if actor is None or actor.pk != held.helper_id:
        _tell(
            held,
            held.helper,
            f"协助{held.applicant.name}填报已结束",
            f"协助{held.applicant.name}填报已结束{reason}。",
            at=at,
        )


def _record(one: Assistance, what: str, *, actor: User | None, at: datetime, **more: object) -> None:
    """An act for the applicant: he is whom it is about, whoever does it."""
    case = one.application.number if one.application else None
    data = {"assistance": one.pk, "helper": one.helper_id, "case": case, "until": one.until, **more}
    audit.record(actor=actor, verb=f"assistance.{what}", subject=accounts.subject_of(one.applicant), data=data, at=at)


def _tell_began(one: Assistance, *, at: datetime) -> None:
    body = (
        f"{one.unit.name}{one.helper.name}开始协助您填报（{scope_of(one)}）。"
        f"他可以代您填写和上传材料，不能提交、撤回或代您承诺。{PAGE}"
    )
    _tell(one, one.applicant, "协助填报已开始", body, at=at)
    words = f"{one.applicant.name}已同意您协助填报（{scope_of(one)}）。在“协助填报”里打开。"
    _tell(one, one.helper, f"可以协助{one.applicant.name}填报", words, at=at)


def _tell(one: Assistance, who: User, title: str, body: str, *, at: datetime) -> None:
    is_applicant = who.pk == one.applicant_id
    about = one.application.number if one.application and is_applicant else ""
    channels = ("sms",) if is_applicant else ()
    notifications.notify(recipients=[who], title=title, body=body, about=about, at=at, channels=channels)
