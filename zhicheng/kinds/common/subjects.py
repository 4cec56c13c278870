"""What a case is about, where a person may have several cases open, but not two about the same thing."""

from __future__ import annotations

from typing import Any

from zhicheng.accounts.models import User
from zhicheng.applications.models import OPEN, Application

TAKEN = "另一份正在办理的申请（{number}）办的是同一件事，在那份申请里继续"


def taken(application: Application, subject: str) -> str:
    """This function will say which other open case of the person is about `subject`, "" when none is."""
    cases = Application.objects.filter(applicant=application.applicant_id, kind=application.kind, status__in=OPEN)
    same = cases.filter(subject=subject).exclude(subject="")
    number = same.exclude(pk=application.pk).values_list("number", flat=True).first()
    return TAKEN.format(number=number) if number else ""


def take(application: Application, subject: str, **columns: Any) -> None:
    """This function will write what the case is about, with other columns; not when another window was quicker.

    The form of the case says so when it is read again.
    """
    User.objects.select_for_update(no_key=True).only("pk").get(pk=application.applicant_id)
    if taken(application, subject):
        return
    for name, value in {"subject": subject, **columns}.items():
        setattr(application, name, value)
    application.save(update_fields=["subject", *columns])
