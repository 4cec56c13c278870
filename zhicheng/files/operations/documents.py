"""Files that visitors will download: papers to read and forms to fill in."""

import os
from datetime import datetime
from pathlib import PurePath
from typing import IO

from zhicheng.accounts.models import User
from zhicheng.files import contents
from zhicheng.files.contents import BadFile
from zhicheng.files.models import StoredFile
from zhicheng.files.office import office_kind
from zhicheng.files.operations.storing import check_size, clean_name, incoming, scanned

DOCUMENTS = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ALLOWED = "PDF、Word（doc、docx）或 Excel（xls、xlsx）"


def check_document(*, name: str, data: IO[bytes], actor: User, at: datetime, max_mb: float = 20) -> StoredFile.Scan:
    """This function will return the scanner's verdict on a document; or raise BadFile, whose text says how to mend it.

    The kind is what the content says; the extension must agree. The bytes stay with the caller.
    """
    name = clean_name(name)
    check_size(data.seek(0, os.SEEK_END), name=name, max_mb=max_mb)
    with incoming(data, name=name) as (path, digest):
        data.seek(0)
        is_pdf = data.read(5) == b"%PDF-"
        kind = "pdf" if is_pdf else office_kind(path, name=name)
        if kind is None:
            raise BadFile(f"“{name}”不是{ALLOWED}文件，另存后再传")
        extension = PurePath(name).suffix.lower()
        if extension != f".{kind}":
            raise BadFile(f"“{name}”的内容是 {kind}，扩展名应为 .{kind}，改名后再传")
        if is_pdf:
            contents.check_pdf(path, name=name)
        verdict = scanned(path, digest, name=name, actor=actor, at=at)
    data.seek(0)
    return verdict
