"""Reads used by more than one caller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.forms import shown
from zhicheng.applications.kind import FormStep, Kind, RecordStep, Step
from zhicheng.applications.models import (
    Application,
    CorrectionNotice,
    Gate,
    Notice,
    Outcome,
    StageRecord,
    Status,
)
from zhicheng.applications.registry import kind_of
from zhicheng.applications.steps import answer, complaint, is_answered
from zhicheng.dossier.models import RECORDS
from zhicheng.eligibility.queries import Finding, facts_of


@dataclass(frozen=True)
class Task:
    """One line of the task list."""

    step: Step
    state: str  # done | doing | todo | optional | none | fix
    detail: str

    @property
    def holds_back(self) -> bool:
        """A required part that is not done, or any part that was begun and is not complete."""
        return self.state == "doing" or (self.step.required and self.state != "done")


@dataclass(frozen=True)
class TaskGroup:
    """A card of the task list."""

    title: str
    tasks: tuple[Task, ...]

    @property
    def done(self) -> int:
        return sum(task.state in ("done", "none") for task in self.tasks)


RowStates = dict[tuple[str, int], bool]  # (model name, row id) -> has evidence, or is 入库信息 and needs none


def row_states(owner_id: int) -> RowStates:
    """This function will tell in one statement which current rows a person has and which are complete."""
    parts = []
    for model in RECORDS:
        through = cast(Any, model).evidence.through
        column = f"{model._meta.model_name}_id"
        parts.append(
            model.objects.of(owner_id)
            .order_by()
            .values_list(
                Value(str(model._meta.model_name)),
                F("pk"),
                ExpressionWrapper(
                    Q(archived_at__isnull=False) | Exists(through.objects.filter(**{column: OuterRef("pk")})),
                    output_field=BooleanField(),
                ),
            )
        )
    rows = parts[0].union(*parts[1:], all=True)
    return {(model, pk): bool(is_complete) for model, pk, is_complete in rows}


def _record_task(step: RecordStep, application: Application, rows: RowStates) -> tuple[str, str]:
    kept = answer(application, step.key)
    model = str(step.model._meta.model_name)
    ticked = [pk for pk in kept.ticked if (model, pk) in rows]
    bare = sum(not rows[model, pk] for pk in ticked)
    if kept.none and not ticked:
        return "none", "已标记“本人无此项”"
    problem = complaint(step, len(ticked), bare)
    if ticked:
        return ("doing", problem) if problem else ("done", f"{len(ticked)} 条记录")
    return ("todo" if step.required else "optional"), step.summary


def _task(step: Step, application: Application, *, at: datetime, rows: RowStates, to_fix: set[str]) -> Task:
    if isinstance(step, RecordStep):
        state, detail = _record_task(step, application, rows)
    elif is_answered(step, application, at=at):
        state, detail = "done", step.summary
    else:
        touched = bool(answer(application, step.key).raw)
        state, detail = ("doing" if touched else "todo" if step.required else "optional"), step.summary
    return Task(step, "fix" if step.key in to_fix else state, detail)


def task_list(application: Application, *, at: datetime) -> tuple[TaskGroup, ...]:
    """This function will return the cards of 填写个人信息, each part with its state."""
    rows = row_states(application.applicant_id)
    to_fix = {item["section"] for item in open_corrections(application)}
    return tuple(
        TaskGroup(
            group.title,
            tuple(
                _task(step, application, at=at, rows=rows, to_fix=to_fix)
                for step in group.steps
                if step.applies(application)
            ),
        )
        for group in kind_of(application).info
    )


def gaps(application: Application, *, at: datetime) -> list[Task]:
    """This function will return every required part, of both 填写 pages, that is not done."""
    rows = row_states(application.applicant_id)
    tasks = (
        _task(step, application, at=at, rows=rows, to_fix=set())
        for step in kind_of(application).steps
        if step.applies(application)
    )
    return [task for task in tasks if task.holds_back]


def request_is_done(application: Application, *, at: datetime) -> bool:
    """This function will tell whether 填写申请信息 is complete."""
    return is_answered(kind_of(application).request, application, at=at)


def refs_of(application: Application) -> dict[str, list[int]]:
    """This function will return the dossier rows that are ticked now, ids by model name."""
    refs: dict[str, list[int]] = {}
    for step in kind_of(application).steps:
        if isinstance(step, RecordStep) and step.applies(application):
            model = str(step.model._meta.model_name)
            refs.setdefault(model, []).extend(answer(application, step.key).ticked)
    return refs


def advice(application: Application, refs: Mapping[str, Sequence[int]], *, at: datetime) -> list[Finding]:
    """This function will hold the case against the conditions of its title; none before a title is chosen."""
    judges = kind_of(application).judges
    if application.title is None or judges is None:
        return []
    return judges(
        facts=facts_of(application.applicant, refs=refs),
        series=application.title.series,
        level=application.level,
        year=application.year,
        on=timezone.localdate(at),
    )


def open_corrections(application: Application) -> list[dict[str, str]]:
    """This function will return the unanswered items of the newest 一次性告知书: section, title, text."""
    if application.status != Status.RETURNED:
        return []
    notice = correction_of(application)
    return [] if notice is None else list(notice.items)


def correction_of(application: Application) -> CorrectionNotice | None:
    """This function will return the newest 一次性告知书 of the case, or None."""
    return (
        CorrectionNotice.objects.filter(stage__application=application)
        .select_related("stage__organization")
        .order_by("-issued_at", "-pk")
        .first()
    )


def current_stage(application: Application) -> StageRecord | None:
    """This function will return where the case is now, or None."""
    return (
        application.stages.filter(outcome=Outcome.PENDING, arrived_at__isnull=False)
        .select_related("organization")
        .first()
    )


def history(application: Application) -> list[StageRecord]:
    """This function will return every stop of every round, oldest first, with organization, notice and correction."""
    return list(
        application.stages.select_related("organization", "decided_by", "notice", "correction").order_by(
            "round", "order"
        )
    )


def queue(*, organization_ids: list[int], role: str) -> QuerySet[StageRecord]:
    """This function will return what waits at the desks of these organizations."""
    return StageRecord.objects.filter(
        organization_id__in=organization_ids, role=role, outcome=Outcome.PENDING, arrived_at__isnull=False
    ).select_related("application__applicant", "application__title", "application__specialty", "organization")


def public_notices(*, at: datetime) -> QuerySet[Notice]:
    """This function will return the 评后公示 that run at `at`, newest first."""
    return (
        Notice.objects.filter(phase=Notice.Phase.AFTER, closed_at=None, ends_at__gt=at)
        .select_related(
            "stage__application__applicant",
            "stage__application__title",
            "stage__application__specialty",
            "stage__application__employer",
            "stage__application__call__committee",
            "stage__organization",
        )
        .order_by("-starts_on", "-pk")
    )


def waits_for(stage: StageRecord, gate: Gate) -> bool:
    """This function will tell whether the stage is current and opened by `gate`."""
    return stage.gate == gate and stage.outcome == Outcome.PENDING and stage.arrived_at is not None


def cases_of(user: User) -> QuerySet[Application]:
    """This function will return a person's cases, newest first."""
    return (
        Application.objects.filter(applicant=user)
        .select_related("title", "specialty", "call__committee", "employer")
        .order_by("-pk")
    )


def form_steps(application: Application) -> list[FormStep]:
    """This function will return the pages of questions that apply to the case."""
    steps = kind_of(application).steps
    return [step for step in steps if isinstance(step, FormStep) and step.applies(application)]


def filled_in(kind: Kind, stage: StageRecord) -> list[tuple[str, str]]:
    """This function will return what was filled in at a stage, in the words of its form."""
    form = kind.stage(stage.key).form
    if form is None:
        return []
    fields = form(application=stage.application).fields.items()
    return [(str(field.label), shown(stage.data.get(name), field)) for name, field in fields if stage.data.get(name)]
