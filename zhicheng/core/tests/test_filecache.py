"""The cache in files: what must count stays, what is over goes first."""

from pathlib import Path

import pytest

from zhicheng.core.filecache import FileCache


@pytest.fixture
def files(tmp_path: Path) -> FileCache:
    return FileCache(str(tmp_path), {"OPTIONS": {"MAX_ENTRIES": 10}})


def test_what_counts_outlives_what_has_expired(files: FileCache, tmp_path: Path) -> None:
    for n in range(9):
        files.set(f"counts{n}", n, timeout=60)
        files.set(f"over{n}", n, timeout=-1)
    files.tidy()
    assert files.get_many([f"counts{n}" for n in range(9)]) == {f"counts{n}": n for n in range(9)}
    assert len(list(tmp_path.iterdir())) == 9


def test_too_many_make_room(files: FileCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("random.random", lambda: 1.0)  # none is dropped before it is told
    for n in range(30):
        files.set(f"counts{n}", n, timeout=60)
    files.tidy()
    assert len(list(tmp_path.iterdir())) == 20


def test_the_folder_is_tidied_now_and_then_without_being_told(files: FileCache, tmp_path: Path) -> None:
    for n in range(5000):
        files.set(f"over{n}", n, timeout=-1)
    assert len(list(tmp_path.iterdir())) < 5000
