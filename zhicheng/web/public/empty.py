"""表格下载: every form of every business with nothing in it, for a pen (提示12)."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from zhicheng.applications.kind import Kind
from zhicheng.applications.registry import all_kinds, get_kind
from zhicheng.web.jinja import file_size

PRINTED = "form"  # in an address, the printed form of a kind; an enclosure has its own key
DAY = 24 * 3600


class Made(NamedTuple):
    """An empty form and the hash of its bytes."""

    pdf: bytes
    tag: str


def addresses(kind: Kind) -> Iterator[tuple[str, str, str, str]]:
    """This function will return the empty forms of a kind, as a list of downloads shows them."""
    for form, title in forms(kind).items():
        yield "PDF", title, f"/forms/{kind.key}/{form}.pdf", file_size(len(made(kind.key, form).pdf))


def forms(kind: Kind) -> dict[str, str]:
    """This function will return what the empty forms of a kind are called, by their names in addresses."""
    printed = {PRINTED: kind.printed} if kind.empty else {}
    return printed | {one.key: one.title for one in kind.enclosures}


@cache
def made(key: str, form: str) -> Made:
    """This function will draw an empty form, once in a process; KeyError if there is none."""
    kind = get_kind(key)
    draw = kind.empty if form == PRINTED else kind.enclosure(form).empty
    if draw is None:
        raise KeyError(form)
    pdf = draw(kind)
    return Made(pdf, f'"{sha256(pdf).hexdigest()[:32]}"')


@require_safe
def empty(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """One of them as an attachment; whoever has it already is told so."""
    offered = {one.key: one for one in all_kinds()}
    if kind not in offered or form not in forms(offered[kind]):
        raise Http404
    found = made(kind, form)
    headers = {"ETag": found.tag, "Cache-Control": f"public, max-age={DAY}"}
    if request.headers.get("If-None-Match") == found.tag:
        return HttpResponse(status=304, headers=headers)
    name = f"{forms(offered[kind])[form]}（空白）.pdf"
    headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return HttpResponse(found.pdf, content_type="application/pdf", headers=headers)
