"""An upload in parts, on connections that break."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from zhicheng.accounts.models import User
from zhicheng.files.models import StoredFile, Upload
from zhicheng.files.operations import (
    CHUNK,
    BadFile,
    Gone,
    OffsetError,
    append,
    begin,
    cancel,
    discard,
    finish,
    store,
    sweep,
    uploads,
)
from zhicheng.files.queries import parts_of, path_of

AT = datetime(2026, 9, 1, tzinfo=UTC)
Pdf = Callable[..., bytes]
SLOT = "GDPS202600000001/education"


def padded(pdf: bytes, size: int) -> bytes:
    """A PDF of this size: what stands behind its end is no part of it."""
    return pdf + b"\n%" + b"0" * (size - len(pdf) - 2)


def begun(owner: User, data: bytes, *, name: str = "证书.pdf", slot: str = SLOT, hashed: bool = True) -> Upload:
    digest = sha256(data).hexdigest() if hashed else ""
    return begin(owner=owner, slot=slot, name=name, size=len(data), sha256=digest, since=AT, at=AT)


def sent(upload: Upload, data: bytes, *, start: int = 0, stop: int | None = None) -> None:
    for offset in range(start, len(data) if stop is None else stop, CHUNK):
        append(upload=upload, offset=offset, data=data[offset : offset + CHUNK])


def test_a_file_comes_in_parts_and_is_the_same(li: User, pdf: Pdf, media: Path) -> None:
    data = padded(pdf(pages=2), 2 * CHUNK + 17)
    upload = begun(li, data)
    sent(upload, data)
    stored = finish(upload=upload, at=AT)
    assert (stored.owner, stored.name, stored.pages, path_of(stored).read_bytes()) == (li, "证书.pdf", 2, data)
    assert not parts_of(upload).exists()
    assert finish(upload=upload, at=AT) == stored  # the answer was lost, and it is asked again
    assert StoredFile.objects.count() == 1


def test_the_same_part_twice_changes_nothing(li: User, pdf: Pdf) -> None:
    data = padded(pdf(), CHUNK + 100)
    upload = begun(li, data)
    assert [append(upload=upload, offset=0, data=data[:CHUNK]) for _ in range(3)] == [CHUNK] * 3
    assert append(upload=upload, offset=CHUNK, data=data[CHUNK:]) == len(data)
    assert append(upload=upload, offset=CHUNK, data=data[CHUNK:]) == len(data)
    assert path_of(finish(upload=upload, at=AT)).read_bytes() == data


def test_a_part_that_does_not_follow_says_where_to_go_on(li: User, pdf: Pdf) -> None:
    data = padded(pdf(), 2 * CHUNK)
    upload = begun(li, data)
    sent(upload, data, stop=CHUNK)
    for offset, part in [(CHUNK + 1, b"x"), (10, data[10 : 10 + CHUNK]), (CHUNK, b""), (CHUNK, b"0" * (CHUNK + 1))]:
        with pytest.raises(OffsetError) as caught:
            append(upload=upload, offset=offset, data=part)
        assert caught.value.received == CHUNK
    with pytest.raises(OffsetError):
        append(upload=upload, offset=-1, data=b"x")
    with pytest.raises(OffsetError) as missing:
        finish(upload=upload, at=AT)
    assert missing.value.received == CHUNK


def test_half_a_part_that_was_left_behind_is_written_over(li: User, pdf: Pdf) -> None:
    data = padded(pdf(), CHUNK + 100)
    upload = begun(li, data)
    sent(upload, data, stop=CHUNK)
    with parts_of(upload).open("ab") as torn:  # the machine stopped between the bytes and the row
        torn.write(b"half" * 1000)
    sent(upload, data, start=CHUNK)
    assert path_of(finish(upload=upload, at=AT)).read_bytes() == data


def test_the_same_file_goes_on_where_it_stopped(li: User, pdf: Pdf) -> None:
    data = padded(pdf(), 2 * CHUNK)
    upload = begun(li, data)
    sent(upload, data, stop=CHUNK)
    again = begun(li, data, name="改了名字.pdf")
    assert (again.pk, again.received) == (upload.pk, CHUNK)
    assert begun(li, data, slot="GDPS202600000001/work").pk != upload.pk
    assert begun(li, data, hashed=False).pk != upload.pk


def test_what_one_has_needs_no_bytes(li: User, pdf: Pdf) -> None:
    data = pdf()
    stored = store(owner=li, name="旧名.pdf", data=data, at=AT)
    upload = begun(li, data)
    assert (upload.status, upload.file, upload.received) == (Upload.Status.DONE, stored, len(data))
    wu = User.objects.create(username="wu", name="吴某", id_index="w")
    assert begun(wu, data).file is None  # nobody learns what others have


@pytest.mark.parametrize(
    ("name", "size", "message"),
    [
        ("证书.exe", 10, "“证书.exe”不是 PDF、JPG、PNG，文件应为 PDF、JPG、PNG，另存后再传"),
        ("../a\u202efdp.svg", 10, "“afdp.svg”不是 PDF、JPG、PNG，文件应为 PDF、JPG、PNG，另存后再传"),
        ("证书.pdf", 0, "“证书.pdf”是空的，换一份再传"),
        ("证书.pdf", 21 * 1024 * 1024, "“证书.pdf”有 21 MB，不能超过 20 MB，压缩后再传"),
    ],
)
def test_what_cannot_be_taken_is_told_before_it_is_sent(li: User, name: str, size: int, message: str) -> None:
    with pytest.raises(BadFile) as caught:
        begin(owner=li, slot=SLOT, name=name, size=size, sha256="", since=AT, at=AT)
    assert (caught.value.message, Upload.objects.count()) == (message, 0)


def test_the_first_part_must_be_what_the_name_says(li: User) -> None:
    data = b"<html>" + b" " * CHUNK
    upload = begun(li, data)
    with pytest.raises(BadFile, match="的内容不是 PDF、JPG、PNG"):
        append(upload=upload, offset=0, data=data[:CHUNK])


def test_a_broken_file_is_told_at_the_end_and_leaves_nothing(li: User, media: Path) -> None:
    data = b"%PDF-1.7\n" + b"0" * 500
    upload = begun(li, data)
    sent(upload, data)
    with pytest.raises(BadFile, match="打不开，换一份再传"):
        finish(upload=upload, at=AT)
    with pytest.raises(Gone):
        append(upload=upload, offset=0, data=data)
    assert ([*media.rglob("*.*")], StoredFile.objects.count()) == ([], 0)


def test_one_application_has_a_limit_and_putting_files_away_makes_room(
    li: User, pdf: Pdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "QUOTA", 3 * CHUNK)
    first = store(owner=li, name="大.pdf", data=padded(pdf(), 2 * CHUNK), at=AT)
    data = padded(pdf(), 2 * CHUNK + 1)
    with pytest.raises(BadFile) as caught:
        begun(li, data)
    assert caught.value.message == (
        "本次申报已上传 2 MB，加上“证书.pdf”超过 3 MB。在“选用已上传的文件”中删去不用的，或压缩后再传"
    )
    discard(stored=first, at=AT)
    upload = begun(li, data)
    with pytest.raises(BadFile):  # what is on its way counts
        begun(li, padded(pdf(), CHUNK + 2))
    cancel(upload=upload)
    begun(li, padded(pdf(), CHUNK + 2))


def test_the_limit_counts_from_the_beginning_of_the_application(
    li: User, pdf: Pdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "QUOTA", 3 * CHUNK)
    store(owner=li, name="往年.pdf", data=padded(pdf(), 2 * CHUNK), at=AT - timedelta(days=400))
    assert begun(li, padded(pdf(), 2 * CHUNK + 1)).status == Upload.Status.OPEN


def test_only_so_many_are_on_their_way(li: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "OPEN_MAX", 2)
    for size in (1, 2):
        begun(li, b"%" * size)
    with pytest.raises(BadFile, match="正在上传的文件已有 2 个，等它们传完或取消几个，再传"):
        begun(li, b"%" * 3)


def test_what_is_never_finished_goes_away(li: User, pdf: Pdf) -> None:
    data = padded(pdf(), 2 * CHUNK)
    upload = begun(li, data)
    sent(upload, data, stop=CHUNK)
    assert (sweep(at=AT + timedelta(days=2)), parts_of(upload).exists()) == (0, True)
    assert (sweep(at=AT + timedelta(days=3)), parts_of(upload).exists()) == (1, False)
    assert not Upload.objects.exists()
