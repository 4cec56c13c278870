"""Files of Word and Excel: what they are by their content, and what in them would be dangerous."""

import re
import zipfile
from pathlib import Path

from zhicheng.files.contents import BadFile, unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the old kinds, and new ones under a password
ZIP = b"PK\x03\x04"
MAX_PARTS = 5000
MAX_UNPACKED = 200 * 1024 * 1024  # bytes of all parts together
MAX_LINKS = 4 * 1024 * 1024  # bytes of one list of links
OLD = {"doc": "WordDocument", "xls": "Workbook"}
NEW = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
ACTIVE = re.compile(r"(^|/)(vbaProject\.bin|activeX/|embeddings/oleObject)", re.IGNORECASE)
# A template from elsewhere is fetched, with its programs, as soon as the file is opened.
FETCHED = re.compile(rb"(attachedTemplate|oleObject|frame)\"[^>]*TargetMode=\"External\"")


def office_kind(path: Path, *, name: str) -> str | None:
    """This function will return doc, docx, xls or xlsx, None for anything else; or raise BadFile."""
    with path.open("rb") as content:
        head = content.read(8)
    if head == OLE:
        return _old(path, name=name)
    return _new(path, name=name) if head.startswith(ZIP) else None


def _old(path: Path, *, name: str) -> str | None:
    data = path.read_bytes()
    if _names(data, "EncryptedPackage"):
        raise BadFile(f"“{name}”设了密码，去掉密码后再传")
    if _names(data, "_VBA_PROJECT"):
        raise with_programs(name)
    return next((kind for kind, stream in OLD.items() if _names(data, stream)), None)


def _names(data: bytes, stream: str) -> bool:
    """Whether the directory of an OLE file has an entry of that name."""
    return stream.encode("utf-16-le") + b"\0\0" in data


def _new(path: Path, *, name: str) -> str | None:
    try:
        with zipfile.ZipFile(path) as parts:
            infos = parts.infolist()
            if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
                raise BadFile(f"“{name}”展开后过大，打印成 PDF 后再传")
            if any(ACTIVE.search(info.filename) for info in infos):
                raise with_programs(name)
            for info in infos:
                if info.filename.endswith(".rels") and FETCHED.search(_part(parts, info, name=name)):
                    raise with_programs(name)
            present = {info.filename for info in infos}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as problem:
        raise unreadable(name) from problem
    return next((kind for kind, part in NEW.items() if {part, "[Content_Types].xml"} <= present), None)


def _part(parts: zipfile.ZipFile, info: zipfile.ZipInfo, *, name: str) -> bytes:
    if info.file_size > MAX_LINKS:
        raise unreadable(name)
    return parts.read(info)


def with_programs(name: str) -> BadFile:
    """This function will return the error for a file that would run something."""
    return BadFile(f"“{name}”含有宏、控件或从别处取来的内容，另存为不带宏的文件或打印成 PDF 后再传")
