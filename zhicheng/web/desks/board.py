"""The split review as people see it: the case's head, the sheet, the checklist, the way so far, the result."""

from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.forms import DeskForm
from zhicheng.applications.kind import Enclosure, Stage
from zhicheng.applications.models import Application, Gate, Mode, Outcome, Proposal, StageRecord, Status
from zhicheng.applications.queries import history, waits_for
from zhicheng.applications.registry import kind_of
from zhicheng.applications.rejection import deciders, reason_list
from zhicheng.certificates.models import Certificate
from zhicheng.core.paging import backwards, beyond, count_of, first_of, in_one
from zhicheng.letters.models import Letter
from zhicheng.letters.queries import letter_of
from zhicheng.letters.rules import can_withdraw
from zhicheng.organizations.models import Role
from zhicheng.reference.queries import calendar, code_lists
from zhicheng.web.desks.barred import barred
from zhicheng.web.desks.forms import OK, ReviewForm
from zhicheng.web.desks.handed_in import HandedIn, handed_in
from zhicheng.web.desks.place import Place
from zhicheng.web.desks.queue import WAITING, due_words, stages_of
from zhicheng.web.desks.result import Result, result_of
from zhicheng.web.desks.sheet import Sheet, sheet_of, submissions_of
from zhicheng.web.desks.way import Happening, happening
from zhicheng.web.gates import MemberRequest

SEE_RESULTS = (Role.OFFICE, Role.HRSS)  # before 办结 nobody else learns what the committee decided (3-house, State)


@dataclass(frozen=True)
class Check:
    """One point of the checklist."""

    number: int
    title: str
    name: str
    chosen: str
    advice: str
    tone: str
    asked: str
    answer: str
    problem_name: str
    problem: str
    error: str


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
    printed: str  # the name of the form that this desk may print, "" for none
    enclosures: tuple[Enclosure, ...]  # which this desk prints besides
    letter: Letter | None  # 委托评审函, for those who issued it
    closed: str  # the last word, once everybody may know
    previous: str
    following: str
    waiting: int  # cases at the officer's desks
    reasons: dict[str, str]  # code: words, for which the desk may reject the case
    proposal: Proposal | None  # to reject it, the newest
    is_alone: bool  # nobody else of the desk could settle a proposal
    is_mine: bool  # the viewer proposed it
    barred: str  # why the viewer may not decide though he sits here, and what to do; "" when he may

    @property
    def helped(self) -> list[str]:
        """Which parts an officer filled in for the applicant, who confirmed them."""
        return [f"{part}（{name}）" for part, name in self.sheet.snapshot.get("helped", [])]

    @property
    def is_proposed(self) -> bool:
        return self.proposal is not None and self.proposal.answer == Proposal.Answer.OPEN

    @property
    def certificate_words(self) -> str:
        """How far the PDF of the certificate is."""
        assert self.certificate is not None  # noqa: S101 -- asked for where there is one
        if self.certificate.problem:
            return f"电子证书还不能生成：{self.certificate.problem}补装后申报人可以再试，系统管理员也可以统一重新生成。"
        if self.certificate.pdf_id:
            return "电子证书已生成，申报人可以在“我的职称证书”下载。"
        return "电子证书正在生成，几分钟内完成，申报人会收到通知。"

    @property
    def ending(self) -> str:
        """How the case left this desk."""
        one = self.proposal
        if one is None or one.answer != Proposal.Answer.CONFIRMED or one.answered_by is None:
            return "这一件现在不需要本单位审核，下一步由其他环节办理。"
        return f"{one.proposed_by.name}提出，{one.answered_by.name}复核确认。申报人已收到通知。"

    @property
    def was_sent_back(self) -> bool:
        return self.waits and self.proposal is not None and self.proposal.answer == Proposal.Answer.SENT_BACK

    @property
    def about(self) -> str:
        """What the case asks for, in one line."""
        said = self.sheet.snapshot
        words = [kind_of(self.case).title, *(said[key] for key in ("series", "specialty", "title"))]
        return " · ".join(filter(None, words))

    @property
    def mode(self) -> str:
        """The 申报方式 of what was submitted, where it is not the normal one."""
        said = str(self.sheet.snapshot["mode"])
        return "" if said == Mode.NORMAL.label else said

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
            reasons=self.reasons,
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
                asked=part.asked,
                answer=part.answered if part.asked else "",
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
        findings=(getattr(submission, "findings", None) or []) if is_last else [],
        asked=asked,
        prefix=prefix,
    )
    waits, today = waits_for(stage, Gate.DESK), timezone.localdate(at)
    proposal = _proposal(stage) if rule.rejects else None
    previous, following, waiting = _queue(request, place, stage, waits=waits)
    deciding, reasons = deciders(stage) if waits else [], reason_list(stage)
    knows = stage.role in SEE_RESULTS
    return Board(
        stage=stage,
        case=case,
        rule=rule,
        sheet=sheet,
        waits=waits,
        may_return=waits and rule.returns and case.period is not None,
        due=due_words(stage.due_on, today, calendar()) if waits else ("", ""),
        presets=_presets(way, stage, sheet) if waits else {},
        happenings=tuple(happening(one, kind_of(case)) for one in reversed(way) if one.outcome != Outcome.VOID),
        handed_in=handed_in(kind_of(case), way, prefix),
        result=result_of(case) if knows else None,
        certificate=Certificate.objects.filter(application=case).first() if knows and not waits else None,
        printed=kind_of(case).printed if not case.is_editable and stage.round == case.round else "",
        enclosures=_enclosures(case, way, stage),
        letter=_letter(request, case),
        closed=_last_word(case, is_last=is_last),
        previous=previous,
        following=following,
        waiting=waiting,
        reasons=code_lists(reasons, on=today)[reasons] if waits and rule.rejects else {},
        proposal=proposal,
        barred=barred(request.user, deciding) if waits else "",
        is_mine=proposal is not None and proposal.proposed_by_id == request.user.pk,
        is_alone=waits and rule.rejects and not {*deciding} - {_first_officer(proposal, request.user)},
    )


def _letter(request: MemberRequest, case: Application) -> Letter | None:
    letter = letter_of(case) if kind_of(case).entrusts else None
    return letter if letter and can_withdraw(request.user, letter) else None


def _enclosures(case: Application, way: list[StageRecord], stage: StageRecord) -> tuple[Enclosure, ...]:
    """What is printed at this desk, once the case has reached the stage of it and is not with its applicant."""
    here = {one.key for one in way if (one.organization_id, one.role) == (stage.organization_id, stage.role)}
    return () if case.is_editable else tuple(one for one in kind_of(case).enclosures if one.stage in here)


def _proposal(stage: StageRecord) -> Proposal | None:
    return stage.proposals.select_related("proposed_by", "answered_by").order_by("-pk").first()


def _first_officer(proposal: Proposal | None, viewer: User) -> User:
    return proposal.proposed_by if proposal and proposal.answer == Proposal.Answer.OPEN else viewer


EMPTY = "00000000-0000-0000-0000-000000000000"  # stands for a file's id while the common address is made


def _asked(way: list[StageRecord], stage: StageRecord) -> dict[str, tuple[str, str]]:
    """The newest 一次性告知书 before this round, by section: what it asked for, the applicant's word to it."""
    earlier = [one for one in way if one.round == stage.round - 1 and one.outcome == Outcome.RETURNED]
    return {
        item["section"]: (item["text"], one.correction.answers.get(item["section"], ""))
        for one in earlier
        for item in one.correction.items
    }


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


def _last_word(case: Application, *, is_last: bool) -> str:
    """Where the case stands, in words everybody at a desk may read: only 办结 tells the result."""
    if case.is_open and case.status != Status.WITHDRAWN and is_last:
        return ""
    if case.is_open and not is_last:
        return "申报人已重新提交，这里是以前提交的内容"
    return str(case.get_status_display())


def _queue(request: MemberRequest, place: Place, stage: StageRecord, *, waits: bool) -> tuple[str, str, int]:
    """上一件 and 下一件 of what waits, in the order of the queue, and how many wait; of a case done only the next."""
    waiting, column = stages_of(request, WAITING), "application__number"
    key = [stage.due_on or date.max, stage.pk] if waits else []
    before = waiting.filter(beyond(backwards(WAITING.order), key)).reverse() if waits else waiting.none()
    after = waiting.filter(beyond(WAITING.order, key))
    *numbers, count = in_one(first_of(before, column), first_of(after, column), count_of(waiting))
    previous, following = (place.at("case", number) if number else "" for number in numbers)
    return previous, following, count
