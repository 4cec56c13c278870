"""What stands on the face of a certificate, and its QR code. No database."""

import io
from datetime import date

import segno
from django.conf import settings

from zhicheng.certificates.models import Certificate


def face(certificate: Certificate) -> dict[str, str]:
    """This function will return what the template prints, but for the number of the document."""
    return {
        "name": certificate.holder_name,
        "sex": certificate.sex,
        "born": f"{certificate.born_on.year} 年 {certificate.born_on.month} 月",
        "title": certificate.title,
        "series": certificate.series,
        "specialty": certificate.specialty,
        "level": certificate.get_level_display(),
        "obtained_on": _day(certificate.obtained_on),
        "obtained_by": certificate.get_obtained_by_display(),
        "committee": certificate.committee,
        "approval": certificate.approval,
        "issuer": certificate.issuer,
        "issued_on": _day(certificate.issued_on),
        "number": certificate.number,
        "management_number": str(certificate.management_number),
        "address": settings.SITE_URL,
    }


def _day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def qr(certificate: Certificate) -> bytes:
    """This function will return the code that leads to the public page, as SVG."""
    out = io.BytesIO()
    address = f"{settings.SITE_URL}/certificates/v/{certificate.token}/"
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=0, dark="#07204a", light="#fff")
    return out.getvalue()
