"""The PDF of a certificate, made by a worker, and the 核验件 for others."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from zhicheng.certificates.face import face, qr
from zhicheng.certificates.models import Certificate
from zhicheng.core import typst
from zhicheng.core.tasks import attempts
from zhicheng.files.models import StoredFile
from zhicheng.files.operations import store_generated
from zhicheng.files.queries import open_file

TEMPLATE = Path(__file__).parent.parent / "certificate.typ"
PDF = "application/pdf"


@attempts(5)
@task()  # django-tasks ships no types
def render_certificate(certificate_id: int, at: str) -> None:
    """This function will make the PDF of a certificate in the background; `at` is ISO 8601 with zone.

    A character without a glyph is kept as the certificate's problem: trying again helps only with new fonts.
    """
    try:
        render(certificate=Certificate.objects.get(pk=certificate_id), at=datetime.fromisoformat(at))
    except typst.MissingGlyphs as problem:
        Certificate.objects.filter(pk=certificate_id, pdf=None).update(problem=str(problem))


@transaction.atomic
def request_pdf(*, certificate: Certificate, at: datetime) -> Certificate:
    """This function will have the PDF tried again where it could not be made; asked twice, it is tried once."""
    locked = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if locked.problem:
        locked.problem = ""
        locked.save(update_fields=["problem"])
        render_certificate.enqueue(locked.pk, at.isoformat())
    return locked


def request_missing(*, at: datetime) -> int:
    """This function will have every certificate without a PDF tried again and return how many: after fonts came."""
    missing = Certificate.objects.filter(pdf=None).order_by("pk").values_list("pk", flat=True)
    for pk in missing:
        with transaction.atomic():
            Certificate.objects.filter(pk=pk).update(problem="")
            render_certificate.enqueue(pk, at.isoformat())
    return len(missing)


@transaction.atomic
def render(*, certificate: Certificate, at: datetime) -> StoredFile:
    """This function will return the certificate's PDF, making and storing it once.

    Raises core.typst.MissingGlyphs when a character cannot be drawn.
    """
    locked = Certificate.objects.select_for_update(of=("self",)).select_related("holder").get(pk=certificate.pk)
    if locked.pdf is not None:
        return locked.pdf
    files = {"qr.svg": qr(locked)}
    if locked.photo is not None:
        with open_file(locked.photo) as photo:
            files["photo.jpg"] = photo.read()
    # The number whole, as on paper; masked where the holder's document changed since the issue.
    holder = locked.holder
    number = holder.id_number if holder.id_index == locked.id_index else locked.id_masked
    pdf = typst.render(TEMPLATE, face(locked) | {"id_number": number, "note": ""}, at=at, files=files)
    locked.pdf = store_generated(
        name=f"职称证书-{locked.number}.pdf", data=pdf, content_type=PDF, at=at, owner=locked.holder
    )
    locked.problem = ""
    locked.save(update_fields=["pdf", "problem"])
    return locked.pdf


def render_extract(*, certificate: Certificate, at: datetime) -> bytes:
    """This function will return a 核验件 as PDF, for others: the status at `at`, and the title.

    No photo, no sex, no birth month: with the masked number they would tell most of the number.
    """
    local = timezone.localtime(at)
    note = f"核验件　{local:%Y-%m-%d %H:%M} 状态：{certificate.get_status_display()}。不作为职称证书使用。"
    if settings.PRACTICE:
        note = f"练习系统生成，无效。{note}"
    data = face(certificate) | {"id_number": certificate.id_masked, "note": note, "sex": "", "born": ""}
    return typst.render(TEMPLATE, data, at=at, files={"qr.svg": qr(certificate)})
