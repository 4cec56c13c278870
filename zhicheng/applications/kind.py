"""The vocabulary in which a business kind is written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.forms import Textarea, TextInput

from zhicheng.applications.models import Application, Gate
from zhicheng.core.fields import CleanCharField
from zhicheng.dossier.models import Record
from zhicheng.eligibility.checks import Finding
from zhicheng.eligibility.windows import Window
from zhicheng.organizations.models import Organization, Role

if TYPE_CHECKING:
    from zhicheng.applications.forms import DeskForm, StepForm
    from zhicheng.dossier.forms import RecordForm

Desk = Callable[[Application], Organization | None]
Effect = Callable[[Application, datetime], None]


def always(application: Application) -> bool:
    """This function will say yes to every application."""
    return True


def nothing(application: Application, at: datetime) -> None:
    """This function will change nothing."""


@dataclass(frozen=True, kw_only=True)
class FormStep:
    """One page of questions. What was typed stands in `answers[key]`; `after` writes what others need."""

    key: str
    title: str
    summary: str
    form: type[StepForm]
    applies: Callable[[Application], bool] = always
    tip: str = ""  # 提示, shown beside the form
    required: bool = True


@dataclass(frozen=True, kw_only=True)
class RecordStep:
    """A list of dossier rows: archived ones are offered first, new ones only if none fits."""

    key: str
    title: str
    summary: str
    model: type[Record]
    form: type[RecordForm]
    applies: Callable[[Application], bool] = always
    tip: str = ""
    window: Callable[[Application], Window | None] = lambda application: None
    required: bool = True
    evidence: bool = True  # each row needs at least one file
    hints: Callable[[Application, datetime], Sequence[Finding]] = lambda application, at: ()  # what it still lacks


Step = FormStep | RecordStep


@dataclass(frozen=True, kw_only=True)
class Group:
    """A card of the task list."""

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One desk the application passes; `at` says whose, or None to skip it."""

    key: str
    title: str
    waiting: str  # the status word people read
    at: Desk
    role: Role | None = None
    gate: Gate = Gate.DESK
    form: type[DeskForm] | None = None  # what the desk must fill when it passes the case
    then: Effect = nothing
    arrive: Effect = nothing  # when the case reaches this stage
    applies: Callable[[Application], bool] = always  # asked on arrival: a case that failed has no 评后公示
    resumes: bool = False  # after a return the case comes back here, not to the first desk
    returns: bool = True  # the desk may return for correction
    rejects: bool = False  # the desk may end the case (不予通过)
    yes_label: str = "通过"
    sla_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Blank:
    """A place of the printed form that the dossier may leave empty: a red box, filled in place (补录)."""

    key: str  # of the value in `supplements`; a table's cell adds ".<row id>"
    section: str
    label: str
    required: bool = True
    min_length: int = 0
    max_length: int = 60

    @property
    def is_long(self) -> bool:
        return self.max_length > 200

    def field(self) -> CleanCharField:
        """This function will return the field in which the place is filled in."""
        widget = Textarea if self.is_long else TextInput
        return CleanCharField(label=self.label, max_length=self.max_length, required=self.required, widget=widget)

    def problem(self, value: str) -> str:
        """This function will say what is wrong with `value`, or "" when it can be printed."""
        lacking = self.min_length - len(value)
        if value and lacking > 0:
            return f"{self.label}还差 {lacking} 字，应为 {self.min_length} 至 {self.max_length} 字"
        try:
            self.field().clean(value)
        except ValidationError as error:
            return str(error.messages[0])
        return ""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One business kind, read like the government's own 办事指南."""

    key: str
    title: str  # 评审申请
    summary: str
    icon: str
    info: tuple[Group, ...]  # 填写个人信息
    request: FormStep  # 填写申请信息
    route: tuple[Stage, ...]
    archives: bool  # 办结 locks the dossier records used, passed or not
    printed: str  # the name of the form people print: 广东省职称评审表
    prints: Callable[[Application, datetime], bytes]  # the PDF of what is in the case now
    letters: str  # how its 申报编号 begins
    blanks: tuple[Blank, ...] = ()
    guide: tuple[tuple[str, str], ...] = ()  # 谁能办, 要准备什么, 多久办完: heading and words

    @property
    def steps(self) -> tuple[Step, ...]:
        return (*(step for group in self.info for step in group.steps), self.request)

    def step(self, key: str) -> Step:
        """This function will return the step called `key`, or raise KeyError."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def stage(self, key: str) -> Stage:
        """This function will return the stage called `key`, or raise KeyError."""
        for stage in self.route:
            if stage.key == key:
                return stage
        raise KeyError(key)
