"""What becomes of a title in the cases of the person who held it."""

from datetime import datetime

from django.db import transaction

from zhicheng.accounts.models import User
from zhicheng.applications.kind import RecordStep
from zhicheng.applications.operations.corrections import lock_cases
from zhicheng.applications.operations.keeping import write
from zhicheng.applications.registry import kind_of
from zhicheng.applications.steps import answer
from zhicheng.dossier import operations as dossier
from zhicheng.dossier.models import HeldTitle


@transaction.atomic
def revoke_title(*, owner: User, certificate_number: str, at: datetime) -> None:
    """This function will end the person's title of a revoked certificate and untick it in his open cases.

    What a running case froze stays as it was submitted; returned, it comes back without the title. The verb that
    revokes the certificate records the event.
    """
    cases = lock_cases(owner)
    ended = {*dossier.revoke_title(owner=owner, certificate_number=certificate_number, at=at)}
    for case in cases:
        for step in kind_of(case).steps:
            ticked = {*answer(case, step.key).ticked}
            if isinstance(step, RecordStep) and step.model is HeldTitle and ticked & ended:
                write(case, step.key, at, ticked=sorted(ticked - ended))
