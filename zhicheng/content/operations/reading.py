"""What becomes of an attachment after it came in: scanned again, read for the search."""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django_tasks import task

from zhicheng.audit.operations import record
from zhicheng.content.models import PublicFile, articles_with
from zhicheng.content.operations.changing import note_change
from zhicheng.content.texts import text_of
from zhicheng.core.tasks import attempts
from zhicheng.files import scanning
from zhicheng.files.models import StoredFile

RESCANS = 20  # files looked at again in one go


@attempts(3)
@task()
def read_text(pk: int) -> None:
    """This function will keep what a file says, for the search; of one that is gone, nothing."""
    file = PublicFile.objects.filter(pk=pk).first()
    if file is None or not Path(file.file.path).exists():
        return
    PublicFile.objects.filter(pk=pk).update(text=text_of(Path(file.file.path), kind=file.kind))
    for article in articles_with(file):
        note_change(article=article)


def scan_waiting(*, at: datetime) -> int:
    """This function will ask the scanner again about attachments it did not answer for; returns how many it judged."""
    judged = 0
    for file in PublicFile.objects.filter(scan=StoredFile.Scan.PENDING).order_by("pk")[:RESCANS]:
        verdict = scanning.scan(Path(file.file.path))
        if verdict == StoredFile.Scan.PENDING:
            break  # it is still silent
        with transaction.atomic():
            PublicFile.objects.filter(pk=file.pk).update(scan=verdict)
            record(actor=None, verb="content.scanned", subject=file, verdict=verdict, at=at)
            for article in articles_with(file):  # it is offered from now on, or nothing of it found any more
                note_change(article=article)
        judged += 1
    return judged
