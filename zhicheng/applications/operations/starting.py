"""Opening a case: who may, when, and that there is only one."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction

from zhicheng.accounts.models import User
from zhicheng.applications.models import OPEN, Application, Content, Mode
from zhicheng.applications.registry import get_kind
from zhicheng.applications.rejection import Bar, bar
from zhicheng.audit import operations as audit
from zhicheng.calls.models import FilingWindow
from zhicheng.calls.queries import windows_open
from zhicheng.organizations.models import Organization
from zhicheng.organizations.queries import open_affiliation


class AlreadyOpen(Exception):
    """The person already has an open case of this kind and year."""

    def __init__(self, application: Application) -> None:
        super().__init__(application.number)
        self.application = application


class MayNotStart(Exception):
    """The person may not file this kind; the text says why and what else he can do."""


class Barred(MayNotStart):
    """The person was rejected for that year where it counts; `bar` says by whom, why and until when."""

    def __init__(self, bar: Bar) -> None:
        super().__init__(bar.words)
        self.bar = bar


class NotOpen(Exception):
    """The kind cannot be filed now by people of this region and year."""


def start(
    *, kind: str, applicant: User, year: int, level: str = "", mode: Mode = Mode.NORMAL, at: datetime
) -> Application:
    """This function will open a draft with its 申报编号.

    It raises AlreadyOpen with the one there is, MayNotStart (or Barred) with why, or NotOpen. The unit is the one the
    person already belongs to. Numbers are unique; gaps are allowed.
    """
    rule = get_kind(kind)
    try:
        with transaction.atomic():
            User.objects.select_for_update().only("pk").get(pk=applicant.pk)
            if words := rule.refuses(applicant, year, at):
                raise MayNotStart(words)
            affiliation = open_affiliation(applicant)
            unit = affiliation.unit if affiliation else None
            if rule.needs_unit and unit is None:
                raise MayNotStart("先选定人事管理单位，再开始申请。")
            application = Application.objects.create(
                number=f"{rule.letters}{year}{secrets.randbelow(10**8):08d}",
                kind=kind,
                applicant=applicant,
                year=year,
                level=level,
                mode=mode,
                employer=unit,
                window=None if rule.by_call else _window(kind, year, unit, at=at),
                created_at=at,
            )
            Content.objects.create(application=application)
            # Asked last: the row above waits for whoever closes the open case, so a rejection cannot slip between.
            if barred := bar(rule, applicant=applicant, year=year):
                raise Barred(barred)
            audit.record(actor=applicant, verb="application.start", subject=application, year=year)
    except IntegrityError:
        opened = Application.objects.filter(
            applicant=applicant, kind=kind, year=year, subject="", status__in=OPEN
        ).first()
        if opened is None:  # somebody's case has this very number
            return start(kind=kind, applicant=applicant, year=year, level=level, mode=mode, at=at)
        raise AlreadyOpen(opened) from None
    return application


def _window(kind: str, year: int, unit: Organization | None, *, at: datetime) -> FilingWindow | None:
    """The window of the unit's region; before a unit is chosen there need only be one somewhere."""
    windows = windows_open(kind=kind, at=at, region=unit.region if unit else None).filter(year=year)
    found = windows.first()
    if found is None:
        raise NotOpen
    return found if unit else None
