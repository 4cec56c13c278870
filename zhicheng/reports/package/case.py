"""One case, as its applicant may know it: what he said, what was frozen, what came back, his files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from zhicheng.applications.forms import StepForm
from zhicheng.applications.kind import FormStep
from zhicheng.applications.models import Application, CorrectionNotice, Extension, Gate, IdentityChange
from zhicheng.applications.operations import print_now
from zhicheng.applications.progress import progress_of
from zhicheng.applications.queries import filled_in
from zhicheng.applications.reading import Reading
from zhicheng.applications.registry import kind_of
from zhicheng.applications.sections import Section, sections
from zhicheng.applications.steps import answer, form_of
from zhicheng.certificates.models import Certificate
from zhicheng.dossier.models import RECORDS, Record
from zhicheng.dossier.operations import FORMER, MODELS
from zhicheng.files.models import StoredFile
from zhicheng.letters.models import Letter
from zhicheng.reports.package import log
from zhicheng.reports.package.dossier import add_certificates, add_person, add_records
from zhicheng.reports.package.parcel import Field, Fields, Parcel, columns_of, said

JOINED = ("applicant", "content", "employer__parent", "call__committee", "window", "specialty", "title__series")
LETTER = ("number", "holder_name", "id_masked", "unit", "series", "specialty", "level", "title", "year", "province")
LETTER_MORE = ("committee", "reason", "done", "issuer", "issued_on", "valid_until", "withdrawn_on", "withdrawn_for")


def gather(application: Application, *, at: datetime) -> Parcel:
    """This function will collect all that a case holds for its applicant; the form is printed anew where it must."""
    application = Application.objects.select_related(*JOINED).get(pk=application.pk)
    person, kind = application.applicant, kind_of(application)
    parcel = Parcel(f"{application.year} 年度{kind.title}（{application.number}）", person.name, application.number)
    reading = Reading(application, at=at)
    parcel.add("case", "申请", case_fields(application, at=at))
    add_person(parcel, person)
    _answers(parcel, reading)
    _records(parcel, reading)
    _submitted(parcel, reading)
    _answered(parcel, application)
    _papers(parcel, application, at=at)
    parcel.add_list("progress", "办理记录", _timeline(application, at=at))
    parcel.add_list("log", "操作日志", log.events_of_case(application))
    return parcel


def case_fields(application: Application, *, at: datetime) -> Fields:
    """This function will return the columns of a case that are its applicant's to know."""
    kind, unit = kind_of(application), application.employer
    names = ("number", "kind", "year", "level", "mode", "status", "round", "created_at", "submitted_at", "closed_at")
    labels = {"kind": "业务", "status": "状态", "round": "第几次提交", "created_at": "开始时间"}
    labels |= {"submitted_at": "提交时间", "closed_at": "办结时间"}
    found = columns_of(application, [Application._meta.get_field(name) for name in names], labels=labels)  # type: ignore[misc]
    found["kind"] = said("业务", application.kind, kind.title)
    found["employer"] = said("人事管理单位", unit.name if unit else "")
    found["competent"] = said("主管单位", unit.parent.name if unit and unit.parent else "")
    found["title"] = said("职称名称", application.title.name if application.title else "")
    found["series"] = said("系列", application.title.series.name if application.title else "")
    found["specialty"] = said("专业", application.specialty.name if application.specialty else "")
    found["committee"] = said("评审委员会", application.call.committee.name if application.call else "")
    return found


def _answers(parcel: Parcel, reading: Reading) -> None:
    """Each page of questions as it was typed, and what was added in red boxes."""
    application = reading.application
    for step in reading.steps:
        raw = answer(application, step.key).raw if isinstance(step, FormStep) else {}
        if raw:
            form = form_of(cast(FormStep, step), application, at=reading.at)
            item = {name: _typed(name, texts, form) for name, texts in raw.items()}
            parcel.add(f"answer_{step.key}", f"{step.title}（所填原文）", item)
    if kept := application.content.supplements:
        blanks = {blank.key: blank.label for blank in reading.kind.blanks}
        item = {key: said(blanks.get(key.partition(".")[0], key), text) for key, text in kept.items()}
        parcel.add("supplements", "补录", item)
    if change := IdentityChange.objects.filter(application=application).first():
        columns = [column for column in IdentityChange._meta.concrete_fields if column.name != "application"]
        parcel.add("identity_change", "更正后的证件", columns_of(change, columns))


def _typed(name: str, texts: list[str], form: StepForm) -> Field:
    """What was typed in a box; of a box in several parts (work_started_on_0) each stands by itself."""
    whole, part = (name, "") if name in form.fields else (name.rpartition("_")[0], name.rpartition("_")[2])
    field = form.fields.get(whole)
    label = str(field.label) if field is not None and field.label else name
    words = {str(key): str(word) for key, word in choices} if (choices := getattr(field, "choices", None)) else {}
    shown = "；".join(words.get(text, text) for text in texts)
    return said(f"{label}（{int(part) + 1}）" if part.isdigit() else label, texts, shown)


def _records(parcel: Parcel, reading: Reading) -> None:
    """The rows of the life record that the case uses: as ticked while it can be edited, then as frozen."""
    snapshot = reading.application.content.snapshot
    refs: dict[str, Iterable[int]] = dict(snapshot["refs"]) if snapshot else {}
    if reading.application.is_editable:
        refs = {str(model._meta.model_name): [row.pk for row in rows] for model, rows in reading.rows.items()}
    wanted: dict[type[Record], set[int]] = {}
    for name, ids in refs.items():
        for model in FORMER.get(name) or (MODELS[name],):
            wanted.setdefault(model, set()).update(ids)
    for model in RECORDS:
        if model in wanted:
            rows = model.objects.filter(owner=reading.application.applicant, pk__in=wanted[model])
            add_records(parcel, model, rows.prefetch_related("evidence").order_by("pk"))


def _submitted(parcel: Parcel, reading: Reading) -> None:
    """Every submission with its frozen content, and the files that any of them named."""
    application = reading.application
    submissions = list(application.submissions.order_by("round"))
    parcel.more["submitted"] = [
        {"round": one.round, "at": one.at.isoformat(), "content_hash": one.content_hash, "snapshot": one.snapshot}
        for one in submissions
    ]
    rows = [
        {"round": said("第几次", one.round), "at": said("时间", one.at), "hash": said("内容校验码", one.content_hash)}
        for one in submissions
    ]
    parcel.add_list("submissions", "提交", rows)
    contents = [one.snapshot["sections"] for one in reversed(submissions)]
    if application.is_editable:
        contents.insert(0, sections(reading))
    named = [named for content in contents for named in _named(content)]
    named += [("证件照片", one.snapshot["photo"]) for one in submissions if one.snapshot["photo"]]
    named += [("证件照片", str(reading.photo.file_id))] if application.is_editable and reading.photo else []
    files = StoredFile.objects.filter(owner=application.applicant).in_bulk([UUID(pk) for _, pk in named])
    for part, pk in named:
        if file := files.get(UUID(pk)):
            parcel.enclose(file, part)


def _named(content: Iterable[Section]) -> Iterator[tuple[str, str]]:
    for section in content:
        for file in (*section.get("files", ()), *(file for row in section["table"] for file in row["files"])):
            yield section["title"], file["id"]


def _answered(parcel: Parcel, application: Application) -> None:
    """What was asked for on the way and what the applicant handed in; extensions."""
    notices = CorrectionNotice.objects.filter(stage__application=application).select_related("stage__organization")
    parcel.add_list("corrections", "补正要求", [row for notice in notices.order_by("pk") for row in _defects(notice)])
    stages = application.stages.filter(gate=Gate.APPLICANT, decided_at__isnull=False).prefetch_related("files")
    for stage in stages.order_by("round", "order"):
        stage.application = application
        paths = [parcel.enclose(file, stage.title) for file in stage.files.all()]
        item = {f"field_{place}": said(*one) for place, one in enumerate(filled_in(kind_of(application), stage), 1)}
        item |= {"at": said("提交时间", stage.decided_at), "files": said("文件", paths, "；".join(paths))}
        parcel.add(f"response_{stage.round}_{stage.key}", stage.title, item)
    rows = Extension.objects.filter(application=application).order_by("pk")
    items = [{"until": said("延长至", one.until), "reason": said("延期原因", one.reason)} for one in rows]
    parcel.add_list("extensions", "延期", items)


def _defects(notice: CorrectionNotice) -> Iterator[Fields]:
    for item in notice.items:
        yield {
            "issued_at": said("发出时间", notice.issued_at),
            "organization": said("发出单位", notice.stage.organization.name),
            "due_on": said("补正期限", notice.due_on),
            "title": said("部分", item["title"]),
            "text": said("要求", item["text"]),
            "answer": said("本人说明", notice.answers.get(item["section"], "")),
            "answered_at": said("答复时间", notice.answered_at),
        }


def _papers(parcel: Parcel, application: Application, *, at: datetime) -> None:
    """The form as PDF, every edition that was made; letter and certificate."""
    kind = kind_of(application)
    if kind.printed and (application.is_editable or application.content.snapshot):
        newest = print_now(application=application, at=at)
        if newest.problem:
            parcel.absent.append(f"{kind.printed}：{newest.problem}")
        for printed in application.prints.exclude(file=None).select_related("file").order_by("-requested_at", "-pk"):
            parcel.enclose(cast(StoredFile, printed.file), kind.printed)
    letter = Letter.objects.filter(application=application).select_related("pdf").first()
    if letter is not None:
        columns: list[Any] = [Letter._meta.get_field(name) for name in (*LETTER, *LETTER_MORE)]
        parcel.add("letter", "委托评审函", columns_of(letter, columns, labels={"withdrawn_on": "撤回日期"}))
        if letter.pdf is not None:
            parcel.enclose(letter.pdf, "委托评审函")
        else:
            parcel.absent.append(f"委托评审函：{letter.problem or '还没有生成'}")
    certificates = list(Certificate.objects.filter(application=application).select_related("pdf"))
    add_certificates(parcel, certificates)


def _timeline(application: Application, *, at: datetime) -> Iterator[Fields]:
    for one in reversed(progress_of(application, at=at).events):
        yield {
            "title": said("环节", one.title),
            "who": said("谁，何时", one.who),
            "text": said("说明", one.text),
            "quote": said("意见", one.quote),
            "items": said("事项", list(one.items), "；".join(one.items)),
        }
