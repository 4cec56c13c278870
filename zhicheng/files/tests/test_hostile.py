"""Files made to do harm: refused with a sentence, or kept where they cannot."""

import socket
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from PIL import Image
from pytest_django import Settings

from zhicheng.accounts.models import User
from zhicheng.audit.models import Event
from zhicheng.files import contents, scanning
from zhicheng.files.models import StoredFile
from zhicheng.files.operations import BadFile, scan_waiting, store
from zhicheng.files.tests.conftest import Picture

AT = datetime(2026, 9, 1, tzinfo=UTC)
Pdf = Callable[..., bytes]
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PROGRAM = "“a.pdf”含有会自动运行的程序，另存为普通 PDF 后再传"
STOWAWAY = "“a.pdf”里夹带了别的文件，打印成 PDF 后再传，夹带的文件单独上传"


def refusal(owner: User, name: str, data: bytes) -> str:
    with pytest.raises(BadFile) as caught:
        store(owner=owner, name=name, data=data, at=AT)
    assert StoredFile.objects.count() == 0
    return caught.value.message


def zipped(content: bytes = b"class") -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("Evil.class", content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"<script>alert(1)</script>%PDF-1.7\n"),  # readers look for the mark further on; we do not
        ("a.jpg", b"GIF89a" + zipped()),
        ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("a.jpg", b"<?xml version='1.0'?><svg onload='alert(1)'/>"),
        ("a.pdf", zipped(b"0" * 10_000_000)),
        ("a.pdf", b"%!PS-Adobe-3.0\n"),
        ("a.pdf", EICAR),
    ],
    ids=["PDF behind HTML", "GIFAR", "SVG", "XML", "zip bomb", "PostScript", "EICAR"],
)
def test_what_only_looks_like_one_of_ours_is_refused(li: User, name: str, data: bytes) -> None:
    assert refusal(li, name, data).startswith(f"“{name}”的内容不是 PDF、JPG、PNG")


def test_a_picture_that_is_an_archive_too_stays_a_picture(li: User, picture: Picture) -> None:
    stored = store(owner=li, name="a.jpg", data=picture() + zipped(), at=AT)
    assert stored.content_type == "image/jpeg"


@pytest.mark.parametrize("verb", ["JavaScript", "Launch", "SubmitForm", "ImportData", "RichMediaExecute"])
@pytest.mark.parametrize("where", ["OpenAction", "AA"])
def test_a_pdf_that_does_something_by_itself_is_refused(li: User, pdf: Pdf, verb: str, where: str) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name(f"/{verb}"))
    assert refusal(li, "a.pdf", pdf(**{where: pikepdf.Dictionary(O=action)})) == PROGRAM


def test_a_script_on_a_page_or_in_a_form_is_found(li: User) -> None:
    for place in ("/AA", "/Annots"):
        document = pikepdf.new()
        page = document.add_blank_page()
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        hidden = document.make_indirect(pikepdf.Dictionary(A=script))
        page.obj[place] = pikepdf.Dictionary(O=script) if place == "/AA" else pikepdf.Array([hidden])
        out = BytesIO()
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        assert refusal(li, "a.pdf", out.getvalue()) == PROGRAM


def test_a_form_that_is_a_program_is_refused(li: User, pdf: Pdf) -> None:
    assert refusal(li, "a.pdf", pdf(AcroForm=pikepdf.Dictionary(XFA=pikepdf.String("<xdp/>")))) == PROGRAM


def test_a_pdf_that_opens_at_a_page_is_taken(li: User, pdf: Pdf) -> None:
    opens = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.Array([0, pikepdf.Name.Fit]))
    assert store(owner=li, name="a.pdf", data=pdf(OpenAction=opens), at=AT).pages == 1


def test_a_pdf_with_a_file_inside_is_refused(li: User) -> None:
    document = pikepdf.new()
    document.add_blank_page()
    document.attachments["evil.exe"] = pikepdf.AttachedFileSpec(document, b"MZ")
    out = BytesIO()
    document.save(out)
    assert refusal(li, "a.pdf", out.getvalue()) == STOWAWAY


def bomb(size: int) -> bytes:
    """A PDF whose list of objects becomes `size` bytes when it is opened."""
    packed = zlib.compress(b"\0" * size, 9)
    head = f"1 0 obj\n<</Type/XRef/Size 9/W[1 1 1]/Root 2 0 R/Filter/FlateDecode/Length {len(packed)}>>\nstream\n"
    return b"%PDF-1.7\n" + head.encode() + packed + b"\nendstream\nendobj\nstartxref\n9\n%%EOF"


def test_a_pdf_that_would_fill_the_memory_is_refused(li: User) -> None:
    data = bomb(300 * 1024 * 1024)
    assert len(data) < 400_000
    assert refusal(li, "a.pdf", data) == "“a.pdf”打不开，换一份再传"


def test_a_pdf_of_too_many_parts_is_refused(li: User, pdf: Pdf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "MAX_OBJECTS", 3)
    assert refusal(li, "a.pdf", pdf(pages=5)) == "“a.pdf”过于复杂，打印成 PDF 或拍成照片后再传"


def test_nested_without_end_is_refused(li: User) -> None:
    data = b"%PDF-1.7\n1 0 obj\n" + b"[" * 100_000 + b"\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    assert refusal(li, "a.pdf", data) == "“a.pdf”打不开，换一份再传"


# ── the scanner ──


class Clamd(threading.Thread):
    """A program that speaks clamd's INSTREAM and knows one virus."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]

    def run(self) -> None:
        while True:
            try:
                line, _ = self.door.accept()
            except OSError:
                return
            with line, line.makefile("rb") as heard:
                assert heard.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack(">I", heard.read(4))[0]:
                    content += heard.read(size)
                line.sendall(b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0")


@pytest.fixture
def clamd(settings: Settings) -> Iterator[Clamd]:
    scanner = Clamd()
    scanner.start()
    settings.CLAMAV = f"tcp://127.0.0.1:{scanner.port}"
    yield scanner
    scanner.door.close()


def infected(pdf: bytes) -> bytes:
    return pdf + b"\n%" + EICAR


def test_without_a_scanner_a_file_says_that_nobody_looked(li: User, pdf: Pdf) -> None:
    assert store(owner=li, name="a.pdf", data=infected(pdf()), at=AT).scan == "not_scanned"


def test_a_clean_file_is_marked_clean(li: User, pdf: Pdf, clamd: Clamd) -> None:
    assert store(owner=li, name="a.pdf", data=pdf(), at=AT).scan == "clean"


def test_a_virus_is_refused_and_on_record(li: User, pdf: Pdf, clamd: Clamd, media: Path) -> None:
    assert refusal(li, "a.pdf", infected(pdf())) == "“a.pdf”未通过安全扫描，已删除，换一份再传"
    assert [path for path in media.rglob("*") if path.is_file()] == []
    assert Event.objects.get().verb == "files.infected"


def test_a_silent_scanner_holds_a_file_back_until_it_speaks(
    li: User, pdf: Pdf, clamd: Clamd, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    speaking, settings.CLAMAV = settings.CLAMAV, "tcp://127.0.0.1:9"
    good = store(owner=li, name="a.pdf", data=pdf(), at=AT)
    bad = store(owner=li, name="b.pdf", data=infected(pdf()), at=AT)
    assert (good.scan, bad.scan, scan_waiting(at=AT)) == ("pending", "pending", 0)
    assert "does not answer" in caplog.text
    settings.CLAMAV = speaking
    assert scan_waiting(at=AT) == 2
    for stored in (good, bad):
        stored.refresh_from_db()
    assert (good.scan, bad.scan) == ("clean", "infected")


def test_a_scanner_behind_a_file_is_spoken_to(settings: Settings, tmp_path: Path) -> None:
    settings.CLAMAV = f"unix://{tmp_path}/clamd.ctl"
    (tmp_path / "a").write_bytes(b"x")
    assert scanning.scan(tmp_path / "a") == StoredFile.Scan.PENDING  # nobody listens there


def test_a_picture_whose_size_is_a_lie_is_refused(li: User) -> None:
    out = BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    assert refusal(li, "a.png", out.getvalue()) == "“a.png”有 9000×9000 像素，不能超过 5000 万像素，缩小后再传"
