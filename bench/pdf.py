"""How long the PDFs take, cold and warm: `python -m bench.pdf 30`. Prints milliseconds as JSON."""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

import django

django.setup()

from zhicheng.certificates.models import Certificate  # noqa: E402
from zhicheng.certificates.operations import render_extract  # noqa: E402
from zhicheng.kinds.common.printing.review import review_form  # noqa: E402
from zhicheng.kinds.evaluation.tests.sample import OPINIONS, SNAPSHOT, portrait  # noqa: E402
from zhicheng.reference.models import Level, ObtainedBy  # noqa: E402

PHOTO = portrait()
AT = datetime(2026, 3, 1, tzinfo=UTC)


def form(turn: int) -> bytes:
    """This function will print the sample case under another number."""
    return review_form(
        snapshot=SNAPSHOT,
        supplements={},
        number=f"GD-2026-{turn:06}",
        year=2026,
        version=1,
        content_hash=f"{turn:064x}",
        draft=False,
        opinions=OPINIONS,
        photo=PHOTO,
        at=AT,
    )


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


def milliseconds(work: Callable[[int], bytes], many: int) -> list[float]:
    """This function will do the work once cold and `many` times warm and return what each took."""
    took = []
    for turn in range(many + 1):
        started = time.perf_counter()
        work(turn)
        took.append((time.perf_counter() - started) * 1000)
    return took


if __name__ == "__main__":
    many = int(sys.argv[1])
    print(json.dumps({"评审表": milliseconds(form, many), "核验件 of a certificate": milliseconds(extract, many)}))
