"""站内搜索: over all columns, by what articles and their attachments say."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max, Min
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhicheng.content.grams import words_of
from zhicheng.content.models import Article, Column, RegionPage, SearchText
from zhicheng.content.search import LONGEST, MOST, WORDS, Found, Narrowed, find
from zhicheng.core import clock
from zhicheng.core.fields import CleanCharField
from zhicheng.core.text import has_unprintable
from zhicheng.reference.models import Region, Series
from zhicheng.reference.queries import valid_on
from zhicheng.web import limits
from zhicheng.web.jinja import capped
from zhicheng.web.page import page
from zhicheng.web.public.marking import Bit, excerpt, marked, pattern_of
from zhicheng.web.public.marking import forms as forms_of

SIZE = 20
QUERIES = {"per_address": (300, 60)}  # a whole unit sits behind one address


class SoughtField(CleanCharField):
    """The words. What is pasted brings along what nobody sees; it is left out, for nothing of it is kept."""

    def to_python(self, value: Any) -> str:
        """This function will refuse more words than are looked for."""
        typed = super().to_python("".join(c for c in " ".join(str(value or "").split()) if not has_unprintable(c)))
        if len(words := words_of(typed)) > WORDS:
            raise ValidationError(f"搜索词不超过 {WORDS} 个，现有 {len(words)} 个")
        return typed


class SearchForm(forms.Form):
    """What is looked for, and where."""

    use_required_attribute = False
    q = SoughtField(label="搜索词", max_length=LONGEST, required=False)
    region = forms.ChoiceField(label="地区", required=False)
    year = forms.ChoiceField(label="年份", required=False)
    series = forms.ChoiceField(label="职称系列", required=False)
    column = forms.ChoiceField(required=False, widget=forms.HiddenInput, choices=[("", ""), *Column.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "search-%s")
        super().__init__(*args, **kwargs)
        for name, choices in self._choices().items():
            chooser = self.fields[name]
            assert isinstance(chooser, forms.ChoiceField)  # noqa: S101 -- declared above
            chooser.choices = choices
        for name in ("region", "year", "series", "column"):
            self.fields[name].error_messages["invalid_choice"] = "从列表中选择"

    def _choices(self) -> dict[str, list[tuple[str, str]]]:
        """Of what there is: three statements."""
        today = timezone.localdate(clock.now())
        regions = Region.objects.filter(pk__in=RegionPage.objects.values("region")).order_by("code")
        series = Series.objects.filter(valid_on(today)).order_by("code").values_list("code", "name")
        return {
            "region": [("", "全部地区"), *regions.values_list("code", "name")],
            "year": [("", "全部年份"), *((str(year), f"{year} 年") for year in _years())],
            "series": [("", "全部系列"), *series],
        }

    @property
    def among(self) -> Narrowed:
        """Where to look."""
        names = ("column", "region", "year", "series")
        return Narrowed(**{name: str(self.cleaned_data.get(name) or "") for name in names})


class Hit(NamedTuple):
    """An article that was found."""

    href: str
    column: str
    region: str
    on: date
    title: list[Bit]
    excerpt: list[Bit]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The box, and below it what was found."""
    limits.limit(request, "search", **QUERIES)
    form = SearchForm(request.GET)
    if not form.is_valid():
        return _show(request, form, status=422)
    typed = form.cleaned_data["q"]
    return _show(request, form, find(typed, among=form.among)) if words_of(typed) else _show(request, form)


def _show(request: HttpRequest, form: SearchForm, found: Found | None = None, *, status: int = 200) -> HttpResponse:
    last = -(-len(found.keys) // SIZE) if found else 0
    number = min(_number(request), max(1, last))
    rows = _rows(found.keys[(number - 1) * SIZE : number * SIZE]) if found else []
    pattern = pattern_of(found.words if found else ())
    among = form.among if form.is_bound and not form.errors else Narrowed()
    context = {
        "form": form,
        "found": found,
        "count": capped(min(len(found.keys), MOST)) if found else "",
        "hits": [_hit(row, pattern) for row in rows],
        "near": _near(found, rows) if found else "",
        "columns": [("全部", None, not among.column), *((c.label, c.value, among.column == c.value) for c in Column)],
        "is_narrowed": among != Narrowed(),
        "pages": (number, last),
    }
    return page(request, "public/search.html", context, status=status)


def _number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1


def _years() -> Sequence[int]:
    ends = SearchText.objects.aggregate(first=Min("article__issued_on"), last=Max("article__issued_on"))
    return range(ends["last"].year, ends["first"].year - 1, -1) if ends["last"] else []


def _rows(keys: Sequence[int]) -> list[SearchText]:
    """The articles in the order of their keys, in one statement."""
    rows = SearchText.objects.filter(pk__in=keys).select_related("article__region")
    by_key = {row.pk: row for row in rows.defer("text", "grams", "article__body")}
    return [by_key[key] for key in keys if key in by_key]


def _hit(row: SearchText, pattern: Any) -> Hit:
    article: Article = row.article
    return Hit(
        href=f"/{row.column}/{article.pk}/",
        column=str(row.get_column_display()),
        region=article.region.name,
        on=article.issued_on,
        title=marked(row.said[: len(row.title)], pattern),
        excerpt=excerpt(row.said[len(row.title) + 1 :], pattern),
    )


def _near(found: Found, rows: Sequence[SearchText]) -> str:
    """What is shown instead of what was asked for; nothing where it is that."""
    if not found.keys or not (found.dropped or found.slips or found.apart):
        return ""
    if found.dropped:
        return f"没有同时包含全部搜索词的内容。下面是去掉{_quoted(found.dropped)}以后找到的。"
    said = _quoted(forms_of((row.said for row in rows), pattern_of(found.words)))
    if found.slips:
        return f"没有完全相同的内容。下面是只差一个字或标点的：{said}。"
    return f"没有连在一起的内容。下面是分别包含其中几段的：{said}。"


def _quoted(words: Sequence[str]) -> str:
    return "、".join(f"“{word}”" for word in words)
