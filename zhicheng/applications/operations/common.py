"""What every verb on a case begins with.

Locks are taken in one order everywhere, so that nobody waits in a circle: certificate; meeting; item; case (several
in the order of their keys); content; person (`dossier.operations`); rows of the life record; serial number. A verb
may leave out any of them, but never goes back. The affiliation needs no lock: its unique constraint decides.
"""

from zhicheng.applications.models import OPEN, Application, Proposal, StageRecord
from zhicheng.applications.registry import kind_of


class NotAllowed(Exception):
    """This person may not do this to this case now."""


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
    """This function will return the stop as it is now, with its case locked by `lock`.

    Where the end of the kind moves the person's other open cases, they are locked too, in the order of their keys.
    """
    if kind_of(stage.application).moves_cases:
        person = Application.objects.filter(applicant=stage.application.applicant_id, status__in=OPEN)
        list(person.select_for_update().only("pk").order_by("pk"))
    case = lock(stage.application_id)
    stage = StageRecord.objects.select_related("organization", "decided_by").get(pk=stage.pk)
    stage.application = case
    return stage
