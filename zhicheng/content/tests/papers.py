"""Small files of each kind that editors upload, good and bad."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

import pikepdf

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINKS = '<Relationships><Relationship Type="x/attachedTemplate" Target="https://x/a.dotm" TargetMode="External"/></Relationships>'
LAUGHS = '<!DOCTYPE w [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;">]>'


def office(parts: Mapping[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        for name, content in {"[Content_Types].xml": TYPES, **parts}.items():
            folder.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # no time of writing
    return out.getvalue()


def docx(text: str = "申报材料一览", *, before: str = "", more: Mapping[str, str | bytes] | None = None) -> bytes:
    body = f'{before}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    return office({"word/document.xml": body, **(more or {})})


def xlsx(text: str = "评前公示情况表") -> bytes:
    return office({"xl/workbook.xml": "<workbook/>", "xl/sharedStrings.xml": f"<sst><si><t>{text}</t></si></sst>"})


def old(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + b"\0" * 512


def pdf(text: str = "Notice 2026") -> bytes:
    document = pikepdf.new()
    font = document.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    page = document.add_blank_page(page_size=(300, 300))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = document.make_stream(f"BT /F1 18 Tf 20 200 Td ({text}) Tj ET".encode())
    out = BytesIO()
    document.save(out)
    return out.getvalue()


GOOD = {
    "表.pdf": pdf(),
    "表.docx": docx(),
    "表.xlsx": xlsx(),
    "表.doc": old("WordDocument"),
    "表.xls": old("Workbook"),
}
BAD = {
    "程序.pdf": (b"MZ\x90\0" + b"\0" * 100, "不是PDF、Word"),
    "表.zip": (office({"a.txt": "x"}), "不是PDF、Word"),
    "改名.doc": (docx(), "扩展名应为 .docx"),
    "宏.docx": (docx(more={"word/vbaProject.bin": b"x"}), "含有宏"),
    "控件.docx": (docx(more={"word/activeX/activeX1.xml": "<x/>"}), "含有宏"),
    "模板.docx": (docx(more={"word/_rels/settings.xml.rels": LINKS}), "含有宏"),
    "宏.xls": (old("Workbook") + old("_VBA_PROJECT"), "含有宏"),
    "密码.docx": (old("EncryptedPackage"), "设了密码"),
    "炸弹.docx": (docx(more={"word/media/a.bin": b"\0" * (210 * 1024 * 1024)}), "展开后过大"),
    "坏的.docx": (docx()[:200], "打不开"),
    "空的.pdf": (b"", "空"),
}
