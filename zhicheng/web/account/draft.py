"""A registration on its way: three parts in the visitor's session, gone half an hour after the last step."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, TypedDict

from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, QueryDict

from zhicheng.web import sealed

KEY = "registration"
LIFETIME = timedelta(minutes=30)
LARGEST = 20_000  # characters of one part; more is shown back on the page, but not kept


class Draft(TypedDict):
    """`parts` holds what was typed, by part; `password` a hash; `is_human` that the sum was solved; `phone`
    the number whose code was right."""

    parts: dict[str, dict[str, list[str]]]
    password: str
    is_human: bool
    phone: str


def load(request: HttpRequest, *, at: datetime) -> Draft:
    """This function will return the visitor's draft, an empty one when there is none or its time is over."""
    kept: Draft | None = sealed.get(request, KEY, within=LIFETIME, at=at)
    return kept or Draft(parts={}, password="", is_human=False, phone="")


def save(request: HttpRequest, draft: Draft, *, at: datetime) -> None:
    """This function will keep the draft for another half an hour."""
    sealed.put(request, KEY, draft, at=at)


def forget(request: HttpRequest) -> None:
    """This function will drop the draft."""
    sealed.drop(request, KEY)


def hashed(password: str) -> str:
    """This function will return the only form in which a draft holds a password."""
    return make_password(password)


def take(draft: Draft, part: str, data: QueryDict, *, fields: Iterable[str]) -> None:
    """This function will put what was typed into `fields` of a part into the draft, raw."""
    names = tuple(fields)
    raw = {
        key: [str(value) for value in values]
        for key, values in data.lists()
        if any(key == name or key.startswith(f"{name}_") for name in names)
    }
    if sum(len(value) for values in raw.values() for value in values) <= LARGEST:
        draft["parts"][part] = raw


def typed(draft: Draft, part: str) -> QueryDict | None:
    """This function will return what was typed into a part as form data, or None if it was never reached."""
    if part not in draft["parts"]:
        return None
    data: Any = QueryDict(mutable=True)
    for key, values in draft["parts"][part].items():
        data.setlist(key, values)
    result: QueryDict = data
    return result
