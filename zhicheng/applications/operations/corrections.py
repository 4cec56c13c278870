"""What a reviewed request puts right: an archived record, the person's name, the number of his document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from zhicheng.accounts import operations as accounts
from zhicheng.accounts.models import User
from zhicheng.applications.kind import RecordStep
from zhicheng.applications.models import OPEN, Application, IdentityChange
from zhicheng.applications.operations.common import lock
from zhicheng.applications.operations.keeping import write
from zhicheng.applications.registry import kind_of
from zhicheng.applications.steps import answer
from zhicheng.dossier import operations as dossier
from zhicheng.dossier.models import Record
from zhicheng.files.models import StoredFile


def lock_cases(person: User) -> list[Application]:
    """This function will lock the person's open cases in the order of their keys, and return them."""
    keys = Application.objects.filter(applicant=person, status__in=OPEN).order_by("pk").values_list("pk", flat=True)
    return [lock(key) for key in keys]


@transaction.atomic
def correct_record(
    *,
    application: Application,
    model: type[Record],
    pk: int,
    fields: Mapping[str, Any],
    evidence: Sequence[StoredFile],
    actor: User | None,
    at: datetime,
) -> Record:
    """This function will put a corrected version in the place of an archived record, in the person's open cases too.

    What a running case froze stays as it was submitted; returned, it comes back with the new version.
    It raises dossier.operations.NotYours or Refused.
    """
    person = application.applicant
    cases = lock_cases(person)
    row = dossier.correct_record(
        owner=person,
        model=model,
        pk=pk,
        fields=fields,
        evidence=evidence,
        number=application.number,
        actor=actor,
        at=at,
    )
    for case in cases:
        for step in kind_of(case).steps:
            ticked = answer(case, step.key).ticked
            if isinstance(step, RecordStep) and step.model is model and pk in ticked:
                write(case, step.key, at, ticked=sorted({*ticked, row.pk} - {pk}))
    return row


@transaction.atomic
def propose_identity(*, application: Application, id_type: str, id_number: str) -> IdentityChange:
    """This function will keep the document that an editable case asks for, its number encrypted and nowhere else."""
    told = {"id_type": id_type, "id_number": id_number}
    return IdentityChange.objects.update_or_create(application=application, defaults=told)[0]


@transaction.atomic
def take_identity(*, application: Application, actor: User | None, at: datetime) -> None:
    """This function will make the document that the case asks for the person's, and keep what it was.

    It raises accounts.operations.DuplicateIdentity when another account has it.
    """
    change, person = IdentityChange.objects.get(application=application), application.applicant
    change.former_type, change.former_number = person.id_type, person.id_number
    change.save(update_fields=["former_type", "former_number"])
    accounts.correct_identity(user=person, id_type=change.id_type, id_number=change.id_number, actor=actor, at=at)
