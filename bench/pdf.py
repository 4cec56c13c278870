"""How long the PDFs take, cold and warm: `python -m bench.pdf 30`. Prints pages and milliseconds of CPU as JSON."""

import io
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import django
import pikepdf

django.setup()

from zhicheng.certificates.models import Certificate  # noqa: E402
from zhicheng.certificates.operations import render_extract  # noqa: E402
from zhicheng.kinds.common.printing.review import review_form  # noqa: E402
from zhicheng.kinds.evaluation.tests.sample import OPINIONS, SNAPSHOT, portrait  # noqa: E402
from zhicheng.reference.models import Level, ObtainedBy  # noqa: E402

PHOTO = portrait()
AT = datetime(2026, 3, 1, tzinfo=UTC)


def grown(times: int) -> dict[str, Any]:
    """This function will return the sample case with every list so many times as long."""
    made = [{**section, "table": section["table"] * times} for section in SNAPSHOT["sections"]]
    return {**SNAPSHOT, "sections": made}


WHOLE = grown(7)  # fills the 16 pages of the paper form


def form(turn: int, snapshot: dict[str, Any] = SNAPSHOT) -> bytes:
    """This function will print the sample case under another number."""
    return review_form(
        snapshot=snapshot,
        number=f"GD-2026-{turn:06}",
        year=2026,
        version=1,
        content_hash=f"{turn:064x}",
        draft=False,
        opinions=OPINIONS,
        photo=PHOTO,
        at=AT,
    )


def whole(turn: int) -> bytes:
    """This function will print a case that fills the form."""
    return form(turn, WHOLE)


def extract(turn: int) -> bytes:
    """This function will print the 核验件 of another certificate."""
    certificate = Certificate(
        number=f"粤{turn:014}X",
        token=f"{turn:032x}",
        holder_name="李静怡",
        sex="女",
        born_on=date(1994, 5, 7),
        id_masked="990002********0047",
        title="工程师",
        level=Level.INTERMEDIATE,
        series="工程技术人员",
        specialty="生态环境工程",
        obtained_on=date(2026, 6, 1),
        obtained_by=ObtainedBy.REVIEW,
        committee="清远市工程系列生态环境专业中级职称评审委员会",
        issuer="清远市人力资源和社会保障局",
        issued_on=date(2026, 6, 30),
    )
    return render_extract(certificate=certificate, at=AT)


def measured(work: Callable[[int], bytes], many: int) -> dict[str, Any]:
    """This function will do the work once cold and `many` times warm: its pages, and what each turn took.

    The CPU's time, as for the pages: typst uses one core, and what else the machine does is not counted.
    """
    took = []
    for turn in range(many + 1):
        started = time.process_time()
        made = work(turn)
        took.append((time.process_time() - started) * 1000)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        return {"pages": len(pdf.pages), "ms": took}


WORKS = {"评审表": form, "评审表, a whole dossier": whole, "核验件 of a certificate": extract}

if __name__ == "__main__":
    print(json.dumps({title: measured(work, int(sys.argv[1])) for title, work in WORKS.items()}))
