"""申报下一年度: what was typed for a year that is over goes into a new draft."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime

from django.db import transaction

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, Mode
from zhicheng.applications.operations.common import NotAllowed, lock
from zhicheng.applications.operations.starting import start
from zhicheng.applications.registry import kind_of
from zhicheng.applications.rules import can_carry_over
from zhicheng.audit import operations as audit


@transaction.atomic
def carry_over(*, application: Application, year: int, actor: User, at: datetime) -> Application:
    """This function will open a draft for `year` with the answers, ticks and 补录 of a case that was not sent in time.

    What depends on the call is asked anew. It raises NotAllowed and what `start` raises. The old case stays.
    """
    old = lock(application)
    if not can_carry_over(actor, old, at=at):
        raise NotAllowed
    new = start(kind=old.kind, applicant=actor, year=year, level=old.level, mode=Mode(old.mode), at=at)
    request = kind_of(old).request.key
    new.content.answers = {key: deepcopy(said) for key, said in old.content.answers.items() if key != request}
    new.content.supplements = dict(old.content.supplements)
    new.content.saved_at = at
    new.content.save(update_fields=["answers", "supplements", "saved_at"])
    audit.record(actor=actor, verb="application.carried_over", subject=new, of=old.number, at=at)
    return new
