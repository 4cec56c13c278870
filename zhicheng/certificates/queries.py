"""Looking certificates up: by who knows them, by the QR code, by the holder. Each in one statement."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhicheng.accounts.models import User
from zhicheng.accounts.queries import identity_index
from zhicheng.applications.models import IdentityChange
from zhicheng.certificates.models import Certificate
from zhicheng.certificates.numbers import normalise
from zhicheng.core.ids import normalise_name
from zhicheng.core.text import BadText

# 证书查询（仅可查询评审（认定）时间为2016年以后的职称证书）: the seed's words on the portal.
ON_FILE_FROM = date(2016, 1, 1)


def find(*, name: str, number: str) -> Certificate | None:
    """This function will return the certificate with this number if it is this person's, else None.

    Full-width characters, spaces and any middle dot are forgiven in both.
    """
    found = _only(_public().filter(number=normalise(_without_nul(number))))
    return found if found and _same(found.holder_name, name) else None


def find_by_identity(*, name: str, id_type: str, id_number: str) -> list[Certificate]:
    """This function will return the certificates of the person with this name and document, newest first.

    The asker must already hold the number; it is compared by its blind index. A certificate is found by the number
    that stands on it, also after the holder's document was put right: then by the type of before.
    """
    former = IdentityChange.objects.filter(application__applicant=OuterRef("holder"), former_type=id_type)
    held = _public().filter(Q(holder__id_type=id_type) | Exists(former), id_index=identity_index(id_number))
    newest_first = held.order_by("-obtained_on", "-pk")
    return [certificate for certificate in newest_first if _same(certificate.holder_name, name)]


def by_token(token: str) -> Certificate | None:
    """This function will return the certificate whose QR code carries `token` (32 hex digits), else None."""
    return _only(_public().filter(token=_without_nul(token)))


def of_holder(user: User) -> QuerySet[Certificate]:
    """This function will return the person's own certificates with PDF and issuer, newest first, of any status."""
    whole = Certificate.objects.select_related("pdf", "application__call__committee__hrss", "reissued_as")
    return whole.filter(holder=user).order_by("-obtained_on", "-pk")


def on_file() -> Q:
    """This function will select what is shown: obtained since 2016, or issued anew in place of an older one."""
    return Q(obtained_on__gte=ON_FILE_FROM) | ~Q(original_number="")


def valid_of(user: User) -> QuerySet[Certificate]:
    """This function will return the person's certificates in force, newest first."""
    return Certificate.objects.filter(holder=user, status=Certificate.Status.VALID).order_by("-obtained_on", "-pk")


def _public() -> QuerySet[Certificate]:
    return Certificate.objects.filter(on_file())


def _only(rows: QuerySet[Certificate]) -> Certificate | None:
    """By a unique column: there is no order to ask for."""
    return next(iter(rows), None)


def _same(stored: str, asked: str) -> bool:
    try:
        return normalise_name(stored).replace(" ", "") == normalise_name(asked).replace(" ", "")
    except BadText:
        return False


def _without_nul(text: str) -> str:
    return text.replace("\0", "")
