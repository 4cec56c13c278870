"""Where a case is, as its applicant may know it: rail, timeline, and whether he has to do something.

Between the review and 办结 nothing tells how the vote went: not the stop the case is at, nor who holds it, nor its
dates (3-house, State). Passed and failed cases read the same until they are final.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from zhicheng.applications.deadlines import due_for
from zhicheng.applications.kind import Kind, Stage
from zhicheng.applications.models import FINAL, Application, Gate, Outcome, StageRecord, Status, Submission
from zhicheng.applications.queries import history
from zhicheng.applications.registry import kind_of
from zhicheng.applications.rejection import remedy
from zhicheng.core.moments import day, days_left, moment
from zhicheng.core.workdays import Calendar, workdays_between
from zhicheng.organizations.models import Organization
from zhicheng.reference.queries import calendar as workdays

REVIEWED, ASSESSED = "已评审", "已考核"
NOTHING_TO_DO = "您现在不需要操作。"
ADVICE = {
    Status.DRAFT: ("", "填好后提交审核。"),
    Status.WITHDRAWN: ("amber", "改好后可以重新提交。"),
    Status.RETURNED: ("red", "按一次性告知书改好后重新提交。"),
    Status.PASSED: ("green", "证书在“我的职称证书”里下载。"),
    Status.NOT_PASSED: ("", "可以申报下一年度。"),
    Status.REJECTED: ("red", "原因和可以怎么办，见办理记录。"),
    Status.ABANDONED: ("", "填过的个人信息仍保留，可用于下一次申请。"),
}


@dataclass(frozen=True)
class Standing:
    """The state in at most eight characters, its colour, and what the person can do."""

    word: str
    colour: str
    advice: str


class Stop(NamedTuple):
    """A point of the rail; state as the component knows it: done now todo back ended."""

    title: str
    state: str
    when: str


@dataclass(frozen=True)
class Event:
    """An entry of the timeline; state as the component knows it: done now back."""

    title: str
    who: str
    state: str = "done"
    text: str = ""
    quote: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Progress:
    """What the page of a case shows."""

    standing: Standing
    rail: tuple[Stop, ...]
    events: tuple[Event, ...]  # newest first
    holder: Organization | None


def standing(application: Application, stage: StageRecord | None, *, due: datetime | None, at: datetime) -> Standing:
    """This function will say how a case stands that is at `stage`, or may be submitted before `due`."""
    if stage is not None and stage.gate == Gate.APPLICANT:
        until = f"，{day(stage.due_on)}前" if stage.due_on else ""
        return Standing(stage.waiting, "amber", f"轮到您办理：{stage.title}{until}。")
    if stage is not None:
        word = judged_word(kind_of(application)) if is_veiled(application, stage) else stage.waiting
        return Standing(word, "blue", NOTHING_TO_DO)
    status = Status(application.status)
    colour, advice = ADVICE.get(status, ("blue", NOTHING_TO_DO))
    if status == Status.NOT_PASSED and kind_of(application).declines:
        advice = "原因见办理记录，可以重新申请。"
    if status == Status.PASSED and not kind_of(application).certifies:
        advice = NOTHING_TO_DO
    word = str(status.label)
    if status in (Status.DRAFT, Status.WITHDRAWN) and due is not None and at >= due:
        colour, advice = "", f"个人提交已于 {moment(due)} 截止，不能再提交，可以申报以后的年度。"
    if status == Status.RETURNED and due is not None:
        word += f"（剩 {days_left(due, at)} 天）" if at < due else "（已逾期）"
    return Standing(word, colour, advice)


def judged_word(kind: Kind) -> str:
    """This function will say that the result is known, not which it is."""
    return ASSESSED if any(stage.assesses for stage in kind.route) else REVIEWED


def is_veiled(application: Application, stage: StageRecord) -> bool:
    """This function will tell whether that the case is at `stage` would tell the result too early."""
    return application.is_open and stage.key in _after_result(kind_of(application))


def _after_result(kind: Kind) -> frozenset[str]:
    return frozenset(stage.key for stage in kind.assessed)


def progress(
    application: Application,
    *,
    records: Sequence[StageRecord],
    submissions: Sequence[Submission],
    calendar: Calendar,
    due: datetime | None,
    at: datetime,
) -> Progress:
    """This function will tell the progress of a case from its stops of all rounds, oldest first.

    `due`: before when the applicant may submit, if he holds it.
    """
    known = [record for record in records if not is_veiled(application, record)]
    here = next((record for record in records if record.outcome == Outcome.PENDING and record.arrived_at), None)
    holder = here.organization if here else None
    if here is not None and is_veiled(application, here):
        holder = next(one.organization for one in reversed(known) if _judges(application, one))
    events = [*_past(application, known, submissions), *_present(application, here, calendar=calendar, at=at)]
    return Progress(
        standing=standing(application, here, due=due, at=at),
        rail=tuple(_rail(application, known)),
        events=tuple(reversed(events)),
        holder=holder,
    )


def progress_of(application: Application, *, at: datetime) -> Progress:
    """This function will tell the progress of a case, in three statements, and one more of a case in hand."""
    return progress(
        application,
        records=history(application),
        submissions=list(application.submissions.order_by("round").only("application", "round", "at")),
        calendar=workdays(),
        due=due_for(application, at=at) if application.is_editable else None,
        at=at,
    )


def _rail(application: Application, known: Sequence[StageRecord]) -> Iterator[Stop]:
    """The applicant's own stop, then every stop of the route; those passed over are left out once that is sure."""
    handed_in = application.submitted_at is not None and application.status != Status.WITHDRAWN
    when = day(application.submitted_at) if handed_in and application.submitted_at else ""
    is_mine = application.status in (Status.RETURNED, Status.WITHDRAWN, Status.DRAFT)
    yield Stop("个人提交", "now" if is_mine else "done" if handed_in else "ended", when)
    newest = {record.key: record for record in known}
    veiled = _after_result(kind_of(application)) if application.is_open else frozenset()
    for stage in kind_of(application).route:
        record = newest.get(stage.key)
        if stage.key in veiled or not _is_passed_over(application, record):
            yield _stop(stage, record)


def _is_passed_over(application: Application, record: StageRecord | None) -> bool:
    if record is None:
        return application.round > 0 or application.status in FINAL
    is_now = application.status in FINAL or (
        application.status == Status.IN_PROGRESS and record.round == application.round
    )
    return record.outcome == Outcome.VOID and is_now


def _stop(stage: Stage, record: StageRecord | None) -> Stop:
    if record is None or record.arrived_at is None:
        return Stop(stage.title, "todo", "")
    if record.outcome == Outcome.PENDING:
        return Stop(stage.title, "now", _until(record))
    if stage.declines and record.outcome == Outcome.NOT_PASSED:
        return Stop(stage.title, "ended", day(record.decided_at) if record.decided_at else "")
    state = {Outcome.RETURNED: "back", Outcome.REJECTED: "ended", Outcome.WITHDRAWN: "todo", Outcome.LAPSED: "ended"}
    when = day(record.decided_at) if record.decided_at else ""
    return Stop(stage.title, state.get(Outcome(record.outcome), "done"), when)


def _until(record: StageRecord) -> str:
    if hasattr(record, "notice"):
        return f"{moment(record.notice.ends_at)} 止"
    return f"{day(record.due_on)}前" if record.due_on else ""


def _past(application: Application, known: Sequence[StageRecord], submissions: Sequence[Submission]) -> Iterator[Event]:
    yield Event("开始填写", moment(application.created_at))
    for submission in submissions:
        again = "重新提交" if submission.round > 1 else "个人提交"
        yield Event(again, f"{application.applicant.name} · {moment(submission.at)}")
        for record in known:
            if record.round == submission.round and record.decided_at is not None:
                yield _decision(application, record)
    if application.closed_at is not None:
        last = standing(application, None, due=None, at=application.closed_at)
        yield Event(last.word, moment(application.closed_at), text=last.advice)


def _decision(application: Application, record: StageRecord) -> Event:
    """What a stop came to. Of a review nothing but that it took place, until the case is final."""
    assert record.decided_at is not None  # noqa: S101 -- asked for above
    who = f"{record.organization.name} · {moment(record.decided_at)}"
    if record.outcome == Outcome.RETURNED:
        items = tuple(f"{item['title']}：{item['text']}" for item in record.correction.items)
        until = f"补正期限 {day(record.correction.due_on)}"
        return Event("退回补正（一次性告知）", who, "back", text=until, quote=record.opinion, items=items)
    if record.outcome == Outcome.WITHDRAWN:
        return Event("申报人撤回", f"{application.applicant.name} · {moment(record.decided_at)}")
    if _judges(application, record) and application.is_open:
        return Event(f"{record.title}：{judged_word(kind_of(application))}", who)
    if record.outcome == Outcome.LAPSED:
        return Event(f"{record.title}：{Outcome.LAPSED.label}", who, "back", quote=record.opinion)
    if record.gate == Gate.APPLICANT:
        return Event(f"{record.title}：已提交", f"{application.applicant.name} · {moment(record.decided_at)}")
    if record.outcome == Outcome.REJECTED and record.gate == Gate.DESK:
        rule = kind_of(application).stage(record.key)
        text = remedy(application, rule, record.organization)
        return Event(f"{record.title}：{rule.no_label}", who, "back", text=text, quote=record.opinion)
    state = "back" if record.outcome == Outcome.REJECTED else "done"
    word = kind_of(application).stage(record.key).word(Outcome(record.outcome))
    return Event(f"{record.title}：{word}", who, state, quote=record.opinion)


def _judges(application: Application, record: StageRecord) -> bool:
    return kind_of(application).stage(record.key).judges


def _present(
    application: Application, here: StageRecord | None, *, calendar: Calendar, at: datetime
) -> Iterator[Event]:
    if here is None or here.arrived_at is None:
        return
    if is_veiled(application, here):
        ahead = "、".join(stage.title for stage in kind_of(application).assessed)
        text = f"结果经{ahead}，办结时告知。{NOTHING_TO_DO}"
        yield Event(f"{judged_word(kind_of(application)).removeprefix('已')}已结束，等待办结", "", "now", text=text)
        return
    rule = kind_of(application).stage(here.key)
    if here.gate == Gate.APPLICANT:
        text = standing(application, here, due=None, at=at).advice
        yield Event(here.waiting, f"{application.applicant.name} · {moment(here.arrived_at)} 起", "now", text=text)
        return
    who = f"{here.organization.name} · {moment(here.arrived_at)} 收到"
    if hasattr(here, "notice"):
        who = f"{here.organization.name} · {day(here.notice.starts_on)}开始，{moment(here.notice.ends_at)} 止"
    elif rule.sla_days and here.due_on:
        used = workdays_between(timezone.localdate(here.arrived_at), timezone.localdate(at), calendar=calendar)
        who += f"，时限 {rule.sla_days} 个工作日（{day(here.due_on)}前），已用 {used} 个工作日"
    yield Event(here.waiting, who, "now", text=NOTHING_TO_DO)
