"""The small world of the tests and what its people do there, each thing by the real verb."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from secrets import token_urlsafe
from typing import Any
from uuid import uuid4

import pikepdf
from django.db.models import Max
from django.utils import timezone
from PIL import Image

from tests import answers
from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.applications.forms import as_data
from zhicheng.applications.kind import FormStep, RecordStep
from zhicheng.applications.models import Application, Gate, Notice, Outcome, StageRecord, Status, Submission
from zhicheng.applications.operations.printing import digest_of
from zhicheng.applications.queries import current_stage
from zhicheng.applications.reading import Reading, open_corrections
from zhicheng.applications.registry import get_kind, kind_of
from zhicheng.applications.sections import missing, sections
from zhicheng.calls.models import Call, Committee
from zhicheng.dossier import operations as dossier
from zhicheng.dossier.models import Record
from zhicheng.files import operations as files
from zhicheng.files.models import StoredFile
from zhicheng.organizations import operations as organizations
from zhicheng.organizations.models import Organization, Role, UnitRequest
from zhicheng.organizations.queries import open_affiliation
from zhicheng.reference.models import Region
from zhicheng.review import operations as review
from zhicheng.review.models import Expert, Item, Meeting, Seat


@cache
def pdf_bytes(pages: int = 1) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def picture_bytes(kind: str = "JPEG") -> bytes:
    out = BytesIO()
    Image.linear_gradient("L").resize((600, 880)).convert("RGB").save(out, kind)
    return out.getvalue()


@dataclass
class World:
    """Who and what there is, and the time by which the case runs."""

    at: datetime
    unit: Organization
    other_unit: Organization
    competent: Organization
    bureau: Organization
    office: Organization
    committee: Committee
    call: Call
    li: User
    wu: User
    province: Organization
    he: User  # of the province
    wang: User
    luo: User  # of the other unit
    zhao: User
    qian: User
    feng: User
    experts: list[Expert]

    @property
    def sun(self) -> User:
        return self.experts[0].user

    @property
    def zhou(self) -> User:
        return self.experts[1].user

    def later(self, **span: float) -> datetime:
        """Let time pass; returns the new time."""
        self.at += timedelta(**(span or {"hours": 1}))
        return self.at

    # ── 李工 fills in ──

    def start(self, applicant: User | None = None, *, year: int = 2026, kind: str = "evaluation") -> Application:
        person = applicant or self.li
        if get_kind(kind).needs_unit and open_affiliation(person) is None:
            operations.choose_unit(person=person, unit=self.unit, at=self.at)
        return operations.start(kind=kind, applicant=person, year=year, level=answers.KINDS[kind].level, at=self.at)

    def save(self, application: Application, key: str, typed: answers.Typed) -> bool:
        step = kind_of(application).step(key)
        assert isinstance(step, FormStep)
        actor, raw = application.applicant, answers.raw(typed)
        papers = [self.paper(actor)] if step.proof else None
        return operations.save_step(application=application, step=step, raw=raw, papers=papers, actor=actor, at=self.at)

    def paper(self, owner: User, name: str = "证明.pdf") -> StoredFile:
        return files.store(owner=owner, name=name, data=pdf_bytes(), at=self.at)

    def add(
        self,
        application: Application,
        key: str,
        typed: answers.Typed,
        *,
        pk: int | None = None,
        actor: User | None = None,
    ) -> Record:
        """One row as the page adds it: through its form, with its evidence; by who assists, or the applicant."""
        application = fresh(application)
        step = self.step(application, key)
        form = step.form(
            as_data(answers.raw(typed)), today=self.at.date(), window=step.window(Reading(application, at=self.at))
        )
        assert form.is_valid(), form.errors
        owner = application.applicant
        proof = [self.paper(owner)] if step.evidence else []
        return operations.add_record(
            application=application,
            step=step,
            fields=form.cleaned_data,
            evidence=proof,
            pk=pk,
            actor=actor or owner,
            at=self.at,
        )

    def step(self, application: Application, key: str) -> RecordStep:
        step = kind_of(application).step(key)
        assert isinstance(step, RecordStep)
        return step

    def choose(self, application: Application, key: str, *rows: Record) -> None:
        step = self.step(application, key)
        actor, ticked = application.applicant, [row.pk for row in rows]
        operations.choose_records(
            application=application, step=step, ticked=ticked, none=False, actor=actor, at=self.at
        )

    def request(self, kind: str = "evaluation", **changes: str) -> answers.Typed:
        own = {"call": str(self.call.pk)} if get_kind(kind).by_call else {}
        own |= {"unit": str(self.other_unit.pk)} if "unit" in get_kind(kind).request.form.base_fields else {}
        return {**answers.KINDS[kind].request, **own, **changes}

    def fill(self, application: Application, *, skip: Iterable[str] = ()) -> Application:
        """A complete draft: every part of both 填写 pages and every red box."""
        person_, left_out, rule = application.applicant, set(skip), kind_of(application)
        asked = {step.key for step in rule.steps}
        if application.employer is None:
            operations.choose_unit(person=person_, unit=self.unit, at=self.at)
        if "basic" in asked:
            self.save(application, "basic", answers.BASIC)
        if "photo" in asked:
            dossier.set_photo(owner=person_, data=picture_bytes(), crop=None, at=self.at, name="照片.jpg")
        for key, rows in answers.KINDS[rule.key].records.items():
            for typed in rows if key not in left_out else ():
                self.add(application, key, typed)
        if "request" not in left_out:
            assert self.save(fresh(application), rule.request.key, self.request(rule.key))
        if "boxes" not in left_out:
            self.fill_boxes(application)
        return fresh(application)

    def fill_boxes(self, application: Application) -> None:
        boxes = missing(sections(Reading(fresh(application), at=self.at)))
        typed = answers.KINDS[kind_of(application).key].boxes
        values = {row["fill"]: typed[row["label"]] for _, row in boxes}
        operations.supplement(application=application, values=values, actor=application.applicant, at=self.at)

    def download(self, application: Application) -> str:
        """Note the download of the form as it stands, without waiting for the PDF; returns its content hash."""
        printed = operations.request_print(application=application, at=self.at)
        operations.note_download(printed=printed, actor=application.applicant)
        return printed.content_hash

    def answer(self, application: Application) -> None:
        """李工 writes a word to every point of the 一次性告知书."""
        case = fresh(application)
        words = {item["section"]: "已核对，没有改动的必要" for item in open_corrections(case)}
        operations.answer_corrections(application=case, actor=application.applicant, words=words, at=self.at)

    def submit(self, application: Application, *, key: str = "") -> Submission:
        if fresh(application).status == Status.RETURNED:
            self.answer(application)
        downloads = kind_of(application).must_download
        digest = self.download(application) if downloads else digest_of(Reading(fresh(application), at=self.at))
        return operations.submit(
            application=application,
            request_key=key or uuid4().hex,
            content_hash=digest,
            actor=application.applicant,
            at=self.at,
        )

    # ── the desks ──

    def officer(self, stage: StageRecord) -> User:
        """The one of the cast who sits at the desk."""
        elsewhere = {self.other_unit.pk: self.luo, self.province.pk: self.he}
        if stage.organization_id in elsewhere:
            return elsewhere[stage.organization_id]
        return {Role.UNIT: self.wang, Role.COMPETENT: self.zhao, Role.OFFICE: self.feng, Role.HRSS: self.qian}[
            Role(stage.role)
        ]

    def decide(self, application: Application, outcome: Outcome = Outcome.PASSED, **changes: Any) -> None:
        stage = stage_of(application)
        more: dict[str, Any] = {"data": self.typed_at(stage), "opinion": "材料齐全，同意。"}
        if outcome == Outcome.RETURNED:
            items = [{"section": "education", "title": "学历学位", "text": "毕业证书不清楚，重新上传"}]
            more = {"items": items, "due_on": self.at.date() + timedelta(days=15), "opinion": "补正后再报"}
        more = {"actor": self.officer(stage), **more, **changes}
        operations.decide(stage=stage, outcome=outcome, at=self.later(), **more)

    def typed_at(self, stage: StageRecord) -> dict[str, object]:
        """What is filled in at a stage."""
        return dict(answers.KINDS[stage.application.kind].desks.get(stage.key, {}))

    def respond(self, application: Application) -> None:
        """李工 hands in what the stage in mid-route waits for."""
        stage, actor = stage_of(application), application.applicant
        papers = [self.paper(actor)] if kind_of(application).stage(stage.key).proof else []
        data = self.typed_at(stage)
        operations.respond(application=application, actor=actor, data=data, files=papers, at=self.later())

    def end_notice(self, application: Application) -> None:
        ends_at = Notice.objects.get(stage=stage_of(application)).ends_at
        self.at = max(self.at, timezone.localtime(ends_at))
        operations.close_notices(at=self.at)

    # ── the meeting ──

    def convene(self, *applications: Application) -> Item:
        """Plan and open a meeting on these cases: five seats, 周评委 recused from the first case, its vote open."""
        number = f"2026-{(Meeting.objects.aggregate(last=Max('pk'))['last'] or 0) + 1:02d}"
        desk: dict[str, Any] = {"actor": self.feng, "at": self.later()}
        meeting = review.plan_meeting(
            call=self.call, name="2026 年度评审会", number=number, held_on=self.at.date(), **desk
        )
        for place, expert in enumerate(self.experts, start=1):
            review.seat(meeting=meeting, expert=expert, number=place, is_chair=place == 1, **desk)
        items = review.add_items(meeting=meeting, applications=applications, **desk)
        for seat in Seat.objects.filter(meeting=meeting).select_related("expert__user"):
            review.sign_in(seat=seat, actor=seat.expert.user, at=self.at)
        review.recuse(item=items[0], expert=self.experts[1], reason="同事", actor=self.zhou, at=self.at)
        review.open_meeting(meeting=meeting, actor=self.sun, at=self.at)
        return review.open_item(item=items[0], actor=self.sun, at=self.at)

    def vote(self, item: Item, choices: str = "yes yes yes no") -> list[str]:
        voters = [expert for expert in self.experts if expert.user != self.zhou]
        return [
            review.vote(item=item, expert=expert, choice=choice, nonce=token_urlsafe(), at=self.at)
            for expert, choice in zip(voters, choices.split(), strict=True)
        ]

    def review(self, application: Application, choices: str = "yes yes yes no") -> Item:
        item = self.convene(application)
        self.vote(item, choices)
        closed = review.close_item(item=item, actor=self.sun, at=self.later())
        review.close_meeting(meeting=item.meeting, actor=self.sun, at=self.at)
        return closed

    # ── the bureau ──

    def asks_for_unit(self, person: User | None = None, **changes: Any) -> UnitRequest:
        """Somebody's unit is not in the list, so he asks the bureau for it."""
        person = person or self.li
        asked: dict[str, Any] = {
            "name": "清远市绿水环保科技有限公司",
            "credit_code": "91441800MA4W2Q1X7Y",
            "nature": "private",
            "region": Region.objects.get(code="441802"),
            "contact": "郑经理",
            "phone": "0763-3360009",
            "remark": "",
            "proofs": [files.store(owner=person, name="营业执照.pdf", data=pdf_bytes(), at=self.at)],
        }
        return organizations.request_unit(requester=person, at=self.at, **asked | changes)

    # ── anywhere ──

    def filled(self, applicant: User | None = None, *, kind: str = "evaluation") -> Application:
        return self.fill(self.start(applicant, kind=kind))

    def submitted(self, applicant: User | None = None, *, kind: str = "evaluation") -> Application:
        application = self.filled(applicant, kind=kind)
        self.submit(application)
        return fresh(application)

    def go(self, application: Application, *, to: str = "", choices: str = "yes yes yes no") -> Application:
        """Every desk passes the case and the meeting votes, until it waits at the stage `to` or is closed.

        A desk that assesses passes it as well, unless the first of the `choices` is no.
        """
        while (stage := current_stage(fresh(application))) is not None and stage.key != to:
            match stage.gate:
                case Gate.DESK:
                    fails = kind_of(application).stage(stage.key).assesses and choices.startswith("no")
                    self.decide(application, Outcome.NOT_PASSED if fails else Outcome.PASSED)
                case Gate.APPLICANT:
                    self.respond(application)
                case Gate.NOTICE:
                    self.end_notice(application)
                case _:
                    self.review(application, choices)
        return fresh(application)

    def at_stage(
        self,
        key: str,
        applicant: User | None = None,
        *,
        choices: str = "yes yes yes no",
        kind: str = "evaluation",
    ) -> Application:
        return self.go(self.submitted(applicant, kind=kind), to=key, choices=choices)


def fresh(application: Application) -> Application:
    """The case as the database has it now."""
    return Application.objects.select_related(
        "content", "applicant", "employer__parent", "title", "call", "window"
    ).get(pk=application.pk)


def stage_of(application: Application) -> StageRecord:
    stage = current_stage(application)
    assert stage is not None
    return stage
