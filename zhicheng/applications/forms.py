"""The forms a kind is made of: what is asked first, a step's questions, what a desk fills in when it passes a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django import forms
from django.utils.datastructures import MultiValueDict

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, Mode
from zhicheng.calls.models import Call, FilingWindow
from zhicheng.calls.queries import windows_open
from zhicheng.core.fields import PickField
from zhicheng.dossier.models import Photo
from zhicheng.dossier.queries import Cell
from zhicheng.eligibility.facts import Facts
from zhicheng.eligibility.models import PeriodRule
from zhicheng.reference.models import Level, Region

Raw = dict[str, list[str]]  # what was typed, as the browser sent it
SEALED = "sealed_"  # how the name of a field begins whose text the form itself keeps, encrypted: no answer holds it


@dataclass(frozen=True)
class Start:
    """What a draft begins with; level "" where the kind asks none."""

    year: int
    level: str
    mode: Mode


class StartForm(forms.Form):
    """What is asked before a draft is opened. This one asks nothing: the year is that of the newest open window."""

    use_required_attribute = False

    def __init__(self, *args: Any, kind: str, person: User, region: Region | None, at: datetime, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)
        self.kind, self.person, self.region, self.at = kind, person, region, at
        self.periods = self.open_periods()
        self.years = list(dict.fromkeys(period.year_id for period in self.periods))

    def open_periods(self) -> list[Call] | list[FilingWindow]:
        """This function will return when the person, of the region, may file the kind, the newest year first."""
        return list(windows_open(kind=self.kind, at=self.at, region=self.region))

    def chosen(self) -> Start:
        """This function will return what the draft begins with; call it on a valid form with an open period."""
        given = self.cleaned_data
        year, mode = given.get("year") or self.years[0], given.get("mode") or Mode.NORMAL
        return Start(int(year), str(given.get("level", "")), Mode(mode))


class YearAndLevelForm(StartForm):
    """Asks the year and a level."""

    year = PickField(label="申报年度", help_text="不一定是提交的年份")
    level = PickField(label="申报级别", help_text="填写申请信息时还可以改")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["year"], [(str(year), f"{year} 年度") for year in self.years])
        offer(self.fields["level"], [(level.value, str(level.label)) for level in self.open_levels()])
        if len(self.years) == 1:
            self.initial.setdefault("year", str(self.years[0]))

    def open_levels(self) -> list[Level]:
        """This function will return the levels one may ask for, lowest first."""
        return list(Level)


def offer(field: forms.Field, choices: Iterable[tuple[str, str]]) -> None:
    """This function will make `choices` what a select box offers, after an empty line."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared so
    field.choices = [("", "选择"), *choices]


class Read(Protocol):
    """What was read of a case: `reading.Reading`, as far as a form, a window or hints ask it."""

    application: Application
    at: datetime

    @property
    def photo(self) -> Photo | None: ...

    @property
    def facts(self) -> Facts: ...

    @property
    def periods(self) -> list[PeriodRule]: ...


class StepForm(forms.Form):
    """Questions of one page; one that is not `is_shown` is only read, and need offer no more than what was chosen."""

    use_required_attribute = False
    is_judged = False  # what the rules say about the case is shown beside it
    page = ""  # URL name of the page that answers this step, when it is not the common one
    offered: Sequence[Call] = ()  # the calls among which the form lets choose, with their committees
    narrows: tuple[str, ...] | None = None  # choices that decide what else is asked; None: all of them
    promises: tuple[str, ...] = ()  # what nobody may say for the applicant

    def __init__(self, *args: Any, application: Application, at: datetime, **kwargs: Any) -> None:
        self.application, self.at, self.is_shown = application, at, kwargs.pop("is_shown", True)
        super().__init__(*args, **{"auto_id": "f-%s", **kwargs})
        if application.helper:
            leave_to_the_applicant(self)

    @classmethod
    def known(cls, application: Application) -> dict[str, object]:
        """This function will return what is known before anything was typed, as initial values."""
        return {}

    @classmethod
    def is_answered(cls, read: Read) -> bool | None:
        """This function will tell from the case alone whether the step is done; None: validate what was typed."""
        return None

    def follows(self) -> tuple[tuple[str, str], ...]:
        """This function will return label and words of what follows from the answers, shown below the form."""
        return ()

    def keep(self) -> None:
        """This function will write what other parts of the case read, in the caller's transaction."""

    def cells(self) -> tuple[Cell, ...]:
        """This function will return what the printed form shows of this step; call it on a valid form."""
        return tuple(
            Cell(str(field.label), shown(self.cleaned_data.get(name), field), False)
            for name, field in self.fields.items()
        )


def own_words(form: type[StepForm]) -> list[str]:
    """This function will name what only the applicant may say: promises, and what is sealed."""
    return [name for name in form.base_fields if name in form.promises or is_sealed(name)]


def leave_to_the_applicant(form: StepForm) -> None:
    """This function will show a helper what is not for him; a browser does not send it."""
    for name in own_words(type(form)):
        form.fields[name].widget.attrs["disabled"] = True
        form.fields[name].help_text = "由申报人本人填写"


def shown(value: object, field: forms.Field) -> str:
    """This function will return a cleaned value in the words people chose it by."""
    if value in (None, ""):
        return ""
    if isinstance(field, forms.ModelChoiceField):
        return field.label_from_instance(value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def without_nul(text: str) -> str:
    """This function will put SUBSTITUTE, just as unprintable, for NUL, which a JSON column cannot keep."""
    return text.replace("\0", "\x1a")


def is_sealed(name: str) -> bool:
    """This function will tell whether what is sent under this name must stand in no answer, history or log."""
    return name.startswith(SEALED)


def storable(raw: Mapping[str, list[str]]) -> Raw:
    """This function will return what was typed as the case can keep it: nothing that is sealed."""
    return {name: [without_nul(value) for value in values] for name, values in raw.items() if not is_sealed(name)}


def as_data(raw: Mapping[str, list[str]]) -> MultiValueDict[str, str]:
    """This function will turn kept raw text back into what a form can be bound to."""
    return MultiValueDict({name: list(values) for name, values in raw.items()})


class DeskForm(forms.Form):
    """What a desk fills in when it passes a case. Cleaned values must be JSON."""

    use_required_attribute = False

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)
        self.application = application
