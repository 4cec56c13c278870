"""The questions of a 评审申请."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet

from zhicheng.applications import operations
from zhicheng.applications.deadlines import calls_for, granted
from zhicheng.applications.forms import StepForm, YearAndLevelForm, without_nul
from zhicheng.applications.models import Application, Extension, Mode
from zhicheng.calls.models import Call, Scope
from zhicheng.calls.queries import still_takes, title_for
from zhicheng.dossier.queries import Cell
from zhicheng.kinds.common.forms import asked_at, offer
from zhicheng.kinds.evaluation.cascade import Cascade, cascade
from zhicheng.kinds.evaluation.modes import PAGES
from zhicheng.reference.models import Level


class StartForm(YearAndLevelForm):
    """What decides the windows: the year, the level, the way."""

    mode = forms.ChoiceField(
        label="申报方式",
        choices=Mode.choices,
        initial=Mode.NORMAL,
        widget=forms.RadioSelect,
        error_messages={"required": "选择申报方式"},
    )

    def open_periods(self) -> list[Call]:
        """This function will return the calls open to the person, of whatever region, the newest year first."""
        calls = calls_for(self.person, at=self.at).select_related("committee__series")
        return list(calls.order_by("-year", "submit_until", "pk"))

    def open_levels(self) -> list[Level]:
        """This function will return the levels that some open call accepts, lowest first."""
        committees = [call.committee_id for call in self.periods if isinstance(call, Call)]
        accepted = set(Scope.objects.filter(committee__in=committees).values_list("level", flat=True))
        return [level for level in Level if level in accepted]


def open_to(
    application: Application, given: Mapping[str, Any], *, at: datetime, extensions: QuerySet[Extension]
) -> Cascade:
    """This function will narrow the calls open at `at`, and those of `extensions`, by what was typed and by the region
    of the employer.
    """
    employer = application.employer
    return cascade(
        year=application.year,
        region=employer.region if employer else None,
        at=at,
        extensions=extensions,
        **{name: without_nul(str(given.get(name, ""))) for name in ("series", "specialty", "level")},
    )


def chosen_again(application: Application, given: Mapping[str, Any], *, at: datetime) -> Cascade | None:
    """This function will return what the case has chosen, and could choose again, in one statement.

    Empty where nothing is given, None where something else is, or stands no more: then all must be offered.
    """
    call, specialty, title = application.call, application.specialty, application.title
    if not given:
        return Cascade([], [], [], [])
    if call is None or specialty is None or title is None:
        return None
    kept = {"series": title.series_id, "specialty": specialty.code, "level": application.level, "call": str(call.pk)}
    region = application.employer.region if application.employer else None
    is_same = all(given.get(name) == value for name, value in kept.items())
    if not (is_same and still_takes(call, specialty=specialty, level=application.level, at=at, region=region)):
        return None
    return Cascade([title.series], [specialty], [Level(application.level)], [call])


def choices_of(form: StepForm, *, at: datetime) -> Cascade:
    """This function will return what the form offers at the moment `at`."""
    again = None if form.is_shown else chosen_again(form.application, form.data, at=at)
    given = form.data if form.is_bound else form.initial
    extensions = granted(form.application.applicant, at=form.at)
    return again or open_to(form.application, given, at=at, extensions=extensions)


class ModeChoice(StepForm):
    """申报方式, which may be changed; what was typed of another way stays on its page."""

    mode = forms.ChoiceField(
        label="申报方式",
        choices=Mode.choices,
        widget=forms.RadioSelect,
        help_text="改了也不丢已填的内容",
        error_messages={"required": "选择申报方式", "invalid_choice": "从列表中选择申报方式"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and not self.data.get("mode"):  # typed before it was asked here
            self.data = {name: self.data.get(name) for name in self.data} | {"mode": self.application.mode}

    def follows(self) -> tuple[tuple[str, str], ...]:
        """This function will say what page the chosen way adds before it is saved."""
        chosen = str((self.data if self.is_bound else self.initial).get("mode", self.application.mode))
        step = PAGES.get(chosen)
        if chosen == self.application.mode or step is None:
            return ()
        return (("保存后还要填", f"填写个人信息里的“{step.title}”，要上传{step.proof}"),)


class RequestForm(ModeChoice):
    """填写申请信息: 系列 → 专业 → 级别 → 评审委员会, each narrowing the next; of the calls open to the person."""

    series = forms.ChoiceField(label="申报专业系列", error_messages={"required": "选择申报专业系列"})
    specialty = forms.ChoiceField(label="申报专业名称", error_messages={"required": "选择申报专业名称"})
    level = forms.ChoiceField(label="申报级别", error_messages={"required": "选择申报级别"})
    call = forms.ChoiceField(label="评审委员会", error_messages={"required": "选择评审委员会"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moment = asked_at(self.application, self.at)
        self.open = choices_of(self, at=self.moment)
        self.offered = self.open.calls
        offer(self.fields["series"], [(area.code, area.name) for area in self.open.series])
        offer(self.fields["specialty"], [(field.code, field.name) for field in self.open.specialties])
        offer(self.fields["level"], [(level.value, level.label) for level in self.open.levels])
        offer(self.fields["call"], [(str(call.pk), call.committee.name) for call in self.open.calls])

    @classmethod
    def known(cls, application: Application) -> dict[str, object]:
        return {"mode": application.mode, "level": application.level}

    def keep(self) -> None:
        application, chosen = self.application, self.cleaned_data
        specialty = next(field for field in self.open.specialties if field.code == chosen["specialty"])
        application.specialty, application.level = specialty, chosen["level"]
        application.title = title_for(specialty.series, chosen["level"], specialty, at=self.moment)
        application.mode = chosen["mode"]
        application.save(update_fields=["specialty", "level", "title", "mode"])
        call = next(call for call in self.open.calls if str(call.pk) == chosen["call"])
        operations.file_with(application=application, call=call)

    def cells(self) -> tuple[Cell, ...]:
        title = self.application.title
        return (*super().cells(), Cell("申报职称", title.name if title else "", False))
