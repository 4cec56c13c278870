"""The person and the rows of his life record, field by field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from zhicheng.accounts.models import User
from zhicheng.certificates.models import Certificate, StatusChange
from zhicheng.dossier.models import Profile, Record
from zhicheng.dossier.queries import own_fields, profile_cells
from zhicheng.reports.package.parcel import Fields, Parcel, columns_of, said

KEPT = {
    "created_at": "登记时间",
    "updated_at": "修改时间",
    "archived_at": "入库时间",
    "archived_from": "入库依据的申报编号",
    "removed_at": "删除时间",
}
ACCOUNT = ("username", "name", "id_type", "id_number", "phone", "email", "date_joined", "sms_notices", "mail_notices")
CODED = ("ethnicity", "political_status", "workplace_nature")  # of a code list
ACCOUNT_LABELS = {"username": "用户名", "email": "电子邮箱", "date_joined": "注册时间"}
HIDDEN = {"id", "token", "id_index", "holder", "photo", "application", "reissued_from", "pdf", "problem"}
CERTIFICATE_LABELS = {"status": "状态"}


def add_person(parcel: Parcel, user: User) -> None:
    """This function will add the account, with its numbers whole, and 基本信息. Two statements."""
    columns = [User._meta.get_field(name) for name in ACCOUNT]
    parcel.add("account", "账户", columns_of(user, columns, labels=ACCOUNT_LABELS))  # type: ignore[arg-type]
    profile = Profile.objects.filter(owner=user).first()
    if profile is not None:
        fields = [column for column in Profile._meta.concrete_fields if column.name != "owner"]
        words = {cell.label: cell.value for cell in profile_cells(profile, user)}
        known = columns_of(profile, fields)
        coded = {key: replace(known[key], text=words[known[key].label]) for key in CODED}
        parcel.add("profile", "基本信息", known | coded)


def add_records(parcel: Parcel, model: type[Record], rows: Iterable[Record]) -> None:
    """This function will add rows of one sort, whose evidence is loaded, with every column and the files' places."""
    columns = [*own_fields(model), *(model._meta.get_field(name) for name in KEPT)]
    items = []
    for row in rows:
        item = {"id": said("序号", row.pk), **columns_of(row, columns, labels=KEPT)}  # type: ignore[arg-type]
        evidence = sorted(row.evidence.all(), key=lambda file: (file.created_at, file.pk))
        paths = [parcel.enclose(file, model.noun) for file in evidence]
        items.append({**item, "files": said("证明材料", paths, "；".join(paths))})
    parcel.add_list(str(model._meta.model_name), model.noun, items)


def add_certificates(parcel: Parcel, certificates: list[Certificate]) -> None:
    """This function will add certificates with their PDF and what became of each. One statement."""
    columns = [column for column in Certificate._meta.concrete_fields if column.name not in HIDDEN]
    changes: dict[int, list[str]] = {}
    for change in StatusChange.objects.filter(certificate__in=certificates).order_by("pk"):
        words = f"{said('', change.at).text} {change.get_status_display()}：{change.reason}"
        changes.setdefault(change.certificate_id, []).append(words)
    items: list[Fields] = []
    for one in certificates:
        item = columns_of(one, columns, labels=CERTIFICATE_LABELS)
        if one.pdf is None:
            parcel.absent.append(f"职称证书 {one.number} 的 PDF：{one.problem or '还没有生成'}")
        path = parcel.enclose(one.pdf, "职称证书") if one.pdf else ""
        history = changes.get(one.pk, [])
        items.append({**item, "history": said("经过", history, "；".join(history)), "file": said("文件", path)})
    parcel.add_list("certificates", "职称证书", items)
