"""The forms a kind is made of: a step's questions and what a desk fills in when it passes a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from django import forms
from django.utils.datastructures import MultiValueDict

from zhicheng.applications.models import Application
from zhicheng.calls.models import Call
from zhicheng.dossier.models import Photo
from zhicheng.dossier.queries import Cell

Raw = dict[str, list[str]]  # what was typed, as the browser sent it


class Read(Protocol):
    """What was read of a case: `reading.Reading`, as far as a form asks it."""

    application: Application

    @property
    def photo(self) -> Photo | None: ...


class StepForm(forms.Form):
    """Questions of one page. `application` and the time by which the case runs come with it."""

    use_required_attribute = False
    page = ""  # URL name of the page that answers this step, when it is not the common one

    def __init__(self, *args: Any, application: Application, at: datetime, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)
        self.application = application
        self.at = at

    @classmethod
    def known(cls, application: Application) -> dict[str, object]:
        """This function will return what is known before anything was typed, as initial values."""
        return {}

    @classmethod
    def is_answered(cls, read: Read) -> bool | None:
        """This function will tell from the case alone whether the step is done; None: validate what was typed."""
        return None

    @property
    def offered(self) -> Iterable[Call]:
        """The calls among which the form lets choose, with their committees."""
        return ()

    def keep(self) -> None:
        """This function will write what other parts of the case read, in the caller's transaction."""

    def cells(self) -> tuple[Cell, ...]:
        """This function will return what the printed form shows of this step; call it on a valid form."""
        return tuple(
            Cell(str(field.label), shown(self.cleaned_data.get(name), field), False)
            for name, field in self.fields.items()
        )


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


def storable(raw: Mapping[str, list[str]]) -> Raw:
    """This function will return what was typed as the case can keep it."""
    return {name: [without_nul(value) for value in values] for name, values in raw.items()}


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
