"""“我的单位不在列表里”: asked by a person, answered once by the bureau of the region."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from zhicheng.accounts.models import User
from zhicheng.audit import operations as audit
from zhicheng.files.models import StoredFile
from zhicheng.notifications.operations import notify
from zhicheng.organizations.models import Organization, Role, UnitRequest
from zhicheng.organizations.operations.units import open_organization, registered_name
from zhicheng.organizations.queries import bureau_of, members
from zhicheng.organizations.rules import can_answer, can_be_chosen, is_within
from zhicheng.reference.models import Region

MOST_OPEN = 3  # of one person
Answer = UnitRequest.Answer


class TooManyRequests(Exception):
    """Three requests of the person still wait for an answer."""


class NoBureau(Exception):
    """No 人社部门 of the region or above it has anybody who could answer."""


class AlreadyAnswered(Exception):
    """Another officer was quicker."""


class NotAllowed(Exception):
    """This person may not answer this request."""


class BadAnswer(Exception):
    """The answer names no fitting organization, or a refusal gives no reason."""


@transaction.atomic
def request_unit(
    *,
    requester: User,
    name: str,
    credit_code: str,
    nature: str,
    region: Region,
    contact: str,
    phone: str,
    remark: str,
    proofs: Sequence[StoredFile] = (),
    at: datetime,
) -> UnitRequest:
    """This function will ask the bureau of the region for the person's unit, and tell its officers.

    It raises TooManyRequests or NoBureau.
    """
    User.objects.select_for_update().get(pk=requester.pk)
    if UnitRequest.objects.filter(requester=requester, answer="").count() >= MOST_OPEN:
        raise TooManyRequests
    bureau = bureau_of(region.pk)
    if bureau is None:
        raise NoBureau
    asked = UnitRequest.objects.create(
        requester=requester,
        name=registered_name(name),
        credit_code=credit_code,
        nature=nature,
        region=region,
        contact=contact,
        phone=phone,
        remark=remark,
        bureau=bureau,
        at=at,
    )
    asked.proofs.set(proofs)
    title, body = "有人申请开通单位", f"{asked.name}（{region.name}）申请开通为人事管理单位，到“单位申请”办理。"
    notify(recipients=members(bureau, Role.HRSS), title=title, body=body, at=at, channels=())
    audit.record(actor=requester, verb="organizations.request_unit", subject=asked, bureau=bureau.pk)
    return asked


@transaction.atomic
def answer_request(
    *,
    request: UnitRequest,
    answer: str,
    unit: Organization | None = None,
    name: str = "",
    parent: Organization | None = None,
    reason: str = "",
    actor: User,
    at: datetime,
) -> UnitRequest:
    """This function will answer a request, once, and tell the person what to do next.

    OPENED makes the unit under `parent`, as `name` when the typed one is to be corrected; EXISTING and WINDOW name
    the `unit` to choose; REFUSED gives the `reason`. Nobody is affiliated by it: who asked chooses the unit himself,
    having seen its 主管单位, because that choice is made only once.
    It raises NotAllowed, AlreadyAnswered, BadAnswer or NameTaken.
    """
    UnitRequest.objects.select_for_update().only("pk").get(pk=request.pk)
    request = UnitRequest.objects.select_related("bureau", "region", "requester").get(pk=request.pk)
    if not can_answer(actor, request):
        raise NotAllowed
    if not request.is_open:
        raise AlreadyAnswered
    if answer == Answer.OPENED:
        unit = _open(request, name=name, parent=parent, actor=actor)
    _check(answer, unit, reason)
    request.answer, request.unit, request.reason = answer, unit if answer != Answer.REFUSED else None, reason
    request.answered_by, request.answered_at = actor, at
    request.save(update_fields=["answer", "unit", "reason", "answered_by", "answered_at"])
    title, body = _words(request)
    notify(recipients=[request.requester], title=title, body=body, at=at)
    audit.record(
        actor=actor,
        verb="organizations.answer_request",
        subject=request,
        answer=answer,
        unit=request.unit_id,
        reason=reason,
    )
    return request


def _open(request: UnitRequest, *, name: str, parent: Organization | None, actor: User) -> Organization:
    if parent is None or not parent.is_active or not is_within(parent.region_id, request.bureau.region_id):
        raise BadAnswer
    return open_organization(
        name=name or request.name,
        nature=request.nature,
        region=request.region,
        parent=parent,
        hrss=request.bureau,
        credit_code=request.credit_code,
        actor=actor,
    )


def _check(answer: str, unit: Organization | None, reason: str) -> None:
    if answer == Answer.REFUSED:
        is_good = bool(reason.strip())
    elif unit is None or answer not in Answer.values:
        is_good = False
    else:
        is_good = can_be_chosen(unit) and (answer != Answer.WINDOW or unit.is_nonpublic_agent)
    if not is_good:
        raise BadAnswer


def _words(request: UnitRequest) -> tuple[str, str]:
    """What the person reads: the title, and what to do next."""
    unit = request.unit.name if request.unit else ""
    where = "打开“工作台”中的“人事管理单位”，核对主管单位后选定"
    more = f"说明：{request.reason}" if request.reason and request.answer != Answer.REFUSED else ""
    title, body = {
        Answer.OPENED: ("单位已开通", f"您申请的{unit}已经开通。{where}。"),
        Answer.EXISTING: ("单位已在系统中", f"您申请的{request.name}在系统中是{unit}。{where}。"),
        Answer.WINDOW: ("由非公申报点受理", f"{request.name}的申报由{unit}受理。{where}。"),
        Answer.REFUSED: (
            "单位没有开通",
            f"您申请的{request.name}没有开通，原因：{request.reason}。改正后可以重新申请，有疑问可联系{request.bureau.name}"
            f"{request.bureau.contact_phone}。",
        ),
    }[Answer(request.answer)]
    return title, body + more
