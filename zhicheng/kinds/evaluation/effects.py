"""Whose desk, and what happens when a stage is reached or passed."""

from __future__ import annotations

from datetime import datetime

from zhicheng.applications import operations
from zhicheng.applications.models import Application, Notice, Outcome, StageRecord
from zhicheng.certificates import operations as certificates
from zhicheng.notifications.operations import notify
from zhicheng.organizations.models import Organization, Role
from zhicheng.organizations.queries import members


def employer(application: Application) -> Organization | None:
    """This function will return the 人事管理单位."""
    return application.employer


def competent(application: Application) -> Organization | None:
    """This function will return the 主管单位, which follows from the unit."""
    return application.employer.parent if application.employer else None


def office(application: Application) -> Organization | None:
    """This function will return the committee's office."""
    return application.call.committee.office if application.call else None


def bureau(application: Application) -> Organization | None:
    """This function will return the 人社部门 that confirms the committee's results."""
    return application.call.committee.hrss if application.call else None


def is_not_failed(application: Application) -> bool:
    """This function will tell whether the case is to be posted after the review."""
    return application.outcome == Outcome.PASSED


def _filled_in(application: Application, key: str) -> dict[str, str]:
    stage = StageRecord.objects.filter(application=application, key=key, outcome=Outcome.PASSED).latest("round")
    return dict(stage.data)


def post_before(application: Application, at: datetime) -> None:
    """This function will open the 评前公示 where the unit said it posts it."""
    assert application.call is not None  # noqa: S101 -- submitted
    said = _filled_in(application, "unit")
    operations.open_notice(
        application=application,
        phase=Notice.Phase.BEFORE,
        days=application.call.notice_days,
        place=said.get("place", ""),
        phone=said.get("phone", ""),
        at=at,
    )


def post_after(application: Application, at: datetime) -> None:
    """This function will open the 评后公示 on the public page."""
    assert application.call is not None  # noqa: S101 -- submitted
    operations.open_notice(
        application=application,
        phase=Notice.Phase.AFTER,
        days=application.call.notice_days,
        place="本系统“公示”栏目",
        phone=application.call.committee.office.contact_phone,
        at=at,
    )


def tell_office(application: Application, at: datetime) -> None:
    """This function will tell the committee's office that the bureau did not confirm its result."""
    assert application.call is not None  # noqa: S101 -- submitted
    desk = application.call.committee.office
    bureau = application.call.committee.hrss
    notify(
        recipients=members(desk, Role.OFFICE),
        title=f"不予核准：{application.number}",
        body=f"{application.applicant.name}的评审结果未获{bureau.name}核准，原因在办理记录里。",
        about=application.number,
        at=at,
        channels=(),
    )


def issue_certificate(application: Application, at: datetime) -> None:
    """This function will issue the certificate of a case that passed; a failed one gets none."""
    if application.outcome != Outcome.PASSED:
        return
    assert application.call is not None  # noqa: S101 -- submitted
    committee = application.call.committee
    certificates.issue(
        application=application,
        at=at,
        committee=committee.name,
        issuer=committee.hrss.name,
        approval=_filled_in(application, "confirm").get("approval", ""),
    )
