"""Verbs on calls."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.audit import operations as audit
from zhicheng.calls.models import Call, Committee, FilingWindow, ReviewYear
from zhicheng.content.models import ReviewNotice
from zhicheng.reference.models import Region


class AlreadyCalled(Exception):
    """The committee has its call for the year, or the region its window."""


class DatesOutOfOrder(Exception):
    """The dates are not in the order opens_at < submit_until ≤ unit_until ≤ competent_until."""


class Begun(Exception):
    """Filing has begun under the window: only its end may still be moved."""


class NotBegun(Exception):
    """Filing has not begun under the window: it is changed, not ended."""


class InThePast(Exception):
    """The new end of a window is not later than now."""


class NotFiled(Exception):
    """The committee's 核准备案 does not cover the whole call (人社部令第40号: at most three years, then again)."""


@transaction.atomic
def open_call(
    *,
    committee: Committee,
    year: ReviewYear,
    opens_at: datetime,
    submit_until: datetime,
    unit_until: datetime,
    competent_until: datetime,
    notice: str,
    notice_page: ReviewNotice | None = None,
    actor: User | None,
    at: datetime,
) -> Call:
    """This function will announce the committee's call for the year, with its last moments and its notice.

    `notice_page` is the notice on the portal, which then shows the dates of the call.

    It raises DatesOutOfOrder, NotFiled or AlreadyCalled.
    """
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    if not opens_at < submit_until <= unit_until <= competent_until:
        raise DatesOutOfOrder
    first = timezone.localdate(opens_at)
    last = timezone.localdate(competent_until - timedelta.resolution)  # 24:00 belongs to the day before
    if not committee.filed_from <= first <= last <= committee.filed_to:
        raise NotFiled
    if committee.calls.filter(year=year).exists():
        raise AlreadyCalled
    call = Call.objects.create(
        committee=committee,
        year=year,
        opens_at=opens_at,
        submit_until=submit_until,
        unit_until=unit_until,
        competent_until=competent_until,
        notice=notice,
        notice_page=notice_page,
    )
    audit.record(actor=actor, verb="calls.open", subject=call, year=year.pk, at=at)
    return call


@transaction.atomic
def open_window(
    *,
    kind: str,
    year: int,
    region: Region,
    opens_at: datetime,
    submit_until: datetime | None,
    source: str,
    notice_days: int = 5,
    correction_days: int = 15,
    actor: User | None,
    at: datetime,
) -> FilingWindow:
    """This function will let cases of the kind be filed in the region and below it; without an end, all year.

    A 申报年度 that nobody has called for yet begins to be. It raises DatesOutOfOrder or AlreadyCalled.
    """
    _check_order(opens_at, submit_until)
    ReviewYear.objects.get_or_create(year=year, defaults={"note": f"{year} 年度"})
    ReviewYear.objects.select_for_update().get(pk=year)
    if FilingWindow.objects.filter(kind=kind, year=year, region=region).exists():
        raise AlreadyCalled
    window = FilingWindow.objects.create(
        kind=kind,
        year_id=year,
        region=region,
        opens_at=opens_at,
        submit_until=submit_until,
        source=source,
        notice_days=notice_days,
        correction_days=correction_days,
    )
    audit.record(actor=actor, verb="calls.window", subject=window, kind=kind, year=year, at=at)
    return window


@transaction.atomic
def change_window(
    *,
    window: FilingWindow,
    opens_at: datetime,
    submit_until: datetime | None,
    source: str,
    notice_days: int,
    correction_days: int,
    actor: User,
    at: datetime,
) -> FilingWindow:
    """This function will give a window whose filing has not begun other dates; it raises Begun or DatesOutOfOrder."""
    locked = FilingWindow.objects.select_for_update().get(pk=window.pk)
    if locked.opens_at <= at:
        raise Begun
    _check_order(opens_at, submit_until)
    before = (locked.opens_at, locked.submit_until)
    locked.opens_at, locked.submit_until, locked.source = opens_at, submit_until, source
    locked.notice_days, locked.correction_days = notice_days, correction_days
    locked.save(update_fields=["opens_at", "submit_until", "source", "notice_days", "correction_days"])
    audit.record(
        actor=actor, verb="calls.window_changed", subject=locked, before=before, after=(opens_at, submit_until), at=at
    )
    return locked


@transaction.atomic
def end_window(*, window: FilingWindow, submit_until: datetime, reason: str, actor: User, at: datetime) -> FilingWindow:
    """This function will move the end of a window whose filing has begun: later, or sooner but not into the past.

    What was submitted goes on; who holds a draft reads the new end on its pages and is warned before it as ever.
    It raises NotBegun or InThePast.
    """
    locked = FilingWindow.objects.select_for_update().get(pk=window.pk)
    if locked.opens_at > at:
        raise NotBegun
    if submit_until <= at:
        raise InThePast
    before, locked.submit_until = locked.submit_until, submit_until
    locked.save(update_fields=["submit_until"])
    later = before is not None and before < submit_until
    verb = "calls.window_extended" if later else "calls.window_ended"
    audit.record(actor=actor, verb=verb, subject=locked, before=before, until=submit_until, reason=reason, at=at)
    return locked


def _check_order(opens_at: datetime, submit_until: datetime | None) -> None:
    if submit_until is not None and not opens_at < submit_until:
        raise DatesOutOfOrder
