"""What every verb on a case begins with.

Locks are taken in one order everywhere, so that nobody waits in a circle: certificate; meeting; item; case (several
in the order of their keys); content; assistance; person (`dossier.operations`); rows of the life record; serial
number. A verb may leave out any of them, but never goes back. The affiliation needs no lock: its unique constraint
decides.
"""

from datetime import datetime

from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.helping import covering
from zhicheng.applications.models import Application, Assistance, Proposal, StageRecord
from zhicheng.applications.registry import kind_of
from zhicheng.applications.rules import can_edit


class NotAllowed(Exception):
    """This person may not do this to this case now."""


class Prevented(Exception):
    """What passing the stage would do cannot be done; the text says why and what the officer can do."""


class AlreadyDecided(Exception):
    """Somebody else was quicker; `stage` says who and how."""

    def __init__(self, stage: StageRecord) -> None:
        super().__init__(stage.pk)
        self.stage = stage


class AlreadySettled(Exception):
    """A proposal to reject stands in the way, or was settled by somebody quicker: `proposal` says by whom."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(proposal.pk)
        self.proposal = proposal


ANSWERS = ("content", "applicant")  # all that keeping an answer needs
WHOLE = (*ANSWERS, "employer__parent", "call__committee", "window", "specialty", "title__series")


def lock(application: Application | int, *, joined: tuple[str, ...] = WHOLE) -> Application:
    """This function will return the case with its row locked until the transaction ends.

    Two statements: rows joined to a lock that had to wait would be those of before the wait.
    """
    pk = application if isinstance(application, int) else application.pk
    Application.objects.select_for_update().only("pk").get(pk=pk)
    return Application.objects.select_related(*joined).get(pk=pk)


def lock_stage(stage: StageRecord) -> StageRecord:
    """This function will return the stop as it is now, with its case locked by `lock`, after what comes before it."""
    kind_of(stage.application).stage(stage.key).locks(stage.application)
    case = lock(stage.application_id)
    stage = StageRecord.objects.select_related("organization", "decided_by").get(pk=stage.pk)
    stage.application = case
    return stage


def admit(held: Application, actor: User, *, at: datetime) -> Application:
    """This function will return the locked case when `actor` may fill it in: its applicant, or who assists him now.

    Of a helper the case remembers that it is he (`helper`), and his assistance cannot end before the transaction does.
    It raises NotAllowed.
    """
    if can_edit(actor, held):
        return held
    given = Assistance.objects.select_for_update(of=("self",)).in_force(timezone.localdate(at))
    if not held.is_editable or given.filter(covering(held), helper=actor).first() is None:
        raise NotAllowed
    held.helper = actor
    return held
