"""A case as it reads at one moment: each form bound once, each row and file fetched once.

The task list, the printed form, the snapshot and the findings ask the same things of a case. They ask them here, so
that a page that shows all of them costs no more than its parts. A verb that changes the case reads it anew.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import cast

from zhicheng.applications.forms import StepForm
from zhicheng.applications.helping import helps_of
from zhicheng.applications.kind import FormStep, RecordStep, Step
from zhicheng.applications.models import Application, CorrectionNotice, Status
from zhicheng.applications.registry import kind_of
from zhicheng.applications.steps import answer, form_of
from zhicheng.dossier.models import RECORDS, Education, HeldTitle, Photo, Record, Training
from zhicheng.dossier.queries import Dossier, Papers, dossier_of, highest
from zhicheng.eligibility.facts import Facts
from zhicheng.eligibility.models import PeriodRule
from zhicheng.eligibility.queries import facts_from, hours_asked, period_rules

LOOKED_AT: tuple[type[Record], ...] = (Education, HeldTitle)  # by the window and the hints of another list


class Reading:
    """What `application` says at the moment `at`. What nobody asks for costs nothing.

    `lists` are those of the life record that are read: all, or of the page of one list what `looked_at` names.
    """

    def __init__(self, application: Application, *, at: datetime, lists: tuple[type[Record], ...] = RECORDS) -> None:
        self.application, self.at, self.kind, self.lists = application, at, kind_of(application), lists
        self._forms: dict[str, StepForm] = {}

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The parts that apply to the case."""
        return tuple(step for step in self.kind.steps if step.applies(self.application))

    def form(self, step: FormStep) -> StepForm:
        """This function will return the step's form with what was typed; see `steps.form_of`."""
        if step.key not in self._forms:
            self._forms[step.key] = form_of(step, self.application, at=self.at, is_shown=False)
        return self._forms[step.key]

    def is_answered(self, step: FormStep) -> bool:
        """This function will tell whether the step's kept answer is complete and valid."""
        known = step.form.is_answered(self)
        if known is not None:
            return known
        kept = answer(self.application, step.key)
        lacks_proof = bool(step.proof) and step.proof_required and not kept.files
        return bool(kept.raw) and not lacks_proof and self.form(step).is_valid()

    @property
    def papers(self) -> dict[tuple[str, int], Papers]:
        """What the person's rows rest on, by model name and id."""
        return self.dossier.papers

    def papers_for(self, row: Record) -> Papers:
        """This function will return what one row rests on."""
        return self.papers[str(row._meta.model_name), row.pk]

    @cached_property
    def dossier(self) -> Dossier:
        """The person's life record; one statement."""
        return dossier_of(self.application.applicant, self.lists)

    @cached_property
    def rows(self) -> dict[type[Record], list[Record]]:
        """The rows the case uses, oldest first."""
        wanted: dict[type[Record], set[int]] = {}
        for step in self.steps:
            if isinstance(step, RecordStep) and step.model in self.lists:
                wanted.setdefault(step.model, set()).update(answer(self.application, step.key).ticked)
        return {model: [row for row in self.dossier.rows[model] if row.pk in ids] for model, ids in wanted.items()}

    def ticked(self, step: RecordStep) -> list[Record]:
        """This function will return the rows the case uses in this step, oldest first."""
        kept = answer(self.application, step.key).ticked
        return [row for row in self.rows.get(step.model, ()) if row.pk in kept]

    @property
    def photo(self) -> Photo | None:
        """The photo that counts."""
        return self.dossier.photo

    @property
    def current_title(self) -> HeldTitle | None:
        """The title the person holds, whether the case uses it or not."""
        titles = cast("list[HeldTitle]", self.dossier.rows[HeldTitle])
        return highest(reversed(titles))  # of equals the newest

    @cached_property
    def helps(self) -> list[tuple[str, str, datetime]]:
        """Who filled in which parts for the applicant, and when last."""
        return helps_of(self.application)

    @cached_property
    def facts(self) -> Facts:
        """What the rules look at, of the rows the case uses."""
        records = [row for model in RECORDS for row in self.rows.get(model, ())]
        facts = facts_from(profile=self.dossier.profile, records=records)
        return replace(facts, claim=self.kind.claims(self.application))

    @cached_property
    def periods(self) -> list[PeriodRule]:
        """The rules by which time counts in the year of the case; one statement."""
        return period_rules(year=self.application.year)

    @cached_property
    def correction(self) -> CorrectionNotice | None:
        """The newest 一次性告知书, which a returned case is to answer; one statement, none of any other case."""
        return correction_of(self.application) if self.application.status == Status.RETURNED else None

    @cached_property
    def hours_asked(self) -> dict[str, int]:
        """The 学时 that a year asks by category, where the case tells of any; a statement a minute."""
        return hours_asked(self.application.year) if self.rows.get(Training) else {}

    @property
    def corrections(self) -> list[dict[str, str]]:
        """See `open_corrections`."""
        return [] if self.correction is None else list(self.correction.items)


def looked_at(step: RecordStep) -> tuple[type[Record], ...]:
    """This function will return what the page of one list reads of the life record: it, and what its window asks."""
    return tuple(dict.fromkeys((step.model, *LOOKED_AT)))


def open_corrections(application: Application) -> list[dict[str, str]]:
    """This function will return the unanswered items of the newest 一次性告知书: section, title, text."""
    notice = correction_of(application) if application.status == Status.RETURNED else None
    return [] if notice is None else list(notice.items)


def correction_of(application: Application) -> CorrectionNotice | None:
    """This function will return the newest 一次性告知书 of the case, or None."""
    return (
        CorrectionNotice.objects.filter(stage__application=application)
        .select_related("stage__organization")
        .order_by("-issued_at", "-pk")
        .first()
    )
