"""How long one 评审表 takes, cold and warm: `python bench/review_form.py [how many]`. The goal is 80 ms warm."""

import os
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from zhicheng.kinds.evaluation.printing import review_form  # noqa: E402
from zhicheng.kinds.evaluation.tests.sample import OPINIONS, SNAPSHOT, portrait  # noqa: E402


def milliseconds(turn: int) -> float:
    """This function will print the sample case under another number and return how long it took."""
    started = time.perf_counter()
    review_form(
        snapshot=SNAPSHOT,
        supplements={},
        number=f"GD-2026-{turn:06}",
        year=2026,
        version=1,
        content_hash=f"{turn:064x}",
        draft=False,
        opinions=OPINIONS,
        photo=PHOTO,
        at=datetime(2026, 3, 1, tzinfo=UTC),
    )
    return (time.perf_counter() - started) * 1000


PHOTO = portrait()
cold = milliseconds(0)
warm = [milliseconds(turn) for turn in range(1, int(sys.argv[1]) + 1 if len(sys.argv) > 1 else 31)]
print(f"cold {cold:.0f} ms, warm median {statistics.median(warm):.0f} ms, slowest {max(warm):.0f} ms")
