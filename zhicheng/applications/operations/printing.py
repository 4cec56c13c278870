"""The forms as PDF: asked for by a person, made by a worker, compared by its content hash."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django_tasks import task

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, PrintedForm, Status
from zhicheng.applications.operations.common import WHOLE, NotAllowed, lock
from zhicheng.applications.reading import Reading
from zhicheng.applications.registry import kind_of
from zhicheng.applications.sections import content_hash
from zhicheng.applications.snapshot import hash_of, take
from zhicheng.audit import operations as audit
from zhicheng.core import clock
from zhicheng.core.tasks import attempts
from zhicheng.core.typst import MissingGlyphs
from zhicheng.files.operations import store_generated

LOST = timedelta(hours=1)  # longer than every attempt together: who asks again then, gets a new task
CHANGED = "生成期间申请内容有改动，重新生成一次。"


@transaction.atomic
def request_print(*, application: Application, at: datetime, form: str = "") -> PrintedForm:
    """This function will return the print of what the case says now, asking a worker to make it if there is none.

    `form` is the key of an enclosure (KeyError if the kind has none such), "" the printed form.
    """
    reading = Reading(lock(application), at=at)
    printed, created = PrintedForm.objects.get_or_create(
        application=reading.application,
        form=form,
        content_hash=edition_of(reading, form),
        defaults={"requested_at": at, "token": token_of(digest_of(reading, form))},
    )
    is_lost = bool(printed.problem) or printed.requested_at <= at - LOST
    if created or (printed.file_id is None and is_lost):
        printed.problem, printed.requested_at = "", at
        printed.save(update_fields=["problem", "requested_at"])
        print_form.enqueue(printed.pk)  # a row of this transaction: no crash can lose it
    return printed


def digest_of(reading: Reading, form: str = "") -> str:
    """This function will return the hash of what a print of the case would say now.

    While it can be edited that is what would be submitted; then the snapshot; after 办结 the final form. An enclosure
    is another paper when what only it `says` has changed.
    """
    application, kept = reading.application, reading.application.content.snapshot
    if application.is_editable:
        said = hash_of(take(reading))
    else:
        assert kept is not None  # noqa: S101 -- submitted
        said = hash_of(kept)
    if form:
        return content_hash([said, form, reading.kind.enclosure(form).says(application)])
    return said if application.is_open else content_hash([said, application.status])


def token_of(digest: str) -> str:
    """This function will return what the QR code of a print with this hash leads to: 128 bits that nobody guesses."""
    return digest[:32]


def is_current(*, printed: PrintedForm, at: datetime) -> bool:
    """This function will tell whether a print still says what the case says.

    A case that was taken back or given up says nothing any more.
    """
    application = lock_free(printed.application)
    if application.status in (Status.WITHDRAWN, Status.ABANDONED):
        return False
    return token_of(digest_of(Reading(application, at=at), printed.form)) == printed.token


def edition_of(reading: Reading, form: str = "") -> str:
    """This function will return what tells the print of what the case says now from every other.

    It is the digest while the case can be edited; what was submitted is printed anew, for it is no preview any more.
    """
    digest = digest_of(reading, form)
    return digest if reading.application.is_editable else content_hash([digest, "submitted"])


@attempts(5)
@task()
def print_form(printed_id: int) -> None:
    """This function will make the PDF of one asked-for print.

    A character without a glyph, or a change meanwhile, is told as the print's problem, not hidden.
    """
    printed = PrintedForm.objects.select_related("application").get(pk=printed_id)
    if printed.file_id is not None:
        return  # made meanwhile, by `print_now`
    application = lock_free(printed.application)
    title, prints = kind_of(application).paper(printed.form)
    assert prints is not None  # noqa: S101 -- asked for
    try:
        pdf = prints(application, clock.now())
    except MissingGlyphs as problem:
        PrintedForm.objects.filter(pk=printed_id).update(problem=str(problem))
        return
    reading = Reading(lock_free(application), at=clock.now())
    if edition_of(reading, printed.form) != printed.content_hash:
        PrintedForm.objects.filter(pk=printed_id).update(problem=CHANGED)
        return
    name = f"{title}-{application.number}.pdf"
    file = store_generated(name=name, data=pdf, content_type="application/pdf", at=clock.wall(), owner=None)
    PrintedForm.objects.filter(pk=printed_id).update(file=file)


def print_now(*, application: Application, at: datetime) -> PrintedForm:
    """This function will return the print of what the case says now, made at once if no worker has made it yet.

    For workers: `problem` says why there is no file.
    """
    printed = request_print(application=application, at=at)
    if printed.file_id is None:
        print_form.call(printed.pk)
        printed.refresh_from_db()
    return printed


def lock_free(application: Application) -> Application:
    """This function will load a case with everything its form needs, without locking it."""
    return Application.objects.select_related(*WHOLE).get(pk=application.pk)


@transaction.atomic
def note_download(*, printed: PrintedForm, actor: User) -> None:
    """This function will remember that the applicant downloaded the printed form in this content (提示12)."""
    locked = lock(printed.application_id)
    if locked.applicant_id != actor.pk:
        raise NotAllowed
    if locked.is_editable and not printed.form and locked.content.downloaded_hash != printed.content_hash:
        locked.content.downloaded_hash = printed.content_hash
        locked.content.save(update_fields=["downloaded_hash"])
        audit.record(actor=actor, verb="application.download", subject=locked, content_hash=printed.content_hash)
