"""Going back to what a part said before; that is a new version, so it can be undone as well."""

from datetime import datetime
from typing import Any

from django.db import transaction

from zhicheng.accounts.models import User
from zhicheng.applications.kind import RecordStep
from zhicheng.applications.models import Application, StepVersion
from zhicheng.applications.operations.common import admit, lock
from zhicheng.applications.operations.draft import choose_records, save_step, supplement
from zhicheng.applications.operations.keeping import Cause, write
from zhicheng.applications.registry import kind_of
from zhicheng.applications.steps import BOXES
from zhicheng.audit import operations as audit


@transaction.atomic
def restore(*, application: Application, version: StepVersion, actor: User, at: datetime) -> None:
    """This function will make a part say again what it said in `version`, which must be of this case.

    Rows that were deleted since stay deleted. It raises NotAllowed when the case is not the actor's or not editable.
    """
    said = version.said
    common: dict[str, Any] = {"application": application, "actor": actor, "at": at, "cause": Cause.RESTORED}
    raw = said.get("raw", {})
    if version.step == BOXES:
        boxes = {**dict.fromkeys(application.content.supplements, ""), **{box: texts[0] for box, texts in raw.items()}}
        supplement(values=boxes, **common)
    elif "/" in version.step:  # a row that is being edited: half typed again
        locked = admit(lock(application), actor, at=at)
        write(locked, version.step, at, cause=Cause.RESTORED, raw=raw)
    else:
        step = kind_of(application).step(version.step)
        if isinstance(step, RecordStep):
            ticked, none = said.get("ticked", []), said.get("none", False)
            choose_records(step=step, ticked=ticked, none=none, raw=raw, **common)
        else:
            save_step(step=step, raw=raw, **common)
    audit.record(
        actor=actor, verb="application.restore", subject=application, part=version.step, version=version.version
    )
