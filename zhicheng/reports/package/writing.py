"""Writing a parcel as a zip, piece by piece: never more than a megabyte of a file in memory."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone

from zhicheng.core.text import formula_safe
from zhicheng.files.models import StoredFile
from zhicheng.files.queries import path_of
from zhicheng.reports.package.parcel import Enclosed, Field, Fields, Group, Parcel, said

FORMAT, VERSION = "zhicheng-data-package", 1  # docs/data-package.md
STYLE = Path(__file__).with_name("style.css")
CHUNK = 1024 * 1024
NOT_GIVEN = {StoredFile.Scan.INFECTED: "没有通过安全扫描", StoredFile.Scan.PENDING: "还在查毒"}


class Writer:
    """A zip that grows, and the hash of each of its members."""

    def __init__(self, out: IO[bytes], *, made_at: datetime) -> None:
        self.zip, self.sums = ZipFile(out, "w"), dict[str, str]()
        self.moment = timezone.localtime(made_at).timetuple()[:6]

    def put(self, path: str, source: IO[bytes], *, packs: bool) -> str:
        """This function will copy a stream into the zip and return its SHA-256."""
        member = ZipInfo(path, date_time=self.moment)
        member.compress_type = ZIP_DEFLATED if packs else ZIP_STORED  # PDFs and photos are packed already
        member.external_attr = 0o644 << 16
        digest = sha256()
        with self.zip.open(member, "w", force_zip64=True) as target:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                target.write(chunk)
        self.sums[path] = digest.hexdigest()
        return self.sums[path]

    def text(self, path: str, text: str, *, encoding: str = "utf-8") -> None:
        """This function will put a text into the zip."""
        self.put(path, io.BytesIO(text.encode(encoding)), packs=True)


def write(parcel: Parcel, path: Path, *, made_at: datetime) -> tuple[int, str]:
    """This function will write the package and return its size and SHA-256."""
    with path.open("wb") as out:
        writer = Writer(out, made_at=made_at)
        with writer.zip:
            _write_members(writer, parcel, made_at=made_at)
    with path.open("rb") as done:
        digest = sha256()
        while chunk := done.read(CHUNK):
            digest.update(chunk)
    return path.stat().st_size, digest.hexdigest()


def _write_members(writer: Writer, parcel: Parcel, *, made_at: datetime) -> None:
    files = [row for one in parcel.enclosed.values() if (row := _enclose(writer, parcel, one))]
    groups = [*parcel.groups, Group("files", "文件", files)]
    for group in groups:
        if group.is_list and group.items:
            writer.text(f"tables/{group.key}.csv", table(group), encoding="utf-8-sig")  # Excel asks for the mark
    head = {
        "format": FORMAT,
        "version": VERSION,
        "title": parcel.title,
        "scope": parcel.scope,
        "made_at": made_at.isoformat(),
        "site": {"name": settings.SITE_NAME, "owner": settings.SITE_OWNER, "address": settings.SITE_URL},
    }
    data = {**head, "groups": {group.key: group.as_json() for group in groups}, **parcel.more, "absent": parcel.absent}
    writer.text("data.json", json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
    context = {**head, "made_at": said("", made_at).text, "groups": list(map(_shown, groups)), "absent": parcel.absent}
    writer.text("index.html", render_to_string("reports/package.html", context))
    writer.text("style.css", STYLE.read_text())
    sums = "".join(f"{digest}  {name}\n" for name, digest in writer.sums.items())
    writer.text("SHA256SUMS", sums)


def _enclose(writer: Writer, parcel: Parcel, one: Enclosed) -> Fields | None:
    """One file with its line in the list; what cannot be given is named with its reason."""
    stored = one.file
    reason = NOT_GIVEN.get(StoredFile.Scan(stored.scan), "")
    if not reason and not path_of(stored).exists():
        reason = "原件不在"
    if reason:
        parcel.absent.append(f"{one.part}“{stored.name}”：{reason}，没有放入")
        return None
    with path_of(stored).open("rb") as source:
        digest = writer.put(one.path, source, packs=False)
    if digest != stored.sha256:
        parcel.absent.append(f"{one.part}“{stored.name}”：内容与上传时的校验码不一致，已原样放入")
    return {
        "path": said("位置", one.path),
        "part": said("部分", one.part),
        "name": said("原文件名", stored.name),
        "size": said("字节", stored.size),
        "type": said("类型", stored.content_type),
        "sha256": said("校验码", digest),
        "created_at": said("上传时间", stored.created_at),
        "scan": said("查毒", stored.scan, str(stored.get_scan_display())),
    }


def table(group: Group) -> str:
    """This function will write a list as CSV; no cell is a formula."""
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow([label for _, label in group.columns])
    for item in group.items:
        lines.writerow([formula_safe(item[key].text) if key in item else "" for key, _ in group.columns])
    return out.getvalue()


def _shown(group: Group) -> dict[str, Any]:
    """A group as the page shows it: cells with their words and, where it is a file, the way to it."""
    rows = [[_cell(item.get(key)) for key, _ in group.columns] for item in group.items]
    return {"key": group.key, "title": group.title, "is_list": group.is_list, "columns": group.columns, "rows": rows}


def _cell(field: Field | None) -> dict[str, Any]:
    if field is None:
        return {"text": "", "links": []}
    values: Iterable[object] = field.value if isinstance(field.value, list) else [field.value]
    links = [(str(value), quote(str(value))) for value in values if str(value).startswith("files/")]
    return {"text": "" if links else field.text, "links": links}
