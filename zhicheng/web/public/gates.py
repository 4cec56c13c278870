"""What a visitor may open: an article, a posted 公示, a certificate he holds the key to, a file of a published article.

Anything else is 404.
"""

from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404

from zhicheng.applications.models import Notice
from zhicheng.certificates.models import Certificate
from zhicheng.content.models import Article, Column, PublicFile, articles_with
from zhicheng.content.queries import may_see_draft, published_article
from zhicheng.files.models import StoredFile

RESULT_LIFETIME = timedelta(minutes=30)

_signer = TimestampSigner(salt="public.certificate")


def posted_notice(number: str) -> Notice:
    """This function will return the newest 评后公示 of the case `number`, running or over; or raise Http404."""
    notices = Notice.objects.filter(phase=Notice.Phase.AFTER, stage__application__number=number).select_related(
        "stage__organization",
        "stage__application__applicant",
        "stage__application__employer",
        "stage__application__title",
        "stage__application__specialty",
        "stage__application__call__committee",
    )
    found = notices.order_by("-pk").first()
    if found is None:
        raise Http404
    return found


def article(column: Column, pk: int) -> Article:
    """This function will return a published article that stands in the column; or raise Http404."""
    found = published_article(column, min(pk, 2**63 - 1))
    if found is None:
        raise Http404
    return found


def is_running(notice: Notice, *, at: datetime) -> bool:
    """This function will tell whether people may still read it and object."""
    return notice.closed_at is None and at < notice.ends_at


def seal(certificate: Certificate) -> str:
    """This function will return what opens a result of a look-up, for half an hour."""
    return _signer.sign(certificate.management_number.hex)


def unsealed(sealed: str) -> Certificate | None:
    """This function will return the certificate of a sealed result, None when its time is over or it is not ours."""
    try:
        number = _signer.unsign(sealed, max_age=RESULT_LIFETIME)
    except (BadSignature, UnicodeError):
        return None
    return Certificate.objects.filter(management_number=number).first()


def offered_file(user: AbstractBaseUser | AnonymousUser, pk: int) -> PublicFile:
    """This function will return a file of a published article, or of a draft to its editors; or raise Http404."""
    file: PublicFile | None = PublicFile.objects.exclude(scan=StoredFile.Scan.INFECTED).filter(pk=pk).first()
    if file is None or not (articles_with(file).exists() or may_see_draft(user, file)):
        raise Http404
    return file
