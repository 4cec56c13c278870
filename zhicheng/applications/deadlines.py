"""Until when a case may be submitted: the one place that knows. Pages, verbs and the clock all ask here."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, CorrectionNotice, Extension, Outcome, StageRecord, Status
from zhicheng.calls.models import Call
from zhicheng.core.workdays import SHANGHAI, add_workdays, workdays_between
from zhicheng.reference.queries import calendar

CORRECTING = (Status.RETURNED, Status.WITHDRAWN, Status.IN_PROGRESS)


def due_for(application: Application, *, at: datetime) -> datetime | None:
    """This function will return the last moment to submit; None: no limit. At `due` itself it is too late.

    Of a draft it is the period's; of a returned case the correction's 24:00; of one that is or would be withdrawn the
    later of both, for what was asked for may still be handed in. A case's own extension can only make it later.
    """
    return dues([application], at=at)[application.pk]


def due_after(application: Application, notice: CorrectionNotice) -> datetime | None:
    """This function will return `due_for` of a returned case, without a statement, when its newest notice is known."""
    return _due(application, notice, resumed=notice.issued_at)


def newest_notices(applications: Collection[Application]) -> dict[int, CorrectionNotice]:
    """This function will return the newest 一次性告知书 of each case that came back, by the case's key.

    One statement, none if no case came back; with the stop, its organization, and when the case was withdrawn last.
    """
    back = [case.pk for case in applications if case.round and case.status in CORRECTING]
    withdrawn = StageRecord.objects.filter(application=OuterRef("stage__application"), outcome=Outcome.WITHDRAWN)
    notices = (
        CorrectionNotice.objects.filter(stage__application__in=back)
        .annotate(withdrawn_at=Subquery(withdrawn.order_by("-decided_at").values("decided_at")[:1]))
        .select_related("stage__organization")
        .order_by("issued_at", "pk")
    )
    return {one.stage.application_id: one for one in notices} if back else {}


def dues(
    applications: Collection[Application], *, at: datetime, notices: dict[int, CorrectionNotice] | None = None
) -> dict[int, datetime | None]:
    """This function will return `due_for` of each case by its key; no statement with their `newest_notices`.

    Of a case that was withdrawn the calendar is asked, too. The cases come with their period.
    """
    newest = newest_notices(applications) if notices is None else notices
    return {case.pk: _due(case, newest.get(case.pk), resumed=_left(case, newest, at)) for case in applications}


def _left(case: Application, notices: dict[int, CorrectionNotice], at: datetime) -> datetime:
    """When the clock of a correction runs on: since the case was withdrawn, or from now if it would be."""
    is_withdrawn = case.status == Status.WITHDRAWN and case.pk in notices
    return getattr(notices[case.pk], "withdrawn_at", None) or at if is_withdrawn else at


def _due(case: Application, notice: CorrectionNotice | None, *, resumed: datetime) -> datetime | None:
    by_period = case.period.submit_until if case.period else None
    if notice is None:
        due = by_period
    elif case.status == Status.RETURNED:
        due = _midnight(notice.due_on)
    else:
        due = max(by_period, _midnight(_resumed(notice, resumed))) if by_period else None
    return due if due is None or case.extended_until is None else max(due, case.extended_until)


def granted(person: User, *, at: datetime) -> QuerySet[Extension]:
    """This function will return the 延期 that let the person begin with a call, and submit to it, after its end."""
    return Extension.objects.filter(person=person, call__isnull=False, until__gt=at)


def with_time(calls: QuerySet[Call], extensions: QuerySet[Extension]) -> QuerySet[Call]:
    """This function will have each call say (`extended_until`) until when the `granted` extensions give time there."""
    last = extensions.filter(call=OuterRef("pk")).order_by("-until").values("until")[:1]
    return calls.annotate(given_until=Subquery(last))


def calls_for(person: User, *, at: datetime) -> QuerySet[Call]:
    """This function will return the calls that the person may begin with now: those open, and those he has 延期 for."""
    extensions = granted(person, at=at)
    return with_time(Call.objects.open_at(at, besides=extensions.values("call")), extensions)


def time_with(call: Call, person: User, *, at: datetime) -> datetime:
    """This function will return until when the person may begin with the call and submit to it."""
    return max([call.submit_until, *granted(person, at=at).filter(call=call).values_list("until", flat=True)])


def extension_of(application: Application) -> datetime | None:
    """This function will return the latest moment of the 延期 that count for a case with its present call.

    What was given to a case that came back stays with it, for it was given to what was asked for.
    """
    mine = Q(person=application.applicant_id, call=application.call_id)
    if application.round:
        mine |= Q(application=application)
    last: datetime | None = Extension.objects.filter(mine).aggregate(last=Max("until"))["last"]
    return last


def _resumed(notice: CorrectionNotice, at: datetime) -> date:
    """The correction's last day if its clock, which stood still while officials had the case, runs on from `at`."""
    if notice.answered_at is None:
        return notice.due_on
    days = calendar()
    left = workdays_between(timezone.localdate(notice.answered_at), notice.due_on, calendar=days)
    return max(notice.due_on, add_workdays(timezone.localdate(at), max(left, 0), calendar=days))


def _midnight(last: date) -> datetime:
    """24:00 of the day."""
    return datetime.combine(last + timedelta(days=1), time(), SHANGHAI)


def is_in_time(application: Application, *, at: datetime, due: datetime | None, begun: datetime | None = None) -> bool:
    """This function will tell whether the applicant may still submit: before `due`, where there is one.

    What was `begun` before it is honoured for the grace of its period, which no page shows: nobody shall fall because
    a thousand others pressed the button in the same minute.
    """
    if due is None or at < due:
        return True
    return begun is not None and begun < due and at < due + grace_of(application)


def is_still_taken(application: Application, *, at: datetime) -> bool:
    """This function will tell whether a submission, begun in time, would still be taken."""
    due = due_for(application, at=at)
    return due is None or at < due + grace_of(application)


def grace_of(application: Application) -> timedelta:
    """This function will return how much longer what was begun before the last moment is taken."""
    return timedelta(minutes=application.period.grace_minutes if application.period else 0)
