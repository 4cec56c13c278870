"""个人信息查看: read only, with the source of every record."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from zhicheng.accounts.models import User
from zhicheng.certificates.models import Certificate
from zhicheng.certificates.queries import of_holder
from zhicheng.core import masks
from zhicheng.dossier.models import RECORDS, Profile, Record
from zhicheng.dossier.queries import dossier_of, heading, profile_cells
from zhicheng.organizations.queries import affiliations
from zhicheng.web.applicant.pages import change_url, show
from zhicheng.web.applicant.words import day
from zhicheng.web.gates import SignedInRequest, signed_in

CORRECTION = "/my/apply/record_correction/"
IDENTITY = (("name", "姓名"), ("id_number", "证件号码"))


@dataclass(frozen=True)
class Line:
    """A record: what it says, and where it comes from."""

    title: str
    detail: str
    source: str
    is_archived: bool
    ended: str  # 已撤销
    correct: str  # where its correction is asked for, "" where the person changes it himself


@dataclass(frozen=True)
class Shelf:
    """All records of one sort."""

    title: str
    key: str
    lines: tuple[Line, ...]


@require_GET
@signed_in
def profile(request: SignedInRequest) -> HttpResponse:
    person = request.user
    belonged = list(affiliations(person).select_related("unit__parent"))
    kept, certificates = dossier_of(person), list(of_holder(person))
    context = {
        "rows": basics(person, kept.profile),
        "ways": [(f"更正{word}", f"{CORRECTION}?subject={subject}") for subject, word in IDENTITY],
        "outdated": [one for one in certificates if one.status == Certificate.Status.VALID and differs(one, person)],
        "unit": next((one.unit for one in belonged if one.ended_on is None), None),
        "units": [(one.unit.name, one.span) for one in belonged],
        "change": change_url(),
        "photo": kept.photo,
        "certificates": certificates,
        "shelves": [shelf(model, kept.rows[model]) for model in RECORDS],
    }
    return show(request, "applicant/profile.html", context)


def basics(person: User, filed: Profile | None) -> list[tuple[str, str]]:
    """This function will return 基本信息 with the numbers masked; before it is filled in, what registration told."""
    if filed is None:
        papers = (str(person.get_id_type_display()), masks.id_number(person.id_number))
        contact = ("手机号码", masks.phone(person.phone))
        return [("姓名", person.name), ("证件类型", papers[0]), ("证件号码", papers[1]), contact]
    return [(cell.label, cell.value) for cell in profile_cells(filed, person)]


def shelf(model: type[Record], rows: Sequence[Record]) -> Shelf:
    """This function will return a person's records of one sort, newest first."""
    return Shelf(model.noun, str(model._meta.model_name), tuple(map(line, reversed(rows))))


def differs(one: Certificate, person: User) -> bool:
    """This function will tell whether the person's name or document was put right since the certificate was issued."""
    return (one.holder_name, one.id_index) != (person.name, person.id_index)


def line(row: Record) -> Line:
    """This function will describe one record and say where it comes from."""
    title, detail = heading(row)
    if row.archived_at is not None:
        source = archived_words(row)
    elif row.held_by:
        source = f"本人填写，申请 {row.held_by} 正在使用"
    else:
        source = f"本人填写，{timezone.localdate(row.updated_at).year} 年 {day(row.updated_at)}更新"
    if row.ended_at is not None:
        source += f"，证书于 {timezone.localdate(row.ended_at).year} 年 {day(row.ended_at)}撤销，不再作为现职称"
    correct = f"{CORRECTION}?subject={row._meta.model_name}:{row.pk}" if row.is_archived and not row.ended_at else ""
    return Line(title, detail, source, row.is_archived, "已撤销" if row.ended_at else "", correct)


def archived_words(row: Record) -> str:
    """This function will say when and by which case a row was archived, or put right since."""
    was: Record | None = getattr(row, "supersedes", None)
    if was is not None and was.is_archived:
        return f"{_when(row)}更正，依据申请 {row.archived_from}；原记录 {_when(was)}入库{_from(was)}"
    return f"{_when(row)}入库{_from(row)}"


def _when(row: Record) -> str:
    assert row.archived_at is not None  # noqa: S101 -- only archived rows come here
    return f"{timezone.localdate(row.archived_at).year} 年 {day(row.archived_at)}"


def _from(row: Record) -> str:
    return f"，来自申请 {row.archived_from}" if row.archived_from else ""
