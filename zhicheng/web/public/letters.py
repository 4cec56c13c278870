"""委托评审函查验: what the QR code of a letter leads to. The number is masked, and every look is noted."""

from datetime import date
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhicheng.audit import operations as audit
from zhicheng.core import clock
from zhicheng.letters.models import Letter
from zhicheng.letters.queries import by_token
from zhicheng.web import limits
from zhicheng.web.jinja import long_date, moment, viewer
from zhicheng.web.page import page

LOOK_UPS = {"per_account": (60, 3600), "per_address": (120, 3600)}  # as for certificates
SAID = {
    "valid": ("valid", "委托评审函有效", "与出具时的记录一致，{until}以前可以据此评审。"),
    "expired": ("missing", "委托评审函已过有效期", "有效期至 {until}，不能再据此评审。"),
    "withdrawn": ("revoked", "委托评审函已撤回", "{withdrawn}由委托机关撤回，不能再据此评审。"),
}


class Checked(NamedTuple):
    """The answer and, below it, the letter."""

    tone: str
    heading: str
    text: str
    rows: tuple[tuple[str, str], ...]


@never_cache
@require_safe
def letter(request: HttpRequest, token: str) -> HttpResponse:
    """Valid, expired, withdrawn, or not found (404)."""
    limits.limit(request, "letter", **LOOK_UPS)
    found = by_token(token)
    data = {"address": limits.address(request), "found": int(found is not None)}
    subject = found if found else "letters.letter"
    audit.record(actor=viewer(request), verb="letters.looked_up", subject=subject, data=data)
    if found is None:
        return page(request, "public/letter_missing.html", status=404)
    at = clock.now()
    checked = check(found, timezone.localdate(at))
    return page(request, "public/letter.html", {"checked": checked, "at": moment(at)})


def check(letter: Letter, today: date) -> Checked:
    """This function will return what anybody who holds the key may read of a letter on the day."""
    tone, heading, text = SAID[letter.state(today)]
    withdrawn = long_date(letter.withdrawn_on) if letter.withdrawn_on else ""
    return Checked(
        tone,
        heading,
        text.format(until=long_date(letter.valid_until), withdrawn=withdrawn),
        (
            ("函号", letter.number),
            ("受委托评审委员会", letter.addressee),
            ("申报人", letter.holder_name),
            ("证件号码", letter.id_masked),
            ("系列", letter.series),
            ("专业", letter.specialty),
            ("申报职称", f"{letter.title}（{letter.level}）"),
            ("申报年度", f"{letter.year} 年度"),
            ("委托机关", letter.issuer),
            ("出具日期", long_date(letter.issued_on)),
            ("有效期至", long_date(letter.valid_until)),
        ),
    )
