"""What was typed, as it is kept, and which page sends it."""

import re
import uuid
from hashlib import sha256

from django.forms import Field
from django.http import HttpRequest, QueryDict

from zhicheng.applications.forms import Raw, is_sealed
from zhicheng.applications.operations import Sending
from zhicheng.core.crypto import blind_index

PAGE = re.compile("[0-9a-f]{32}")
ABOUT = ("csrfmiddlewaretoken", "version", "page_id", "turn")  # what is sent about the page itself
NUL, SHOWN_NUL = "\0", "\ufeff"  # PostgreSQL's JSON cannot hold NUL; what stands for it is just as unprintable


def raw_of(posted: QueryDict, fields: dict[str, Field], *more: str) -> Raw:
    """This function will return what was sent for these fields (and `more` names), ready to be kept; nothing sealed."""
    return {name: values for name, values in _sent(posted, fields, *more).items() if not is_sealed(name)}


def sealed_of(posted: QueryDict, fields: dict[str, Field]) -> Raw:
    """This function will return what was sent for the sealed ones of these fields: for the form alone."""
    return {name: values for name, values in _sent(posted, fields).items() if is_sealed(name)}


def _sent(posted: QueryDict, fields: dict[str, Field], *more: str) -> Raw:
    names = {*more, *(part for name, field in fields.items() for part in parts_of(name, field))}
    return {
        name: [value.replace(NUL, SHOWN_NUL) for value in values] for name, values in posted.lists() if name in names
    }


def parts_of(name: str, field: Field) -> list[str]:
    """This function will return the names under which a browser sends a field: several for a date in boxes."""
    return [f"{name}{tail}" for tail in getattr(field.widget, "widgets_names", [""])]


def new_page() -> str:
    """This function will return the random id of one page as it is shown now."""
    return uuid.uuid4().hex


def sending_of(request: HttpRequest, *, is_draft: bool = False) -> Sending:
    """This function will return which page sends, the how manieth time, and a digest unless it is only a draft."""
    posted = request.POST
    page = posted.get("page_id", "")
    return Sending(
        version=_number(posted.get("version", ""), otherwise=-1),
        page=page if PAGE.fullmatch(page) else "",
        turn=_number(posted.get("turn", ""), otherwise=0),
        digest="" if is_draft else _digest(request),
    )


def _number(text: str, *, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else otherwise


def _digest(request: HttpRequest) -> str:
    sent = [
        (name, [blind_index(value, purpose="sending") for value in values] if is_sealed(name) else values)
        for name, values in sorted(request.POST.lists())
        if name not in ABOUT
    ]
    files = [(file.name, file.size) for _, found in sorted(request.FILES.lists()) for file in found]
    return sha256(repr((sent, files)).encode(errors="replace")).hexdigest()
