"""The vocabulary in which a business kind is written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.forms import Textarea, TextInput

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, Gate, Outcome
from zhicheng.applications.parts import FormPart
from zhicheng.applications.unsaid import (
    always,
    asks_nothing,
    no_claim,
    no_day,
    no_locks,
    no_words,
    nobody,
    nothing,
    title_applied_for,
)
from zhicheng.core.fields import CleanCharField
from zhicheng.dossier.models import Record
from zhicheng.eligibility.checks import Finding
from zhicheng.eligibility.facts import Claim
from zhicheng.eligibility.windows import Window
from zhicheng.organizations.models import Organization, Role

if TYPE_CHECKING:
    from zhicheng.applications.forms import DeskForm, Read, StartForm, StepForm
    from zhicheng.dossier.forms import RecordForm

Desk = Callable[[Application], Organization | None]
Effect = Callable[[Application, datetime], None]
Print = Callable[[Application, datetime], bytes]
Empty = Callable[["Kind"], bytes]  # a form of the kind with nothing in it, for a pen
Judge = Callable[..., list[Finding]]  # eligibility.queries.findings and its like
Refusal = Callable[[User, int, datetime], str]  # person, review year, time: why he may not start, "" = he may


@dataclass(frozen=True, kw_only=True)
class FormStep:
    """One page of questions. What was typed stands in `answers[key]`; `after` writes what others need."""

    key: str
    title: str
    summary: str
    form: type[StepForm]
    applies: Callable[[Application], bool] = always
    lead: str = ""  # below the heading of the page
    tip: str = ""  # 提示, shown beside the form
    required: bool = True
    proof: str = ""  # which papers are uploaded with it: 劳动合同或社会保险证明; "": none
    proof_required: bool = True


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
    window: Callable[[Read], Window | None] = lambda read: None
    required: bool = True
    evidence: bool = True  # each row needs at least one file
    hints: Callable[[Read], Sequence[Finding]] = lambda read: ()  # what it still lacks
    beside: Callable[[Application], tuple[tuple[str, str], ...]] = no_words  # what is known already, shown as a help


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
    form: type[DeskForm] | None = None  # what the desk must fill when it passes the case, or the applicant hands in
    then: Effect = nothing
    locks: Callable[[Application], None] = no_locks  # what `then` needs locked before the case (operations.common)
    arrive: Effect = nothing  # when the case reaches this stage
    applies: Callable[[Application], bool] = always  # asked on arrival: a case that failed has no 评后公示
    resumes: bool = False  # after a return the case comes back here, not to the first desk
    returns: bool = True  # the desk may return for correction
    rejects: bool = False  # the desk may end the case (不予通过), by two officers
    bars_year: bool = False  # whom this desk rejects cannot start the same business again for that year
    rejected: Effect = nothing  # when the desk has ended the case
    assesses: bool = False  # the desk decides 合格 or 不合格; the route goes on either way
    declines: bool = False  # the desk may say no by itself, with a reason, and the case ends: 不同意接收
    proof: str = ""  # which papers the applicant hands in at Gate.APPLICANT; "": none
    yes_label: str = "通过"
    no_label: str = "不予通过"  # where it rejects
    fail_label: str = "不合格"  # where it assesses or declines
    sla_days: int | None = None
    until: Callable[[Application], date | None] = no_day  # the last day, where it is no number of working days
    lapses: str = ""  # why the clock ends the case when the applicant let his last day pass; "": it waits on

    @property
    def judges(self) -> bool:
        """What is decided here is the result, which the applicant learns at 办结."""
        return self.assesses or self.gate == Gate.REVIEW

    def word(self, outcome: Outcome) -> str:
        """This function will say how the stage ended, in the words of the desk where it has its own."""
        return self.fail_label if self.declines and outcome == Outcome.NOT_PASSED else str(outcome.label)


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


def says_nothing(application: Application) -> object:
    """This function will name nothing that the printed form does not say."""


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """A form on paper that goes with the printed one, filled from the same case: 送评材料目录单."""

    key: str
    title: str
    prints: Print
    empty: Empty
    says: Callable[[Application], object] = says_nothing  # what is on it and not on the printed form
    stage: str = ""  # the desk of this stage prints it too, once the case has reached it


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One business kind, read like the government's own 办事指南."""

    key: str
    title: str  # 评审申请
    summary: str
    icon: str
    starts: type[StartForm]  # what is asked before a draft is opened
    request: FormStep  # 填写申请信息
    route: tuple[Stage, ...]
    archives: bool  # 办结 locks the dossier records used, passed or not
    letters: str  # how its 申报编号 begins
    menu: str = "business"  # its panel of 网上业务: business or person; "": it is begun elsewhere
    info: tuple[Group, ...] = ()  # 填写个人信息; none: that page is left out
    printed: str = ""  # the name of the form people print: 广东省职称评审表; "": there is none
    sheet: str = "申请表"  # its short name: 生成评审表
    parts: tuple[FormPart, ...] = ()  # its headings with the sections below each; (): as they come
    prints: Print | None = None  # the PDF of what is in the case now
    empty: Empty | None = None  # the same form with nothing in it
    enclosures: tuple[Enclosure, ...] = ()
    must_download: bool = True  # before 提交审核 (提示12)
    blanks: tuple[Blank, ...] = ()
    guide: tuple[tuple[str, str], ...] = ()  # 谁能办, 要准备什么, 多久办完: heading and words
    fees: str = "网上申报不收费。"
    basis: str = ""  # 依据: the texts it goes by
    by_call: bool = False  # filed under a committee's call, chosen in 填写申请信息; else in a FilingWindow
    needs_unit: bool = False  # one must have a 人事管理单位 before: no step asks for it
    judges: Judge | None = None  # the conditions a case is held against: findings shown, then frozen
    claims: Callable[[Application], Claim] = no_claim  # 申报方式, and what the case itself says of it
    refuses: Refusal = nobody  # why a person may not start, with the way out
    about: Callable[[Application], str] = title_applied_for  # from columns alone: lists ask it for every row
    asks: Callable[[Application], str] = asks_nothing  # in short, for the lists of the desks: kept on submitting
    certifies: bool = True  # 办结 issues a certificate
    several: bool = False  # one may have several open at once, each about something else (Application.subject)
    entrusts: bool = False  # a 委托评审函 is issued on the way
    verdicts: tuple[str, str] = ("通过", "未通过")  # how people are told the result
    withdraw_late: bool = False  # 撤回 until it ends, not only before the first desk has decided

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What 办事指南 and the start page say of it."""
        return (*self.guide, ("收费", self.fees), *([("依据", self.basis)] if self.basis else []))

    @property
    def steps(self) -> tuple[Step, ...]:
        return (*(step for group in self.info for step in group.steps), self.request)

    def step(self, key: str) -> Step:
        """This function will return the step called `key`, or raise KeyError."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    @property
    def completes_form(self) -> bool:
        """Whether a page stands between the request and 提交审核: a form to fill in or to download."""
        return bool(self.printed) and (self.must_download or bool(self.blanks))

    @property
    def declines(self) -> bool:
        """Whether a desk may end it by saying no: then it can be asked for again at once."""
        return any(stage.declines for stage in self.route)

    @property
    def assessed(self) -> tuple[Stage, ...]:
        """The stages at which the result is known already, but to the applicant: those after the one that judges."""
        places = [place for place, stage in enumerate(self.route) if stage.judges]
        return self.route[places[0] + 1 :] if places else ()

    def enclosure(self, key: str) -> Enclosure:
        """This function will return the enclosure called `key`, or raise KeyError."""
        for enclosure in self.enclosures:
            if enclosure.key == key:
                return enclosure
        raise KeyError(key)

    def has_paper(self, form: str) -> bool:
        """This function will tell whether there is an enclosure `form`, or for "" a printed form."""
        return any(one.key == form for one in self.enclosures) if form else bool(self.printed)

    def paper(self, form: str) -> tuple[str, Print | None]:
        """This function will return title and maker of the enclosure `form`, or of the printed form for ""."""
        if not form:
            return self.printed, self.prints
        enclosure = self.enclosure(form)
        return enclosure.title, enclosure.prints

    def stage(self, key: str) -> Stage:
        """This function will return the stage called `key`, or raise KeyError."""
        for stage in self.route:
            if stage.key == key:
                return stage
        raise KeyError(key)
