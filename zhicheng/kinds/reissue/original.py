"""The certificate that is to be replaced: one on file, or what the person says of one of before this system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application
from zhicheng.certificates.models import Certificate
from zhicheng.certificates.operations import Award
from zhicheng.certificates.queries import valid_of
from zhicheng.dossier.queries import Cell
from zhicheng.reference.models import Level, ObtainedBy, Series, Specialty, Title

ON_FILE = "certificate:"  # how the subject of a case begins that replaces a certificate on file


@dataclass(frozen=True, kw_only=True)
class Original:
    """What the certificate says; `on_file` where this system issued it."""

    title: str
    level: str
    series: str
    specialty: str
    obtained_on: date
    obtained_by: str
    committee: str
    issuer: str
    number: str
    approval: str = ""
    on_file: Certificate | None = None

    def cells(self) -> tuple[Cell, ...]:
        """This function will return the boxes of 原证书 on the form (2-domain §6.4)."""
        said = (
            ("职称名称", self.title, False),
            ("级别", str(Level(self.level).label), False),
            ("系列", self.series, False),
            ("专业", self.specialty, False),
            ("取得时间", f"{self.obtained_on:%Y.%m.%d}", False),
            ("取得方式", str(ObtainedBy(self.obtained_by).label), False),
            ("评审组织", self.committee, True),
            ("发证机关", self.issuer, True),
            ("原证书编号", self.number, True),
        )
        return tuple(Cell(*one) for one in said)

    def award(self) -> Award | None:
        """This function will return what the new certificate says, or None where the series is on no list."""
        series = Series.objects.filter(name=self.series).first()
        if series is None:
            return None
        return Award(
            title=self.title,
            level=self.level,
            series=series,
            specialty=self.specialty,
            obtained_on=self.obtained_on,
            obtained_by=self.obtained_by,
            committee=self.committee,
            approval=self.approval,
        )

    def columns(self) -> dict[str, object]:
        """This function will return what lists show of the case: title and specialty where they are on the lists."""
        titles = Title.objects.filter(series__name=self.series, level=self.level, name=self.title)
        specialties = Specialty.objects.filter(series__name=self.series, name=self.specialty)
        return {"level": self.level, "title": titles.first(), "specialty": specialties.first()}


def of_certificate(one: Certificate) -> Original:
    """This function will read a certificate on file."""
    return Original(
        title=one.title,
        level=one.level,
        series=one.series,
        specialty=one.specialty,
        obtained_on=one.obtained_on,
        obtained_by=one.obtained_by,
        committee=one.committee,
        issuer=one.issuer,
        number=one.number,
        approval=one.approval,
        on_file=one,
    )


def certificate_of(application: Application) -> Certificate | None:
    """This function will return the certificate on file that the case is about, or None."""
    if not application.subject.startswith(ON_FILE):
        return None
    pk = application.subject.removeprefix(ON_FILE)
    return Certificate.objects.filter(holder=application.applicant_id, pk=pk).first()


def replaceable(person: User) -> list[Certificate]:
    """This function will return the certificates that the person can have replaced: those in force."""
    return list(valid_of(person))
