"""The network and the server fail at random moments; nothing that was acknowledged is lost, nothing is there twice."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.cuts import BEGIN, END, WORDS, write

ROOT = Path(__file__).resolve().parents[2]
CUTS = 20
pytestmark = pytest.mark.once


def test_twenty_cuts_lose_nothing(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    run = subprocess.run(
        [sys.executable, "-m", "tests.faults.cuts", "--cuts", str(CUTS), "--json", figures],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert run.returncode == 0, run.stdout + run.stderr  # the seed is in it
    found = json.loads(figures.read_text())
    assert (found["cuts"], found["lost"]) == (CUTS, 0)
    assert found["fields"] >= found["cases"] * 90


def test_the_figures_stand_between_their_marks(tmp_path: Path) -> None:
    document = tmp_path / "soak.md"
    document.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    found = {"cuts": 20, "cases": 1, "kinds": {"half": 20}, "acknowledged": 99, "fields": 94, "lost": 0}
    write(document, found, "SQLite")
    text = document.read_text()
    assert (WORDS["half"] in text, "**Lost: 0.**" in text, "old" in text) == (True, True, False)
    assert (text.startswith("before\n"), text.endswith(f"{END}\nafter\n")) == (True, True)
