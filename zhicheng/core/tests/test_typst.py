"""PDF by typst: literal text, equal bytes, clear refusals, threads."""

import io
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from typst import TypstError

from zhicheng.core import typst

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "note.typ"
    path.write_text(
        """#let data = json(sys.inputs.data)
#let files = json(sys.inputs.files)
#set document(title: data.title)
#set text(font: "Noto Serif SC", lang: "zh")
#data.title
#if "photo.jpg" in files { image(files.at("photo.jpg"), alt: "照片", width: 2cm) }""",
        encoding="utf-8",
    )
    return path


def jpeg(colour: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (33, 48), colour).save(buffer, "JPEG")
    return buffer.getvalue()


def test_the_pdf_says_what_it_is_and_follows_both_standards(template: Path) -> None:
    with pikepdf.open(io.BytesIO(typst.render(template, {"title": "评审表"}, at=AT))) as pdf:
        with pdf.open_metadata() as metadata:
            standards = (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"])
        assert (str(pdf.docinfo["/Title"]), standards) == ("评审表", ("2", "A", "1"))
        assert bool(pdf.Root.MarkInfo.Marked) is True


def test_equal_input_gives_equal_bytes_and_other_input_other_bytes(template: Path) -> None:
    first, again = (typst.render(template, {"title": "李工"}, at=AT) for _ in range(2))
    assert first == again
    assert first != typst.render(template, {"title": "王经办"}, at=AT)


def test_an_image_is_read_anew_at_every_call(template: Path) -> None:
    def draw(colour: str) -> bytes:
        return typst.render(template, {"title": "照片"}, at=AT, files={"photo.jpg": jpeg(colour)})

    red, blue, again = draw("red"), draw("blue"), draw("red")
    assert red == again
    assert red != blue


def test_what_a_template_reads_always_lies_at_one_place_and_does_not_stay_there(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def folders() -> list[Path]:
        return list(tmp_path.glob("typst-*"))

    def draw(title: object) -> bytes:
        return typst.render(template, {"title": title}, at=AT, files={"photo.jpg": jpeg("red")})

    with ThreadPoolExecutor(1) as pool:  # a thread that has drawn nothing yet
        first, other = pool.submit(draw, "李工").result(), pool.submit(draw, "王经办").result()
        [folder] = folders()
        with pytest.raises(TypstError):
            pool.submit(draw, []).result()
        assert list(folder.iterdir()) == []
        folder.rmdir()  # as a cleaner of temporary folders does
        again = pool.submit(draw, "李工").result()
    assert first == again != other
    assert [list(place.iterdir()) for place in folders()] == [[]]


def test_a_rare_character_that_a_font_has_is_printed() -> None:
    assert typst.missing_glyphs("李𬱖·阿卜杜热依木 𠮷\n葛󠄀") == ""


@pytest.mark.parametrize(
    ("text", "characters", "named"),
    [
        ("张\U000323af", "\U000323af", "“\U000323af”（U+323AF）"),
        (
            "\U0010fffd李\U000323af\U0010fffd",
            "\U0010fffd\U000323af",
            "“\U0010fffd”（U+10FFFD）、“\U000323af”（U+323AF）",
        ),
        ("李\x07工", "\x07", "U+0007"),
        ("李\ud800工", "\ud800", "U+D800"),
    ],
)
def test_characters_without_a_glyph_are_named_instead_of_printed_as_boxes(
    template: Path, text: str, characters: str, named: str
) -> None:
    with pytest.raises(typst.MissingGlyphs) as caught:
        typst.render(template, {"title": "评审表", "rows": [{"cells": [text]}]}, at=AT)
    assert caught.value.characters == characters
    assert str(caught.value) == (
        f"{named}不在本系统的字库里，打印不出来。核对这个字，确实无误的，联系系统管理员补装字库。"
    )


def test_of_many_characters_without_a_glyph_some_are_named_and_all_are_counted() -> None:
    said = str(typst.MissingGlyphs("\U0010fffd" * 300))
    named = "、".join(["“\U0010fffd”（U+10FFFD）"] * 10)
    assert said.startswith(f"{named}等 300 个字不在本系统的字库里")
    assert len(said) <= 300  # what the column of a print holds


def test_eight_threads_render_at_once_and_each_gets_its_own_document(template: Path) -> None:
    names = [f"第 {number} 位申报人" for number in range(8)]

    def five_times(name: str) -> set[bytes]:
        return {typst.render(template, {"title": name}, at=AT) for _ in range(5)}

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(five_times, names))
    assert found == [{typst.render(template, {"title": name}, at=AT)} for name in names]
