"""Whose desk besides the common ones, and the certificate at the end."""

from __future__ import annotations

from datetime import datetime

from zhicheng.applications.models import Application, Outcome
from zhicheng.certificates import operations as certificates
from zhicheng.kinds.common.effects import filled_in
from zhicheng.notifications.operations import notify
from zhicheng.organizations.models import Organization, Role
from zhicheng.organizations.queries import members


def office(application: Application) -> Organization | None:
    """This function will return the committee's office."""
    return application.call.committee.office if application.call else None


def bureau(application: Application) -> Organization | None:
    """This function will return the 人社部门 that confirms the committee's results."""
    return application.call.committee.hrss if application.call else None


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
        approval=filled_in(application, "confirm").get("approval", ""),
    )
