import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhicheng.accounts.models import User
from zhicheng.audit.models import Event
from zhicheng.files.models import StoredFile
from zhicheng.files.operations import BadFile, clean_name, discard, store, store_generated
from zhicheng.files.queries import open_file, own_files, path_of
from zhicheng.files.tests.conftest import Picture, patch_png_size

AT = datetime(2026, 9, 1, tzinfo=UTC)
Pdf = Callable[..., bytes]


def blobs(media: Path) -> list[str]:
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def refusal(owner: User, name: str, data: bytes, **options: object) -> str:
    with pytest.raises(BadFile) as caught:
        store(owner=owner, name=name, data=data, at=AT, **options)  # type: ignore[arg-type]  # a test's shorthand
    assert StoredFile.objects.count() == 0
    return caught.value.message


def test_a_pdf_is_kept_by_its_hash_with_its_pages(li: User, pdf: Pdf, media: Path) -> None:
    data = pdf(pages=3)
    stored = store(owner=li, name="学历证书.pdf", data=data, at=AT)
    digest = sha256(data).hexdigest()
    stored.refresh_from_db()
    kept = (stored.owner, stored.name, stored.sha256, stored.size, stored.content_type, stored.pages, stored.scan)
    assert kept == (li, "学历证书.pdf", digest, len(data), "application/pdf", 3, "not_scanned")
    assert blobs(media) == [f"{digest[:2]}/{digest[2:4]}/{digest}"]
    with open_file(stored) as content:
        assert content.read() == data


@pytest.mark.parametrize(("kind", "name", "type_"), [("JPEG", "a.JPG", "image/jpeg"), ("PNG", "a.png", "image/png")])
def test_a_picture_is_kept_as_it_came(li: User, picture: Picture, kind: str, name: str, type_: str) -> None:
    stored = store(owner=li, name=name, data=SimpleUploadedFile(name, picture(kind=kind)), at=AT)
    assert (stored.content_type, stored.pages, path_of(stored).read_bytes()) == (type_, None, picture(kind=kind))


def test_the_same_content_lies_once(li: User, pdf: Pdf, media: Path) -> None:
    data = pdf()
    wu = User.objects.create(username="wu", name="吴某", id_index="w")
    one, two = (store(owner=owner, name="a.pdf", data=BytesIO(data), at=AT) for owner in (li, wu))
    assert (one.pk != two.pk, path_of(one)) == (True, path_of(two))
    assert len(blobs(media)) == 1


def test_what_one_handed_in_before_is_not_kept_again(li: User, pdf: Pdf) -> None:
    one, two = (store(owner=li, name=name, data=pdf(), at=AT) for name in ("a.pdf", "b.pdf"))
    assert (one.pk, one.is_reused, two.is_reused, two.name) == (two.pk, False, True, "a.pdf")


def test_what_was_put_away_comes_back_with_its_content(li: User, pdf: Pdf) -> None:
    stored = store(owner=li, name="a.pdf", data=pdf(), at=AT)
    discard(stored=stored, at=AT)
    assert list(own_files(li)) == []
    store(owner=li, name="a.pdf", data=pdf(), at=AT)
    assert list(own_files(li)) == [stored]


def test_what_the_system_made_is_not_offered(li: User) -> None:
    store_generated(name="证件照片.jpg", data=b"made", content_type="image/jpeg", at=AT, owner=li)
    assert list(own_files(li)) == []


def test_storing_is_recorded_without_the_name(li: User, pdf: Pdf) -> None:
    stored = store(owner=li, name="441802199001010047.pdf", data=pdf(), at=AT)
    event = Event.objects.get()
    assert (event.verb, event.subject) == ("files.store", f"files.storedfile:{stored.pk}")
    assert event.data == {"sha256": stored.sha256, "size": stored.size}


@pytest.mark.parametrize("data", [b"<!doctype html><script>alert(1)</script>", b"MZ\x90\x00", b"\x00" * 40, b"%PD"])
def test_what_is_neither_pdf_nor_picture_is_refused(li: User, data: bytes, media: Path) -> None:
    words = "“证书.pdf”的内容不是 PDF、JPG、PNG，文件应为 PDF、JPG、PNG，另存后再传"
    assert refusal(li, "证书.pdf", data) == words
    assert blobs(media) == []


@pytest.mark.parametrize("name", ["证书.png", "证书.pdf", "证书.jpg.html", "证书", "证书.jpg\x00.pdf"])
def test_an_extension_must_not_lie(li: User, picture: Picture, name: str) -> None:
    words = f"“{clean_name(name)}”的内容是 JPG，扩展名应为 .jpg，改名后再传"
    assert refusal(li, name, picture()) == words


def test_a_kind_that_is_not_asked_for_is_refused(li: User, pdf: Pdf) -> None:
    words = "“a.pdf”的内容不是 JPG、PNG，文件应为 JPG、PNG，另存后再传"
    assert refusal(li, "a.pdf", pdf(), kinds=("jpeg", "png")) == words


def test_an_empty_file_is_refused(li: User) -> None:
    assert refusal(li, "a.pdf", b"") == "“a.pdf”是空的，换一份再传"


def test_a_large_file_says_how_large_it_is(li: User) -> None:
    data = b"%PDF-" + b"0" * (14 * 1024 * 1024 - 5)
    assert refusal(li, "学位证书.pdf", data, max_mb=10) == "“学位证书.pdf”有 14 MB，不能超过 10 MB，压缩后再传"
    assert refusal(li, "a.pdf", data + b"0", max_mb=14) == "“a.pdf”有 14.1 MB，不能超过 14 MB，压缩后再传"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n<html></html>", b"%PDF-1.7\n" + os.urandom(500)])
def test_a_pdf_only_in_name_is_refused(li: User, data: bytes, media: Path) -> None:
    assert refusal(li, "a.pdf", data) == "“a.pdf”打不开，换一份再传"
    assert blobs(media) == []


def test_a_pdf_without_pages_is_refused(li: User, pdf: Pdf) -> None:
    assert refusal(li, "a.pdf", pdf(pages=0)) == "“a.pdf”打不开，换一份再传"


def test_a_pdf_that_asks_for_a_password_is_refused(li: User, pdf: Pdf) -> None:
    data = pdf(encryption=pikepdf.Encryption(owner="o", user="u"))
    assert refusal(li, "a.pdf", data) == "“a.pdf”设了密码，去掉密码后再传"


def test_a_pdf_that_only_forbids_changes_is_taken(li: User, pdf: Pdf) -> None:
    data = pdf(encryption=pikepdf.Encryption(owner="o", user=""))
    assert store(owner=li, name="a.pdf", data=data, at=AT).pages == 1


@pytest.mark.parametrize(
    "action",
    [
        pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")),
        pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe")),
        pikepdf.Dictionary(Next=pikepdf.Array([pikepdf.Dictionary(S=pikepdf.Name.Rendition, JS=pikepdf.String("x"))])),
    ],
)
def test_a_pdf_that_runs_programs_is_refused(li: User, pdf: Pdf, action: pikepdf.Object) -> None:
    words = "“a.pdf”含有会自动运行的程序，另存为普通 PDF 后再传"
    assert refusal(li, "a.pdf", pdf(OpenAction=action)) == words


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_half_a_picture_is_refused(li: User, picture: Picture, kind: str) -> None:
    name = f"a.{kind.lower()}"
    data = picture(kind=kind)
    assert refusal(li, name, data[: len(data) // 2]) == f"“{name}”打不开，换一份再传"
    assert refusal(li, name, data[:12]) == f"“{name}”打不开，换一份再传"


def test_a_picture_that_would_fill_the_memory_is_refused(li: User, picture: Picture) -> None:
    data = patch_png_size(picture(kind="PNG"), 20_000, 20_000)
    assert refusal(li, "a.png", data) == "“a.png”有 20000×20000 像素，不能超过 5000 万像素，缩小后再传"


def test_a_picture_with_a_page_behind_it_stays_a_picture(li: User, picture: Picture) -> None:
    data = picture() + b"<script>alert(1)</script>"
    assert store(owner=li, name="a.jpg", data=data, at=AT).content_type == "image/jpeg"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\fakepath\\证书.pdf", "证书.pdf"),
        ("a\x00b\nc\u202efdp.pdf", "abcfdp.pdf"),
        ("\ud800.pdf", "pdf"),
        ("", "未命名"),
        ("..", "未命名"),
        ('a"<b>|?.pdf', "a__b___.pdf"),
        ("𬱖证书.pdf", "𬱖证书.pdf"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
        ("a." + "长" * 300, "a." + "长" * 19),
    ],
)
def test_a_name_is_only_ever_a_name(name: str, kept: str) -> None:
    assert clean_name(name) == kept


@pytest.mark.django_db
def test_what_the_system_makes_is_kept_too() -> None:
    stored = store_generated(name="评审表.pdf", data=b"%PDF-made", content_type="application/pdf", at=AT)
    stored.refresh_from_db()
    assert (stored.owner, stored.size, path_of(stored).read_bytes()) == (None, 9, b"%PDF-made")


class FullDisk(BytesIO):
    """Stands in for a disk that fills up while the content is copied."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size and size > 100:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().read(size)


def test_a_full_disk_is_said_and_leaves_nothing(li: User, pdf: Pdf, media: Path) -> None:
    with pytest.raises(BadFile, match="服务器的存储空间已满，稍后再传"):
        store(owner=li, name="a.pdf", data=FullDisk(pdf()), at=AT)
    assert blobs(media) == []
