"""How long the PDFs take, cold and warm: `python -m bench.pdf 30`. Prints pages and milliseconds of CPU as JSON."""

import io
import json
import random
import re
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
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
MOST = 48  # rows of a list: the whole dossier fills the 16 pages of the paper form
AT = datetime(2026, 3, 1, tzinfo=UTC)
Work = Callable[[], bytes]


def another(turn: int, times: int) -> dict[str, Any]:
    """This function will return the sample case as another person would fill it in, its lists so many times as long.

    Months and words of up to four characters stay, as from one dossier to the next; every other text is shuffled.
    """
    chance = random.Random(turn)

    def filled(cell: dict[str, Any]) -> dict[str, Any]:
        text = cell["value"]
        stays = len(text) <= len("大学本科") or re.fullmatch(r"\d{4}\.\d\d", text)
        return cell if stays else {**cell, "value": "".join(chance.sample(text, len(text)))}

    made = [
        {
            **section,
            "rows": [filled(row) for row in section["rows"]],
            "table": [
                {**row, "cells": [filled(cell) for cell in row["cells"]]} for row in (section["table"] * times)[:MOST]
            ],
        }
        for section in SNAPSHOT["sections"]
    ]
    return {**SNAPSHOT, "sections": made}


def form(turn: int, times: int = 1) -> partial[bytes]:
    """This function will return how to print the sample case of another person."""
    return partial(
        review_form,
        snapshot=another(turn, times),
        number=f"GD-2026-{turn:06}",
        year=2026,
        version=1,
        content_hash=f"{turn:064x}",
        draft=False,
        opinions=OPINIONS,
        photo=PHOTO,
        at=AT,
    )


def again(turn: int) -> Work:
    """This function will return how to print one whole dossier under another number, as its later versions are."""
    return partial(whole(0), number=f"GD-2026-{turn:06}", content_hash=f"{turn:064x}")


def whole(turn: int) -> partial[bytes]:
    """This function will return how to print a case that fills the 16 pages of the paper form."""
    return form(turn, 6)


def extract(turn: int) -> Work:
    """This function will return how to print the 核验件 of another certificate."""
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
    return partial(render_extract, certificate=certificate, at=AT)


def measured(prepared: Callable[[int], Work], many: int) -> dict[str, Any]:
    """This function will do the work once cold and `many` times warm: its pages, and what each turn took.

    The CPU's time, as for the pages: typst uses one core, and what else the machine does is not counted.
    """
    took = []
    for turn in range(many + 1):
        work = prepared(turn)
        started = time.process_time()
        made = work()
        took.append((time.process_time() - started) * 1000)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        return {"pages": len(pdf.pages), "ms": took}


WORKS: dict[str, Callable[[int], Work]] = {
    "评审表": form,
    "评审表, a whole dossier": whole,
    "the same dossier again": again,
    "核验件 of a certificate": extract,
}

if __name__ == "__main__":
    print(json.dumps({title: measured(work, int(sys.argv[1])) for title, work in WORKS.items()}))
