"""What a practice system makes is marked on every page; elsewhere nothing is."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from pytest_django.fixtures import Settings

from tests.pdf import SOUND, claims, pages
from zhicheng.core import typst

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
HOUSE = Path(typst.__file__).parent.parent
PAGED = [path for path in sorted(HOUSE.rglob("*.typ")) if re.search(r"set page\(", path.read_text())]


@pytest.fixture
def template(tmp_path: Path) -> Path:
    (tmp_path / "mark.typ").write_text((HOUSE / "core/mark.typ").read_text())
    path = tmp_path / "note.typ"
    path.write_text(
        """#import "mark.typ": titled, watermark
#let data = json(sys.inputs.data)
#set document(title: titled(data.title))
#set text(font: "Noto Serif SC", lang: "zh", region: "cn")
#set page(background: watermark(data.more))
#data.title #pagebreak() 第二页"""
    )
    return path


@pytest.mark.parametrize(
    ("practice", "more", "behind"),
    [
        (True, "", "练习，无效" * 3),
        (True, "预览", "练习，无效预览练习，无效"),
        (False, "预览", "预览" * 3),
        (False, "", ""),
    ],
)
def test_a_practice_system_marks_every_page(
    template: Path, settings: Settings, practice: bool, more: str, behind: str
) -> None:
    settings.PRACTICE = practice
    pdf = typst.render(template, {"title": "评审表", "more": more}, at=AT)
    assert pages(pdf) == [f"{behind}评审表", f"{behind}第二页"]
    assert claims(pdf) == SOUND
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.docinfo["/Title"]) == ("【练习】评审表" if practice else "评审表")


@pytest.mark.parametrize("path", PAGED, ids=lambda path: path.name)
def test_every_template_lets_itself_be_marked(path: Path) -> None:
    text = path.read_text()
    assert re.search(r"background: watermark\(", text), "give its page background: watermark()"
    assert re.search(r"set document\(title: titled\(", text), "give its document title: titled(…)"


def test_all_templates_are_looked_at() -> None:
    assert {"certificate.typ", "common.typ", "letter.typ", "recording.typ"} <= {path.name for path in PAGED}
