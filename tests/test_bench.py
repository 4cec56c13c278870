"""The benchmark runs, and counts what it should; how long anything takes is nobody's business here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.report import BEGIN, END

ROOT = Path(__file__).resolve().parent.parent
REQUESTS = 3

# page: rows and statements of the site, rows and statements of the floor
COUNTS = {
    "public landing page": (0, 0, 0, 0),  # from the cache
    "a column of the portal": (20, 0, 0, 0),
    "an article": (0, 0, 0, 0),
    "a column, narrowed": (20, 1, 20, 1),
    "certificate verification": (0, 2, 0, 1),
    "my list": (10, 6, 10, 3),
    "open an edit form": (0, 4, 0, 3),
    "autosave": (0, 4, 0, 4),
    "save a draft, show it again": (0, 12, 0, 7),
    "the form as it will be printed": (15, 5, 0, 3),
    "officer's list, page 1": (20, 6, 20, 3),
    "officer's list, deep page": (20, 6, 20, 3),
    "officer's search by number": (1, 6, 1, 3),
}


@pytest.mark.once
def test_the_benchmark_runs_small_and_counts_rows_and_statements(tmp_path: Path) -> None:
    document, counts = tmp_path / "performance.md", tmp_path / "counts.json"
    document.write_text(f"before\n{BEGIN}\nold figures\n{END}\nafter\n")
    small = [
        "--sqlite",
        "--cases",
        "200",
        "--most-cases",
        "300",
        "--certificates",
        "300",
        "--requests",
        str(REQUESTS),
        "--starts",
        "1",
        "--walk",
        "12",
    ]
    run = subprocess.run(
        [sys.executable, "-m", "bench", *small, "--document", document, "--json", counts],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(counts.read_text())
    assert {title: tuple(one["counts"]) for title, one in found["pages"].items()} == COUNTS
    assert {tuple(one["answers"]) for one in found["pages"].values()} == {(REQUESTS, REQUESTS)}
    assert found["registers"] == [300]
    assert found["walk"] == [*range(13)]
    assert found["desks"] == [[cases, rows, 6] for cases in (200, 300) for rows in (20, 20, 1)]
    text = document.read_text()
    assert text.startswith(f"before\n{BEGIN}\n\nLast run: SQLite, 200 cases")
    assert text.endswith(f"{END}\nafter\n")
    assert "old figures" not in text
