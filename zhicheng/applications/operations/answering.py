"""The applicant's word to the points of a 一次性告知书 that he does not change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, Status
from zhicheng.applications.operations.common import ANSWERS, NotAllowed, lock
from zhicheng.applications.reading import correction_of
from zhicheng.audit import operations as audit


@transaction.atomic
def answer_corrections(*, application: Application, actor: User, words: Mapping[str, str], at: datetime) -> None:
    """This function will keep what the applicant says to points of the 一次性告知书, by section; "" takes it back.

    It raises NotAllowed for anybody else, for a case that is not returned, and for a section that was not named.
    """
    locked = lock(application, joined=ANSWERS)
    notice = correction_of(locked)
    if notice is None or locked.status != Status.RETURNED or locked.applicant_id != actor.pk:
        raise NotAllowed
    if set(words) - {item["section"] for item in notice.items}:
        raise NotAllowed
    answers = {section: text for section, text in {**notice.answers, **words}.items() if text}
    if answers == notice.answers:
        return
    notice.answers = answers
    notice.save(update_fields=["answers"])
    sections = sorted(answers)
    audit.record(actor=actor, verb="application.answer_corrections", subject=locked, sections=sections, at=at)
