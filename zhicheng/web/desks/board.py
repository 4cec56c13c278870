"""The split review as people see it: the case's head, the sheet, the checklist, the way so far, the result."""

from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.db.models import Q
from django.utils import timezone

from zhicheng.applications.forms import DeskForm
from zhicheng.applications.kind import Kind, Stage
from zhicheng.applications.models import Application, Content, Gate, Outcome, StageRecord, Status
from zhicheng.applications.queries import filled_in, history, waits_for
from zhicheng.applications.registry import kind_of
from zhicheng.certificates.models import Certificate
from zhicheng.organizations.models import Role
from zhicheng.reference.queries import calendar
from zhicheng.web.desks.forms import OK, ReviewForm
from zhicheng.web.desks.handed_in import HandedIn, handed_in
from zhicheng.web.desks.place import Place
from zhicheng.web.desks.queue import WAITING, due_words, last_day, stages_of
from zhicheng.web.desks.sheet import Sheet, sheet_of, submissions_of
from zhicheng.web.gates import MemberRequest

SEE_RESULTS = (Role.OFFICE, Role.HRSS)  # before 办结 nobody else learns what the committee decided (3-house, State)

TALLY = (
    ("members", "评委人数", "人"),
    ("present", "出席", "人"),
    ("yes", "同意", "票"),
    ("no", "不同意", "票"),
    ("abstain", "弃权", "票"),
)


@dataclass(frozen=True)
class Check:
    """One point of the checklist."""

    number: int
    title: str
    name: str
    chosen: str
    advice: str
    tone: str
    problem_name: str
    problem: str
    error: str


@dataclass(frozen=True)
class Happening:
    """One line of the way so far. state: done now back"""

    title: str
    who: str
    state: str
    quote: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Result:
    """What the committee or the assessing desk decided, for those who may know."""

    title: str
    word: str
    colour: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Board:
    """Everything one page of the split review shows."""

    stage: StageRecord
    case: Application
    rule: Stage
    sheet: Sheet
    waits: bool  # for a decision at this desk
    may_return: bool
    due: tuple[str, str]
    presets: dict[str, str]
    happenings: tuple[Happening, ...]
    handed_in: tuple[HandedIn, ...]  # by the applicant in mid-route
    result: Result | None
    certificate: Certificate | None
    closed: str  # the last word, once everybody may know
    previous: str
    following: str

    @property
    def about(self) -> str:
        """What the case asks for, in one line."""
        said = self.sheet.snapshot
        words = [kind_of(self.case).title, *(said[key] for key in ("series", "specialty", "title"))]
        return " · ".join(filter(None, words))

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Who asks for what, as far as the kind knows it."""
        said = self.sheet.snapshot
        rows = (
            ("人事管理单位", said["employer"]),
            ("主管单位", said["competent"]),
            ("现职称", said["current_title"]),
            ("申报方式" if said["mode"] else "申报级别", " · ".join(filter(None, [said["mode"], said["level"]]))),
            ("评审委员会", said["committee"]),
        )
        return [(label, words) for label, words in rows if words or label == "现职称"]

    def form(self, data: object = None, *, initial: dict[str, str] | None = None) -> ReviewForm:
        """The checklist, bound to what was posted, or showing what was known or typed."""
        known = {"stage": str(self.stage.pk), **self.presets}
        return ReviewForm(
            data,
            rule=self.rule,
            titles=self.sheet.titles,
            may_return=self.may_return,
            initial=known if initial is None else initial,
        )

    def desk_form(self, data: object = None, *, initial: dict[str, str] | None = None) -> DeskForm | None:
        """What this desk fills in when it passes the case, or None."""
        form = self.rule.form
        if form is None:
            return None
        own = {key.removeprefix("desk-"): value for key, value in (initial or {}).items()}
        return form(data, application=self.case, prefix="desk", initial=own)

    def checks(self, form: ReviewForm) -> list[Check]:
        """The points of the checklist with what was answered."""
        return [
            Check(
                number=number,
                title=part.title,
                name=f"check-{part.key}",
                chosen=form[f"check-{part.key}"].value() or "",
                advice=part.hint,
                tone=part.tone,
                problem_name=f"text-{part.key}",
                problem=form[f"text-{part.key}"].value() or "",
                error="；".join([*_errors(form, f"check-{part.key}"), *_errors(form, f"text-{part.key}")]),
            )
            for number, part in enumerate(self.sheet.parts, 1)
            if part.key in form.titles
        ]


def _errors(form: forms.Form, name: str) -> list[str]:
    return [str(text) for text in form.errors.get(name, [])]


def board_of(request: MemberRequest, place: Place, stage: StageRecord, *, at: datetime) -> Board:
    """This function will compose the page of one stop; the number of statements does not grow with the case."""
    case = stage.application
    rule = kind_of(case).stage(stage.key)
    way = [one for one in history(case) if (one.round, one.order) <= (stage.round, stage.order) and one.arrived_at]
    submission, before = submissions_of(case, stage.round)
    assert submission is not None  # noqa: S101 -- a stop is written down at submission
    asked = _asked(way, stage)
    is_last = stage.round == case.round
    prefix = place.at("file", case.number, EMPTY).removesuffix(f"{EMPTY}/")
    sheet = sheet_of(
        case,
        submission,
        before,
        findings=(Content.objects.values_list("findings", flat=True).get(pk=case.pk) or []) if is_last else [],
        asked=asked,
        prefix=prefix,
    )
    waits = waits_for(stage, Gate.DESK)
    previous, following = _neighbours(request, place, stage) if waits else ("", _first(request, place))
    knows = stage.role in SEE_RESULTS
    return Board(
        stage=stage,
        case=case,
        rule=rule,
        sheet=sheet,
        waits=waits,
        may_return=waits and rule.returns and case.period is not None,
        due=due_words(stage.due_on, timezone.localdate(at), calendar()) if waits else ("", ""),
        presets=_presets(way, stage, sheet) if waits else {},
        happenings=tuple(_happening(one, kind_of(case)) for one in reversed(way) if one.outcome != Outcome.VOID),
        handed_in=handed_in(kind_of(case), way, prefix),
        result=_result(case) if knows else None,
        certificate=Certificate.objects.filter(application=case).first() if knows and not waits else None,
        closed=_last_word(case, is_last=is_last),
        previous=previous,
        following=following,
    )


EMPTY = "00000000-0000-0000-0000-000000000000"  # stands for a file's id while the common address is made


def _asked(way: list[StageRecord], stage: StageRecord) -> dict[str, str]:
    """The newest 一次性告知书 before this round, by section."""
    earlier = [one for one in way if one.round == stage.round - 1 and one.outcome == Outcome.RETURNED]
    return {item["section"]: item["text"] for one in earlier for item in one.correction.items}


def _presets(way: list[StageRecord], stage: StageRecord, sheet: Sheet) -> dict[str, str]:
    """What this desk has already checked: all of it in this round, or what it did not ask to change in the last."""
    own = [one for one in way if one.organization_id == stage.organization_id and one.pk != stage.pk]
    same_round = any(one.round == stage.round and one.gate == Gate.DESK and one.role == stage.role for one in own)
    returned = any(one.round == stage.round - 1 and one.outcome == Outcome.RETURNED for one in own)
    if same_round:
        return {f"check-{part.key}": OK for part in sheet.parts}
    if returned:
        return {f"check-{part.key}": OK for part in sheet.parts if not part.is_changed and not part.asked}
    return {}


def _happening(one: StageRecord, kind: Kind) -> Happening:
    when = timezone.localtime(one.decided_at or one.arrived_at)
    who = f"{one.organization.name} · {when:%Y-%m-%d %H:%M}"
    if one.outcome == Outcome.PENDING:
        until = f" · 到 {last_day(one.notice.ends_at)}" if one.gate == Gate.NOTICE else ""
        return Happening(one.waiting, f"{who} 到达{until}", "now", "", ())
    returned = one.outcome == Outcome.RETURNED
    defects = [(item["title"], item["text"]) for item in one.correction.items] if returned else []
    items = tuple(defects or filled_in(kind, one))
    title = f"{one.title}：{one.get_outcome_display()}"
    by = f" · {one.decided_by.name}" if one.decided_by else ""
    return Happening(title, f"{who}{by}", "back" if returned else "done", one.opinion, items)


def _last_word(case: Application, *, is_last: bool) -> str:
    """Where the case stands, in words everybody at a desk may read: only 办结 tells the result."""
    if case.is_open and case.status != Status.WITHDRAWN and is_last:
        return ""
    if case.is_open and not is_last:
        return "申报人已重新提交，这里是以前提交的内容"
    return str(case.get_status_display())


def _result(case: Application) -> Result | None:
    if not case.outcome:
        return None
    tally = case.tally or {}
    rows = [(word, f"{tally[key]} {unit}") for key, word, unit in TALLY if key in tally]
    assesses = any(stage.assesses for stage in kind_of(case).route)
    what = "考核" if assesses else "评审"
    on = [(f"{what}时间", f"{case.decided_on:%Y-%m-%d}")] if case.decided_on else []
    passed = case.outcome == Outcome.PASSED
    return Result(f"{what}结果", case.get_outcome_display(), "green" if passed else "red", (*on, *rows))


def _neighbours(request: MemberRequest, place: Place, stage: StageRecord) -> tuple[str, str]:
    """上一件 and 下一件 of what waits, in the order of the queue."""
    waiting = stages_of(request, WAITING)
    due = stage.due_on or date.max
    after = waiting.filter(Q(**{"due__gte": due}), Q(**{"due__gt": due}) | Q(**{"pk__gt": stage.pk}))
    before = waiting.filter(Q(**{"due__lte": due}), Q(**{"due__lt": due}) | Q(**{"pk__lt": stage.pk})).reverse()
    numbers = [rows.values_list("application__number", flat=True).first() for rows in (before, after)]
    previous, following = (place.at("case", number) if number else "" for number in numbers)
    return previous, following


def _first(request: MemberRequest, place: Place) -> str:
    number = stages_of(request, WAITING).values_list("application__number", flat=True).first()
    return place.at("case", number) if number else ""
