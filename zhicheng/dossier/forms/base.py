"""What the forms of all records share: dates in order, code lists, the window in which a row counts."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Protocol

from django import forms

from zhicheng.core.fields import PickField, day_words, month_words
from zhicheng.dossier.models import Record
from zhicheng.reference.queries import CodeLists, code_lists

LONG = forms.Textarea(attrs={"rows": 5})


class Period(Protocol):
    """From when to when a row counts, both days included; None is open."""

    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...


class RecordForm(forms.Form):
    """What all rows share. `today` is the day by which the case runs, `window` the days in which a row counts."""

    model: ClassVar[type[Record]]
    past: ClassVar[tuple[str, ...]] = ()  # dates that have been
    order: ClassVar[tuple[tuple[str, str], ...]] = ()  # (earlier, later); the same month will do
    inside: ClassVar[str] = ""  # the date by which the row falls into `window`
    pairs: ClassVar[tuple[tuple[str, str], ...]] = ()  # neighbours that stand side by side on a page
    lists: ClassVar[Mapping[str, str]] = {}  # field: the list of reference.Code whose rows it offers
    use_required_attribute = False

    def __init__(self, *args: Any, today: date, window: Period | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)
        self.today = today
        self.window = window
        offer(self, self.lists, on=today)

    def clean(self) -> dict[str, Any]:
        """This function will check the dates against today, against each other and against the window."""
        for name in self.past:
            check_past(self, name)
        for earlier, later in self.order:
            check_order(self, earlier, later)
        if self.window and self.inside:
            check_inside(self, self.inside, self.window)
        return self.cleaned_data

    def hints(self) -> list[str]:
        """This function will return what looks unusual in the fields that are valid so far; nothing is refused."""
        return []


def offer(form: forms.Form, lists: Mapping[str, str], *, on: date) -> CodeLists:
    """This function will let the fields choose among the rows of their code lists; it returns them.

    One statement, none without lists. A list that is not loaded leaves the choices as declared.
    """
    found = code_lists(*lists.values(), on=on) if lists else {}
    for name, list_ in lists.items():
        field = form.fields[name]
        if found[list_] and isinstance(field, PickField):
            field.choices = [("", "选择"), *found[list_].items()]
    return found


def check_past(form: RecordForm, name: str) -> None:
    """This function will refuse a date or a year of the future."""
    value = form.cleaned_data.get(name)
    if isinstance(value, date) and value > form.today:
        form.add_error(name, f"{form.fields[name].label}不能晚于今天（{day_words(form.today)}）")
    elif isinstance(value, int) and value > form.today.year:
        form.add_error(name, f"{form.fields[name].label}不能晚于今年（{form.today.year} 年）")


def check_order(form: RecordForm, earlier: str, later: str) -> None:
    """This function will refuse an end before its beginning."""
    first, last = form.cleaned_data.get(earlier), form.cleaned_data.get(later)
    if first and last and last < first:
        form.add_error(later, f"{form.fields[later].label}应晚于{form.fields[earlier].label}（{month_words(first)}）")


def check_inside(form: RecordForm, name: str, window: Period) -> None:
    """This function will refuse a date outside the days in which a row counts.

    A row that began on one side of the border and ended on the other may stand on either: the applicant says.
    """
    value, first, last = form.cleaned_data.get(name), window.starts_on, window.ends_on
    if value is None or ((first is None or first <= value) and (last is None or value <= last)):
        return
    begun = form.cleaned_data.get(form.model.begun_by)
    if first is None and last is not None and begun is not None and begun <= last:
        return
    if first and last:
        bounds = f"在 {day_words(first)}至 {day_words(last)}之间"
    else:
        bounds = f"不晚于 {day_words(last)}" if last else f"不早于 {day_words(first or value)}"
    form.add_error(name, f"业绩{form.fields[name].label}应{bounds}")


def decimal(form: RecordForm, name: str, most: int) -> str:
    """This function will return a number with at most one decimal as it is printed, or raise ValidationError."""
    text = unicodedata.normalize("NFKC", form.cleaned_data[name]).strip()
    if text and not (re.fullmatch(r"\d{1,4}(\.\d)?", text) and 0 < float(text) <= most):
        raise forms.ValidationError(f"{form.fields[name].label}应为 {most} 以内的数字，可以有一位小数，例如 2.5")
    return text
