"""What happens when a stage is reached or passed, in more than one kind."""

from __future__ import annotations

from datetime import datetime

from zhicheng.applications import operations
from zhicheng.applications.models import Application, Notice, Outcome, StageRecord
from zhicheng.applications.queries import current_stage


def is_not_failed(application: Application) -> bool:
    """This function will tell whether the case is to be posted after the review or the assessment."""
    return application.outcome == Outcome.PASSED


def filled_in(application: Application, key: str) -> dict[str, str]:
    """This function will return what the desk of the stage `key` filled in when it passed the case last."""
    judged = (Outcome.PASSED, Outcome.NOT_PASSED)
    stage = StageRecord.objects.filter(application=application, key=key, outcome__in=judged).latest("round")
    return dict(stage.data)


def post_before(application: Application, at: datetime) -> None:
    """This function will open the 评前公示 where the unit said it posts it."""
    said = filled_in(application, "unit")
    _post(application, Notice.Phase.BEFORE, place=said.get("place", ""), phone=said.get("phone", ""), at=at)


def post_after(application: Application, at: datetime) -> None:
    """This function will open the 评后公示 on the public page; whoever posts it takes the calls."""
    stage = current_stage(application)
    assert stage is not None  # noqa: S101 -- it has just arrived
    phone = stage.organization.contact_phone
    _post(application, Notice.Phase.AFTER, place="本系统“公示”栏目", phone=phone, at=at)


def decided_by(application: Application, key: str) -> StageRecord:
    """This function will return the stop `key` of this round, with its organization and officer."""
    stops = application.stages.select_related("organization", "decided_by")
    return stops.get(round=application.round, key=key)


def _post(application: Application, phase: Notice.Phase, *, place: str, phone: str, at: datetime) -> None:
    assert application.period is not None  # noqa: S101 -- submitted
    days = application.period.notice_days
    operations.open_notice(application=application, phase=phase, days=days, place=place, phone=phone, at=at)


def lock_cases(application: Application) -> None:
    """This function will lock all open cases of the person, in their order, where the effect changes them too."""
    operations.lock_cases(application.applicant)
