"""个人信息查看: read only, with the source of every record."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from zhicheng.accounts.models import User
from zhicheng.certificates.queries import of_holder
from zhicheng.core import masks
from zhicheng.dossier.models import RECORDS, Profile, Record
from zhicheng.dossier.queries import heading, latest_photo, profile_cells
from zhicheng.organizations.queries import open_affiliation
from zhicheng.web.applicant.pages import show
from zhicheng.web.applicant.words import day
from zhicheng.web.gates import SignedInRequest, signed_in


@dataclass(frozen=True)
class Line:
    """A record: what it says, and where it comes from."""

    title: str
    detail: str
    source: str
    is_archived: bool
    ended: str  # 已撤销


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
    affiliation = open_affiliation(person)
    context = {
        "rows": basics(person),
        "unit": affiliation.unit if affiliation else None,
        "photo": latest_photo(person),
        "certificates": list(of_holder(person)),
        "shelves": [shelf(person, model) for model in RECORDS],
    }
    return show(request, "applicant/profile.html", context)


def basics(person: User) -> list[tuple[str, str]]:
    """This function will return 基本信息 with the numbers masked; before it is filled in, what registration told."""
    filed = Profile.objects.filter(owner=person).first()
    contact = ("手机号码", masks.phone(person.phone))
    if filed is None:
        papers = (str(person.get_id_type_display()), masks.id_number(person.id_number))
        return [("姓名", person.name), ("证件类型", papers[0]), ("证件号码", papers[1]), contact]
    return [*((cell.label, cell.value) for cell in profile_cells(filed, person)), contact]


def shelf(person: User, model: type[Record]) -> Shelf:
    """This function will return a person's records of one sort, newest first, in one statement."""
    rows = model.objects.of(person.pk).order_by("-pk")
    return Shelf(model.noun, str(model._meta.model_name), tuple(map(line, rows)))


def line(row: Record) -> Line:
    """This function will describe one record and say where it comes from."""
    title, detail = heading(row)
    if row.archived_at is not None:
        source = f"{timezone.localdate(row.archived_at).year} 年 {day(row.archived_at)}入库"
        source += f"，来自申请 {row.archived_from}" if row.archived_from else ""
    elif row.held_by:
        source = f"本人填写，申请 {row.held_by} 正在使用"
    else:
        source = f"本人填写，{timezone.localdate(row.updated_at).year} 年 {day(row.updated_at)}更新"
    if row.ended_at is not None:
        source += f"，证书于 {timezone.localdate(row.ended_at).year} 年 {day(row.ended_at)}撤销，不再作为现职称"
    return Line(title, detail, source, row.is_archived, "已撤销" if row.ended_at else "")
