"""One case walks its way, by the verbs people use, at the times they would have used them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.applications.kind import FormStep, RecordStep
from zhicheng.applications.models import Application, Gate, Mode, Notice, Outcome, PrintedForm, StageRecord
from zhicheng.applications.operations.printing import digest_of
from zhicheng.applications.queries import current_stage
from zhicheng.applications.reading import Reading
from zhicheng.applications.registry import get_kind, kind_of
from zhicheng.applications.rejection import reasons
from zhicheng.applications.steps import answer
from zhicheng.core.workdays import add_workdays
from zhicheng.demo import life, papers, ways
from zhicheng.demo.cast import UNITS, Applicant
from zhicheng.demo.town import Town
from zhicheng.dossier import operations as dossier
from zhicheng.dossier.models import Record
from zhicheng.files import operations as files
from zhicheng.files.models import StoredFile
from zhicheng.organizations.queries import open_affiliation

# Working days from 提交 to the decision of each desk; the 公示 takes five.
DECIDED = {
    **{"unit": 1, "recommend": 7, "competent": 9, "intake": 11, "recognise": 13, "confirm": 20},
    **{"bureau": 11, "letter": 13, "result": 18, "receive": 1, "release": 3},
}
CONFIRMED = 7  # working days after the meeting
OPINIONS = {
    "unit": "材料齐全，与原件一致，同意公示。",
    "recommend": "公示无异议，同意推荐。",
    "competent": "符合申报条件，同意报送。",
    "intake": "符合受理条件，予以受理。",
    "bureau": "材料齐全，同意报送省人社厅。",
    "letter": "广东没有相应的评审委员会，同意委托。",
    "receive": "已签订劳动合同，同意接收。",
    "release": "离职手续已办理，同意调出。",
    "recognise": "考核认定合格。",
    "confirm": "同意，予以核准。",
}
FILLING = timedelta(minutes=6)  # from one page to the next


def fresh(application: Application) -> Application:
    """This function will return the case as the database has it now."""
    return Application.objects.select_related(
        "content", "applicant", "employer__parent", "call__committee", "specialty", "title__series"
    ).get(pk=application.pk)


# ── the applicant ──


def begin(
    town: Town,
    who: Applicant,
    *,
    ago: int,
    year: int | None = None,
    skip: Collection[str] = (),
    kind: str = "evaluation",
    mode: Mode = Mode.NORMAL,
) -> Application:
    """This function will register somebody and fill in a case `ago` working days before the loading.

    `skip` names pages left open. With none the draft is complete but for the red boxes.
    """
    at = town.moment(ago, who.seq)
    year = year or town.year
    person = town.applicant(who, at=at - timedelta(days=30))
    unit = town.organizations[who.unit]
    operations.choose_unit(person=person, unit=unit, at=at - timedelta(days=29))
    level = who.level if "level" in get_kind(kind).starts.base_fields else ""
    case = operations.start(kind=kind, applicant=person, year=year, level=level, mode=mode, at=at)
    fill(town, case, who, at=at + FILLING, skip=skip)
    return case


def fill(town: Town, case: Application, who: Applicant, *, at: datetime, skip: Collection[str] = ()) -> None:
    """This function will answer every page of a draft, one after the other, except those in `skip`."""
    person, rows = case.applicant, ways.records(who, case.year, Mode(case.mode))
    if "photo" not in skip:
        set_photo(person, who, at=at)
    for step in kind_of(case).steps:
        at += FILLING
        if step.key in skip or (step.key in Mode.values and step.key != case.mode):
            continue
        if isinstance(step, RecordStep):
            _list(case, step, rows.get(step.key, []), at=at)
        elif step.key == "basic":
            _save(case, step, life.profile(who, case.year), at=at)
        elif step.key == case.mode:
            _save(case, step, ways.page(who, case.year, case.mode), at=at)
        elif step is kind_of(case).request:
            _save(case, step, _request(town, who, case), at=at)


def set_photo(person: User, who: Applicant, *, at: datetime) -> None:
    """This function will give the person a drawn photo."""
    picture = papers.portrait(who.seq % 15, is_woman=who.seq % 2 == 0)
    dossier.set_photo(owner=person, data=picture, crop=None, at=at, name="证件照片.jpg")


def scanned(owner: User, key: str, *, at: datetime) -> StoredFile:
    """This function will hand in the papers that prove the rows of the list `key`, in one scan."""
    title = papers.TITLES[key]
    return files.store(owner=owner, name=f"{title}.pdf", data=papers.paper(title), at=at)


def keep_rows(
    owner: User, key: str, model: type[Record], rows: Sequence[life.Fields], *, at: datetime, with_papers: bool = True
) -> list[int]:
    """This function will write rows of the life record, all proved by one scan, and return their keys."""
    kept = []
    evidence = [scanned(owner, key, at=at)] if rows and with_papers else []
    for fields in rows:
        row = dossier.save_record(owner=owner, model=model, fields=fields, evidence=evidence, at=at, actor=owner)
        kept.append(row.pk)
    return kept


def _list(case: Application, step: RecordStep, rows: Sequence[life.Fields], *, at: datetime) -> None:
    person = case.applicant
    ticked = keep_rows(person, step.key, step.model, rows, at=at, with_papers=step.evidence)
    operations.choose_records(application=case, step=step, ticked=ticked, none=not rows, actor=person, at=at)


def _save(case: Application, step: FormStep, typed: life.Fields, *, at: datetime) -> None:
    raw = {name: [str(value)] for name, value in typed.items()}
    person = case.applicant
    papers = [scanned(person, step.key, at=at)] if step.proof else None
    if not operations.save_step(application=case, step=step, raw=raw, papers=papers, actor=person, at=at):
        raise ValueError(f"{case.number}: {step.key} is not valid")


def _request(town: Town, who: Applicant, case: Application) -> life.Fields:
    kind = kind_of(case)
    if "unit" in kind.request.form.base_fields:
        to = UNITS[(UNITS.index(who.unit) + 1) % len(UNITS)]
        return {"unit": town.organizations[to].pk, "cause": "job", "reason": f"{case.year} 年调入{to}。"}
    if kind.entrusts:
        return life.entrusted(who)
    asked = {"series": "05", "specialty": who.specialty, "level": who.level}
    if kind_of(case).by_call:
        return {**asked, "call": town.calls[case.year, who.level].pk}
    return {**asked, **life.post(who, case.year)}


def supplement(case: Application, who: Applicant, *, at: datetime) -> None:
    """This function will fill in the red boxes (补录)."""
    case = fresh(case)
    affiliation = open_affiliation(case.applicant)
    assert affiliation is not None  # noqa: S101 -- chosen in `begin`
    summary = life.summary(who, affiliation.unit)
    values = {"work_summary": summary, "summary": summary, "duty": "无"}
    values |= {f"witness.{pk}": "陈主任" for pk in answer(case, "work").ticked}
    operations.supplement(application=case, values=values, actor=case.applicant, at=at)


def hand_in(
    town: Town,
    who: Applicant,
    *,
    ago: int,
    year: int | None = None,
    kind: str = "evaluation",
    mode: Mode = Mode.NORMAL,
) -> Application:
    """This function will return a case that was filled in and submitted `ago` working days before the loading."""
    case = begin(town, who, ago=ago + 2, year=year, kind=kind, mode=mode)
    at = town.moment(ago, who.seq)
    supplement(case, who, at=at - FILLING)
    submit(case, at=at)
    return fresh(case)


def submit(case: Application, *, at: datetime) -> None:
    """This function will download the form and submit the case.

    The PDF itself is made when somebody asks for it: eighty at once would keep the worker busy for minutes.
    """
    case = fresh(case)
    digest = digest_of(Reading(case, at=at))
    printed = PrintedForm.objects.create(application=case, content_hash=digest, requested_at=at)
    operations.note_download(printed=printed, actor=case.applicant)
    operations.submit(application=case, request_key=uuid4().hex, content_hash=digest, actor=case.applicant, at=at)
    printed.delete()


# ── the desks ──


def walk(town: Town, case: Application, *, submitted: int, to: str) -> Application:
    """This function will let desks and clock bring a case on until it waits at the stage `to`."""
    seq = case.pk % 50
    while (stage := current_stage(case)) is not None and stage.key != to:
        if stage.gate == Gate.NOTICE:
            end_notice(stage)
        elif stage.gate == Gate.APPLICANT:
            respond(case, at=town.moment(submitted - DECIDED[stage.key], seq))
        else:
            decide(town, stage, at=town.moment(submitted - DECIDED[stage.key], seq))
    return case


def respond(case: Application, *, at: datetime) -> None:
    """This function will let the applicant hand in the result from elsewhere."""
    data: dict[str, object] = {
        "result": "passed",
        "decided_on": f"{timezone.localdate(at):%Y-%m-%d}",
        "committee": life.ELSEWHERE["committee"],
        "document": f"湘职称〔{at.year}〕31 号",
    }
    papers = [scanned(case.applicant, "result", at=at)]
    operations.respond(application=case, actor=case.applicant, data=data, files=papers, at=at)


def decide(town: Town, stage: StageRecord, *, at: datetime, outcome: Outcome = Outcome.PASSED) -> None:
    """This function will let the officer at the desk pass the case, or find it wanting."""
    officer = town.officers[stage.organization_id, stage.role]
    data: dict[str, dict[str, object]] = {
        "unit": {
            "place": "单位公告栏和单位网站",
            "phone": stage.organization.contact_phone,
            "appraisal": "爱岗敬业，能独立完成岗位工作，出勤正常，按时保质完成任务。",
            "grade": "competent",
        },
        "letter": {"signer": "周副厅长", "remark": ""},
        "release": {"settled": True},
        "recommend": {"result": "clear", "officer": "陈院长"},
        "confirm": {"approval": f"清人社职〔{at.year}〕{at.month} 号"},
    }
    operations.decide(
        stage=stage,
        actor=officer,
        outcome=outcome,
        opinion=OPINIONS[stage.key] if outcome == Outcome.PASSED else "工作年限不足，考核认定不合格。",
        at=at,
        data=data.get(stage.key, {}),
    )


def give_back(town: Town, case: Application, *, ago: int) -> None:
    """This function will let the desk where the case waits return it with two defects."""
    stage = _stage(case)
    items = [
        {"section": "education", "title": "学历学位", "text": "毕业证书扫描件不完整，重新上传含编号的整页"},
        {"section": "appraisal", "title": "考核信息", "text": "上一年度考核表没有单位盖章，盖章后重新上传"},
    ]
    at = town.moment(ago, case.pk % 50)
    due_on = add_workdays(timezone.localdate(at), 15, calendar=town.calendar)
    officer = town.officers[stage.organization_id, stage.role]
    operations.decide(
        stage=stage,
        actor=officer,
        outcome=Outcome.RETURNED,
        opinion="按所列 2 处补正后重新提交。",
        at=at,
        items=items,
        due_on=due_on,
    )


def propose_rejection(town: Town, case: Application, *, code: str, text: str, ago: int) -> None:
    """This function will let the desk where the case waits propose to reject it; the second officer has not looked."""
    stage, at = _stage(case), town.moment(ago, case.pk % 50)
    reason = reasons(stage, on=timezone.localdate(at)).get(code=code)
    operations.propose_rejection(
        stage=stage,
        reason=reason.name,
        article=reason.source,
        text=text,
        actor=town.officers[stage.organization_id, stage.role],
        at=at,
    )


def end_notice(stage: StageRecord) -> None:
    """This function will let the clock close a 公示 at its 24:00."""
    operations.close_notices(at=Notice.objects.get(stage=stage).ends_at)


def _stage(case: Application) -> StageRecord:
    stage = current_stage(case)
    assert stage is not None  # noqa: S101 -- the story brought it here
    return stage
