"""我能不能申报: the person's records held against the conditions, before anything is typed."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.forms import StartForm, offer
from zhicheng.applications.kind import Kind
from zhicheng.calls.models import Call
from zhicheng.core.fields import PickField
from zhicheng.eligibility.queries import Claim, facts_of
from zhicheng.reference.models import Mode, Series
from zhicheng.reference.queries import valid_on
from zhicheng.web.applicant.review import Advice, advice_of


class SelfCheckForm(forms.Form):
    """Which title the conditions are asked for, and by which way: what the start form offers, and a series."""

    use_required_attribute = False
    series = PickField(label="专业系列")
    target = PickField(label="级别")
    mode = forms.ChoiceField(
        label="申报方式",
        choices=Mode.choices,
        required=False,
        error_messages={"invalid_choice": "从列表中选择申报方式"},
    )
    asked = ("mode",)  # nothing chosen is the normal way

    def __init__(self, *args: Any, start: StartForm, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "c-%s")
        super().__init__(*args, **kwargs)
        self.offered = {one.code: one for one in series_of(start)}
        offer(self.fields["series"], [(one.code, one.name) for one in self.offered.values()])
        level = start.fields["level"]
        assert isinstance(level, forms.ChoiceField)  # noqa: S101 -- offers() has looked
        self.fields["target"].choices = level.choices  # type: ignore[attr-defined]
        if "mode" not in start.fields:
            del self.fields["mode"]


def offers(kind: Kind, start: StartForm) -> bool:
    """This function will tell whether the conditions of the kind can be looked at now."""
    return kind.judges is not None and bool(start.years) and "level" in start.fields


def series_of(start: StartForm) -> list[Series]:
    """This function will return the series one may apply in: those of the open calls, else all in force."""
    called = {one.committee.series_id: one.committee.series for one in start.periods if isinstance(one, Call)}
    if called:
        return [called[code] for code in sorted(called)]
    return list(Series.objects.filter(valid_on(timezone.localdate(start.at))).order_by("code"))


def checked(kind: Kind, form: SelfCheckForm, *, person: User, year: int, at: datetime) -> list[Advice]:
    """This function will hold all records of the person against the conditions that were asked; [] if none were.

    One statement for each table of the dossier, and three to five for the rules.
    """
    if kind.judges is None or not form.is_bound or not form.is_valid():
        return []
    claim = Claim(form.cleaned_data.get("mode") or Mode.NORMAL)
    found = kind.judges(
        facts=replace(facts_of(person), claim=claim),
        series=form.offered[form.cleaned_data["series"]],
        level=form.cleaned_data["target"],
        year=year,
        on=timezone.localdate(at),
    )
    return [advice_of(one) for one in found]
