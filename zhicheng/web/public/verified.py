"""What a verification shows to others: masked number, no photo, neither sex nor birth."""

from datetime import datetime
from typing import NamedTuple

from zhicheng.certificates.models import Certificate
from zhicheng.web.jinja import long_date, moment

Pairs = tuple[tuple[str, str], ...]

COLOURS: dict[str, str] = {
    Certificate.Status.VALID: "green",
    Certificate.Status.SUPERSEDED: "",
    Certificate.Status.REVOKED: "red",
}
TONES: dict[str, str] = {
    Certificate.Status.VALID: "valid",
    Certificate.Status.SUPERSEDED: "missing",
    Certificate.Status.REVOKED: "revoked",
}
SAID: dict[str, str] = {
    Certificate.Status.VALID: "与职称证书库的记录一致。",
    Certificate.Status.SUPERSEDED: "这本证书已由新证书替代，以新证书为准。新证书向持证人索取。",
    Certificate.Status.REVOKED: "这本证书不再有效。",
}


class Verified(NamedTuple):
    """The answer and, below it, the certificate."""

    tone: str
    heading: str
    text: str
    rows: Pairs
    foot: Pairs


def verified(certificate: Certificate, *, at: datetime) -> Verified:
    """This function will return what anybody who holds the key may read of a certificate at the moment."""
    status = certificate.status
    return Verified(
        tone=TONES[status],
        heading=f"证书{certificate.get_status_display()}",
        text=f"{_since(certificate)}{SAID[status]}核验时间 {moment(at)}",
        rows=(
            ("姓名", certificate.holder_name),
            ("证件号码", certificate.id_masked),
            ("职称名称", certificate.title),
            ("级别", str(certificate.get_level_display())),
            ("系列", certificate.series),
            ("专业", certificate.specialty),
            ("取得方式", str(certificate.get_obtained_by_display())),
            ("取得时间", long_date(certificate.obtained_on)),
            ("评审组织", certificate.committee or "原证书没有写明"),
        ),
        foot=(
            ("证书编号", certificate.number),
            ("批准文号", certificate.approval or "无"),
            ("发证机关", certificate.issuer),
            ("发证时间", long_date(certificate.issued_on)),
        ),
    )


def _since(certificate: Certificate) -> str:
    if certificate.status == Certificate.Status.VALID:
        return ""
    last = certificate.changes.filter(status=certificate.status).order_by("-pk").first()
    return f"{long_date(last.at)}{certificate.get_status_display()}。" if last else ""
