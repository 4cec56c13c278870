"""Reads used by more than one caller."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.forms import shown
from zhicheng.applications.kind import FormStep, Kind, RecordStep, Step
from zhicheng.applications.models import (
    Application,
    Gate,
    Notice,
    Outcome,
    PrintedForm,
    Proposal,
    StageRecord,
    Status,
    StepVersion,
    SubmitOrder,
)
from zhicheng.applications.reading import Reading
from zhicheng.applications.registry import kind_of
from zhicheng.applications.steps import answer, complaint
from zhicheng.calls.models import Call
from zhicheng.eligibility.queries import Finding


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


def _record_task(step: RecordStep, reading: Reading) -> tuple[str, str]:
    kept = answer(reading.application, step.key)
    model = str(step.model._meta.model_name)
    found = [papers for pk in kept.ticked if (papers := reading.papers.get((model, pk)))]
    if kept.none and not found:
        return "none", "已标记“本人无此项”"
    problem = complaint(step, len(found), sum(not papers.is_complete for papers in found))
    if found:
        return ("doing", problem) if problem else ("done", f"{len(found)} 条记录")
    return ("todo" if step.required else "optional"), step.summary


def _task(step: Step, reading: Reading, to_fix: Container[str] = ()) -> Task:
    if isinstance(step, RecordStep):
        state, detail = _record_task(step, reading)
    elif reading.is_answered(step):
        state, detail = "done", step.summary
    else:
        touched = bool(answer(reading.application, step.key).raw)
        state, detail = ("doing" if touched else "todo" if step.required else "optional"), step.summary
    return Task(step, "fix" if step.key in to_fix else state, detail)


def task_list(reading: Reading) -> tuple[TaskGroup, ...]:
    """This function will return the cards of 填写个人信息, each part with its state."""
    to_fix = {item["section"] for item in reading.corrections}
    return tuple(
        TaskGroup(group.title, tuple(_task(step, reading, to_fix) for step in group.steps if step in reading.steps))
        for group in reading.kind.info
    )


def gaps(reading: Reading) -> list[Task]:
    """This function will return every required part, of both 填写 pages, that is not done."""
    return [task for task in (_task(step, reading) for step in reading.steps) if task.holds_back]


def advice(reading: Reading) -> list[Finding]:
    """This function will hold the case against the conditions of its title; none before a title is chosen."""
    application, judges = reading.application, reading.kind.judges
    if application.title is None or judges is None:
        return []
    return judges(
        facts=reading.facts,
        series=application.title.series,
        level=application.level,
        year=application.year,
        on=timezone.localdate(reading.at),
    )


def current_stage(application: Application) -> StageRecord | None:
    """This function will return where the case is now, or None."""
    return (
        application.stages.filter(outcome=Outcome.PENDING, arrived_at__isnull=False)
        .select_related("organization")
        .first()
    )


def open_proposal(stage: StageRecord) -> Proposal | None:
    """This function will return the 不予通过 that waits for a second officer of the desk, or None."""
    return Proposal.objects.filter(stage=stage, answer=Proposal.Answer.OPEN).select_related("proposed_by").first()


def open_order(application: Application) -> SubmitOrder | None:
    """This function will return the order to submit the case at its last moment (到期自动提交), or None."""
    return SubmitOrder.objects.filter(application=application, end=SubmitOrder.End.WAITING).first()


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
        .select_related("title", "specialty", "call__committee", "window", "employer")
        .order_by("-pk")
    )


def begun_with(call: Call, person: User) -> Application | None:
    """This function will return the person's newest case with the call that he has not given up, if there is one."""
    mine = Application.objects.filter(call=call, applicant=person).exclude(status=Status.ABANDONED)
    return mine.select_related("applicant").order_by("-pk").first()


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


def versions_of(application: Application, key: str) -> QuerySet[StepVersion]:
    """This function will return what a part of the case said before, newest first."""
    return StepVersion.objects.filter(application=application, step=key).select_related("helper").order_by("-pk")


def print_of(token: str) -> PrintedForm | None:
    """This function will return the made print whose QR code holds this token, with its case, or None."""
    made = PrintedForm.objects.filter(token=token, file__isnull=False) if token else PrintedForm.objects.none()
    return made.select_related("application").order_by("-pk").first()
