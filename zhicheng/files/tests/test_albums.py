"""Several photos, one PDF; and the telephone that sends them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from zhicheng.accounts.models import User
from zhicheng.audit.models import Event
from zhicheng.files.models import Album, HandOver, Shot
from zhicheng.files.operations import (
    BadFile,
    NotThere,
    add_shot,
    albums,
    bind,
    close_album,
    end_hand_overs,
    finish_hand_over,
    hand_over,
    move_shot,
    open_album,
    receive_shot,
    remove_shot,
    sweep,
    turn_shot,
)
from zhicheng.files.pages import make_sheet
from zhicheng.files.queries import hand_over_by, path_of, picture_of
from zhicheng.files.tests.conftest import Picture, patch_png_size

AT = datetime(2026, 9, 1, tzinfo=UTC)
GPS, ORIENTATION = 0x8825, 0x0112


@pytest.fixture
def album(li: User) -> Album:
    return open_album(owner=li, slot="GD1/education", title="学历学位", at=AT)


@pytest.fixture
def filled(album: Album, picture: Picture) -> list[Shot]:
    return [add_shot(album=album, name=f"{n}.jpg", data=BytesIO(picture(500 + n, 800)), at=AT) for n in (1, 2, 3)]


def names(album: Album) -> list[str]:
    return [shot.name for shot in album.shots.all()]


def refusal(data: bytes, name: str = "a.jpg") -> str:
    with pytest.raises(BadFile) as caught:
        make_sheet(BytesIO(data), name=name)
    return caught.value.message


def test_a_photo_forgets_where_it_was_taken_and_stands_upright() -> None:
    exif = Image.Exif()
    exif[ORIENTATION], exif[0x010F] = 6, "Camera"
    exif.get_ifd(GPS)[2] = (23.0, 42.0, 1.0)
    out = BytesIO()
    Image.new("RGB", (4000, 3000), "red").save(out, "JPEG", exif=exif)
    sheet = make_sheet(BytesIO(out.getvalue()), name="a.jpg")
    with Image.open(BytesIO(sheet.data)) as made, Image.open(BytesIO(sheet.small)) as small:
        assert (dict(made.getexif()), made.size, sheet.width, sheet.height) == ({}, (1654, 2205), 1654, 2205)
        assert max(small.size) == 320


def test_a_photo_is_no_larger_than_a4_at_200_dpi_and_never_enlarged(picture: Picture) -> None:
    lying = make_sheet(BytesIO(picture(6000, 3000)), name="a.jpg")
    assert (lying.width, lying.height) == (2339, 1170)
    little = make_sheet(BytesIO(picture(500, 400, "PNG", "RGBA")), name="a.png")
    assert (little.width, little.height) == (500, 400)


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (
            b"\0\0\0\x18ftypheic" + b"0" * 99,
            "IMG_1.HEIC",
            "“IMG_1.HEIC”是 HEIC 格式，在手机相机设置中选“兼容性最佳”重拍，或另存为 JPG 后再传",
        ),
        (b"%PDF-1.7", "a.jpg", "“a.jpg”打不开，换一份再传"),
        (b"", "a.jpg", "“a.jpg”打不开，换一份再传"),
    ],
)
def test_what_is_no_photo_is_refused(data: bytes, name: str, message: str) -> None:
    assert refusal(data, name) == message


def test_what_is_too_small_or_too_large_says_its_size(picture: Picture) -> None:
    assert refusal(picture(300, 200)) == "“a.jpg”只有 300×200 像素，看不清字，拍清楚后再传"
    huge = patch_png_size(picture(kind="PNG"), 20_000, 20_000)
    assert refusal(huge, "a.png") == "“a.png”有 20000×20000 像素，不能超过 5000 万像素，缩小后再传"
    assert refusal(picture()[:2000]) == "“a.jpg”打不开，换一份再传"


def test_photos_become_one_pdf_in_their_order(li: User, album: Album, filled: list[Shot]) -> None:
    one, two, three = filled
    move_shot(album=album, key=three.key, by=-1)
    move_shot(album=album, key=one.key, by=-1)  # already the first
    turn_shot(album=album, key=two.key)
    assert names(album) == ["1.jpg", "3.jpg", "2.jpg"]
    stored = bind(album=album, name="毕业证书.pdf", at=AT)
    assert (stored.owner, stored.name, stored.pages, stored.is_made) == (li, "毕业证书.pdf", 3, False)
    with pikepdf.open(path_of(stored)) as pdf:
        widths = [int(page.get_images()["/Photo"].Width) for page in pdf.pages]
        assert (widths, [int(page.Rotate) for page in pdf.pages]) == ([501, 503, 502], [0, 0, 90])
    assert bind(album=album, name="x", at=AT) == stored
    with pytest.raises(NotThere):
        remove_shot(album=album, key=one.key)


@pytest.mark.django_db(transaction=True)
def test_the_photos_are_gone_when_the_pdf_is_there(album: Album, filled: list[Shot]) -> None:
    place = picture_of(filled[0]).parent
    assert len([*place.iterdir()]) == 6
    remove_shot(album=album, key=filled[0].key)
    assert len([*place.iterdir()]) == 4
    bind(album=album, name="a", at=AT)
    assert not place.exists()


def test_without_photos_there_is_no_pdf(album: Album) -> None:
    with pytest.raises(BadFile, match="先选择或拍几张照片，再生成 PDF"):
        bind(album=album, name="a", at=AT)


def test_too_many_photos_and_too_large_a_pdf_are_told(
    album: Album, filled: list[Shot], picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(albums, "MAX_SHOTS", 3)
    with pytest.raises(BadFile, match=r"一份 PDF 最多 3 张照片，“4\.jpg”没有加入，先生成这一份，再拍下一份"):
        add_shot(album=album, name="4.jpg", data=BytesIO(picture()), at=AT)
    with pytest.raises(BadFile, match=r"这些照片合起来有 0\.\d MB，不能超过 0\.001 MB，去掉几张，分成两份"):
        bind(album=album, name="a", at=AT, max_mb=0.001)


def test_an_album_that_is_left_goes_away(album: Album, filled: list[Shot]) -> None:
    assert sweep(at=AT + timedelta(days=3)) == 1
    assert (Album.objects.count(), picture_of(filled[0]).exists()) == (0, False)


def test_a_slot_has_one_album(li: User, album: Album) -> None:
    assert open_album(owner=li, slot=album.slot, title="x", at=AT) == album
    close_album(album=album)
    assert open_album(owner=li, slot=album.slot, title="x", at=AT) != album


# ── the telephone ──


def test_a_telephone_sends_photos_and_makes_the_pdf(li: User, album: Album, picture: Picture) -> None:
    link, token = hand_over(album=album, at=AT)
    assert (len(token) >= 22, token in str([*HandOver.objects.values()])) == (True, False)
    assert hand_over_by(token, at=AT) == link
    for name in ("a.jpg", "b.jpg"):
        receive_shot(hand_over=link, device="phone", name=name, data=BytesIO(picture()), at=AT)
    stored = finish_hand_over(hand_over=link, device="phone", name="毕业证书", at=AT)
    album.refresh_from_db()
    assert (album.file, stored.owner, stored.pages, hand_over_by(token, at=AT)) == (stored, li, 2, None)
    verbs = [event.verb for event in Event.objects.order_by("pk")]
    assert [verb for verb in verbs if "hand" in verb] == [
        "files.hand_over",
        "files.hand_over_used",
        "files.hand_over_used",
        "files.hand_over_finished",
    ]
    assert token not in str([*Event.objects.values()])


def test_only_the_first_telephone_may_go_on(album: Album, picture: Picture) -> None:
    link, _ = hand_over(album=album, at=AT)
    receive_shot(hand_over=link, device="first", name="a.jpg", data=BytesIO(picture()), at=AT)
    with pytest.raises(NotThere):
        receive_shot(hand_over=link, device="second", name="b.jpg", data=BytesIO(picture()), at=AT)
    with pytest.raises(NotThere):
        finish_hand_over(hand_over=link, device="second", name="a", at=AT)
    assert names(album) == ["a.jpg"]


@pytest.mark.parametrize(
    "how", ["time", "a new link", "the owner ends it", "the owner is shut out", "the PDF is there"]
)
def test_a_link_ends(li: User, album: Album, picture: Picture, how: str) -> None:
    link, token = hand_over(album=album, at=AT)
    receive_shot(hand_over=link, device="phone", name="a.jpg", data=BytesIO(picture()), at=AT)
    later = AT
    match how:
        case "time":
            later = AT + timedelta(minutes=15)
        case "a new link":
            hand_over(album=album, at=AT)
        case "the owner ends it":
            assert end_hand_overs(owner=li, at=AT) == 1
        case "the owner is shut out":
            User.objects.filter(pk=li.pk).update(is_active=False)
        case _:
            bind(album=album, name="a", at=AT)
    assert hand_over_by(token, at=later) is None
    if how not in ("the owner is shut out",):  # the view asks hand_over_by first
        with pytest.raises(NotThere):
            receive_shot(hand_over=link, device="phone", name="b.jpg", data=BytesIO(picture()), at=later)


def test_a_link_takes_only_so_many(album: Album, picture: Picture) -> None:
    link, _ = hand_over(album=album, at=AT)
    HandOver.objects.update(uses=2 * albums.MAX_SHOTS)
    with pytest.raises(NotThere):
        receive_shot(hand_over=link, device="phone", name="b.jpg", data=BytesIO(picture()), at=AT)


def test_ending_the_links_of_one_slot_leaves_the_others(li: User, album: Album) -> None:
    other = open_album(owner=li, slot="GD1/work", title="工作经历", at=AT)
    tokens: list[str] = [hand_over(album=one, at=AT)[1] for one in (album, other)]
    assert end_hand_overs(owner=li, slot="GD1/work", at=AT) == 1
    assert [hand_over_by(token, at=AT) is None for token in tokens] == [False, True]


def test_guessing_finds_nothing(album: Album) -> None:
    hand_over(album=album, at=AT)
    guesses: list[Callable[[], object]] = [lambda: hand_over_by("", at=AT), lambda: hand_over_by("x" * 5000, at=AT)]
    assert [guess() for guess in guesses] == [None, None]


def test_pictures_lie_below_the_media_root(filled: list[Shot], media: Path) -> None:
    assert all(picture_of(shot).is_relative_to(media / "albums") for shot in filled)
