"""What the search reads of an attachment, and what happens to a file made to stop it."""

from pathlib import Path

import pytest

from zhicheng.content import extract
from zhicheng.content.tests import papers
from zhicheng.content.texts import text_of


@pytest.mark.parametrize(
    ("name", "text"),
    [("表.pdf", "Notice 2026"), ("表.docx", "申报材料一览"), ("表.xlsx", "评前公示情况表"), ("表.doc", "")],
)
def test_the_text_of_each_kind(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_bytes(papers.GOOD[name])
    assert text_of(path, kind=path.suffix[1:]).strip() == text


def test_what_is_made_to_stop_the_reader_has_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(papers.docx("&b;", before=papers.LAUGHS))
    assert text_of(path, kind="docx") == ""


def test_a_text_is_read_to_its_limit() -> None:
    parts = iter(["申报", "材料一览", "没有读到"])
    assert "".join(extract.shortened(parts, 3)) == "申报材"
    assert list(parts) == ["没有读到"]


def test_a_reader_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhicheng.content.texts.SECONDS", 0.001)
    path = tmp_path / "a.docx"
    path.write_bytes(papers.docx())
    assert text_of(path, kind="docx") == ""
