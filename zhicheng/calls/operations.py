"""Verbs on calls."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.audit import operations as audit
from zhicheng.calls.models import Call, Committee, FilingWindow, ReviewYear
from zhicheng.reference.models import Region


class AlreadyCalled(Exception):
    """The committee has its call for the year, or the region its window."""


class DatesOutOfOrder(Exception):
    """The dates are not in the order opens_at < submit_until ≤ unit_until ≤ competent_until."""


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
    actor: User | None,
    at: datetime,
) -> Call:
    """This function will announce the committee's call for the year, with its last moments and its notice.

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
    )
    audit.record(actor=actor, verb="calls.open", subject=call, year=year.pk, at=at)
    return call


@transaction.atomic
def open_window(
    *,
    kind: str,
    year: ReviewYear,
    region: Region,
    opens_at: datetime,
    submit_until: datetime | None,
    source: str,
    actor: User | None,
    at: datetime,
) -> FilingWindow:
    """This function will let cases of the kind be filed in the region and below it; without an end, all year.

    It raises DatesOutOfOrder or AlreadyCalled.
    """
    if submit_until is not None and not opens_at < submit_until:
        raise DatesOutOfOrder
    ReviewYear.objects.select_for_update().get(pk=year.pk)
    if FilingWindow.objects.filter(kind=kind, year=year, region=region).exists():
        raise AlreadyCalled
    window = FilingWindow.objects.create(
        kind=kind, year=year, region=region, opens_at=opens_at, submit_until=submit_until, source=source
    )
    audit.record(actor=actor, verb="calls.window", subject=window, kind=kind, year=year.pk, at=at)
    return window
