"""What the lists of the columns share: what they are narrowed by, and their pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from django import forms
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.http import urlencode

from zhicheng.content import queries
from zhicheng.content.models import Article, Column
from zhicheng.content.operations import content_version
from zhicheng.core.paging import Page, paginate
from zhicheng.web.public.cached import SECONDS

SIZE = 20
EVERYTHING = "全部"

Choices = Sequence[tuple[str, str]]


class Narrow(NamedTuple):
    """One way to narrow a list: the name in the address, the label, what it looks up, and what one may choose."""

    name: str
    label: str
    lookup: str
    choices: Choices


Narrows = Callable[[], Sequence[Narrow]]


class NarrowForm(forms.Form):
    """The row of filters. What is no choice counts as not chosen."""

    def __init__(self, data: Any, narrows: Sequence[Narrow]) -> None:
        super().__init__(data)
        for one in narrows:
            choices = [("", EVERYTHING), *one.choices]
            self.fields[one.name] = forms.ChoiceField(label=one.label, required=False, choices=choices)
        self.is_valid()

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, by name."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class Chip(NamedTuple):
    """Something chosen, and the list without it."""

    text: str
    href: str


@dataclass(frozen=True)
class Listing:
    """A page of a list."""

    form: NarrowForm
    chips: list[Chip]
    clear: str  # the list with nothing chosen; "" where nothing is
    page: Page[Any]
    back: str  # the pages before and behind; "" where there is none
    on: str

    @property
    def is_first(self) -> bool:
        return not self.back


def narrowed(request: HttpRequest, column: Column, found: QuerySet[Any], narrows: Narrows) -> Listing:
    """This function will return the asked page of `found`, narrowed by what the address says.

    What one may choose is looked up once a minute, or when something is published: one statement is left.
    """
    key = f"narrows:{column}:{content_version()}"
    offered = cast(list[Narrow], cache.get_or_set(key, lambda: [one for one in narrows() if one.choices], SECONDS))
    form = NarrowForm(request.GET, offered)
    for one in offered:
        if one.name in form.chosen:
            found = found.filter(**{one.lookup: form.chosen[one.name]})
    rows = paginate(found, order=queries.NEWEST, cursor=request.GET.get("cursor"), size=SIZE)
    back, on = (_with(column, {**form.chosen, "cursor": at}) if at else "" for at in (rows.previous, rows.next))
    clear = _with(column, {}) if form.chosen else ""
    return Listing(form, _chips(column, form, offered), clear, rows, back, on)


def _with(column: Column, said: dict[str, str]) -> str:
    return f"/{column}/?{urlencode(said)}" if said else f"/{column}/"


def _chips(column: Column, form: NarrowForm, narrows: Sequence[Narrow]) -> list[Chip]:
    chips = []
    for one in narrows:
        if one.name in form.chosen:
            rest = {name: value for name, value in form.chosen.items() if name != one.name}
            words = dict(one.choices)[form.chosen[one.name]]
            chips.append(Chip(f"{one.label}：{words}", _with(column, rest)))
    return chips


def by_region() -> Narrow:
    """This function will return the narrowing by region."""
    return Narrow("region", "地区", "region", list(queries.regions().values_list("code", "name")))


def by_year(sort: type[Article]) -> Narrow:
    """This function will return the narrowing by the year of publication."""
    days = queries.published(sort).dates("issued_on", "year", order="DESC")
    return Narrow("year", "年份", "issued_on__year", [(str(day.year), f"{day.year} 年") for day in days])
