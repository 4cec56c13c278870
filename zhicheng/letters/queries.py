"""Looking letters up: by their case, by the QR code. Each in one statement."""

from __future__ import annotations

from zhicheng.applications.models import Application
from zhicheng.letters.models import Letter


def letter_of(application: Application) -> Letter | None:
    """This function will return the 委托评审函 of a case with its PDF, or None."""
    return Letter.objects.select_related("pdf").filter(application=application).first()


def by_token(token: str) -> Letter | None:
    """This function will return the letter whose QR code carries `token` (32 hex digits), else None."""
    return next(iter(Letter.objects.filter(token=token.replace("\0", ""))), None)
