"""Smaller business of those who passed last year: certificates issued anew, records and names put right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from zhicheng.applications import operations
from zhicheng.applications.kind import FormStep
from zhicheng.applications.models import Application, Outcome
from zhicheng.applications.queries import current_stage
from zhicheng.applications.registry import kind_of
from zhicheng.certificates.models import Certificate
from zhicheng.core.workdays import add_workdays
from zhicheng.demo import life, papers, paths
from zhicheng.demo.cast import Applicant, identity
from zhicheng.demo.town import Town
from zhicheng.dossier.models import Education
from zhicheng.files import operations as files
from zhicheng.kinds.record_correction.subjects import FORMS, key_of, model_name

Typed = Mapping[str, Any]
OPINIONS = {"unit": "情况属实，同意上报。", "bureau": "经核对材料，同意办理。"}
LOST = {"way": "lost", "reason": "搬家时遗失，已登报声明作废。", "promise": "on"}
DAMAGED = {"way": "damaged", "reason": "受潮破损，照片和编号看不清。", "promise": "on"}
UNCLEAR = [{"section": "request", "title": "填写申请信息", "text": "评审表复印件缺最后一页，补齐后重新上传"}]


def run(town: Town, people: list[tuple[Applicant, Application]]) -> None:
    """This function will let ten people who passed, the first and the sixth of 环科院, be on their way.

    One or two of each business wait at every desk, one was returned, some are closed.
    """
    _reissues(town, people[:5])
    _corrections(town, people[5:9])


def _reissues(town: Town, people: list[tuple[Applicant, Application]]) -> None:
    waiting, at_bureau, closed, draft, returned = people
    for (who, passed), why, ago, to in (
        (waiting, LOST, 1, "unit"),
        (at_bureau, DAMAGED, 3, "bureau"),
        (closed, LOST, 8, ""),
        (returned, LOST, 5, "bureau"),
    ):
        certificate = Certificate.objects.get(application=passed)
        case = _begin(town, "reissue", who, passed, ago=ago)
        _fill(case, {"certificate": certificate.pk, **why})
        _go(town, case, ago=ago, to=to)
    case = Application.objects.filter(kind="reissue", applicant=returned[1].applicant).get()
    _give_back(town, case, ago=1)
    _begin(town, "reissue", *draft, ago=1)


def _corrections(town: Town, people: list[tuple[Applicant, Application]]) -> None:
    """A record at the unit, a name and a number at the bureau, a record put right."""
    record, name, number, closed = people
    wrong_year = {"reason": "毕业时间填错一年，以毕业证书为准。"}
    for (who, passed), ago, to in ((record, 1, "unit"), (closed, 7, "")):
        row = Education._base_manager.filter(owner=passed.applicant_id).latest("pk")
        case = _begin(town, "record_correction", who, passed, ago=ago)
        year = {f"{model_name(row)}-ended_on_0": row.ended_on.year + 1}
        _fill(case, {**typed(row), **year, **wrong_year, "subject": key_of(row)})
        _go(town, case, ago=ago, to=to)
    case = _begin(town, "record_correction", *name, ago=3)
    renamed = {"subject": "name", "new_name": f"{name[0].name[0]}{name[0].name[1:]}一", "reason": "公安机关准予改名。"}
    _fill(case, renamed)
    _go(town, case, ago=3, to="bureau")
    case = _begin(town, "record_correction", *number, ago=4)
    right = identity(number[0].born_on(town.year - 1) + timedelta(days=31), number[0].seq)
    told = {"subject": "id_number", "id_type": "resident", "sealed_id_number": right, "reason": "登记时出生月份填错。"}
    _fill(case, told)
    _go(town, case, ago=4, to="bureau")


def typed(row: Education) -> dict[str, Any]:
    """This function will return a record as its holder types it into a 更正申请."""
    model = model_name(row)
    sent: dict[str, Any] = {}
    for name, field in FORMS[model].base_fields.items():
        value = getattr(row, name)
        if isinstance(value, date):
            parts = (value.year, value.month, value.day)[: len(getattr(field, "units", ""))]
            sent |= {f"{model}-{name}_{place}": part for place, part in enumerate(parts)}
        else:
            sent[f"{model}-{name}"] = "" if value is None else value
    return sent


def _begin(town: Town, kind: str, who: Applicant, passed: Application, *, ago: int) -> Application:
    """The day before he hands it in."""
    at = town.moment(ago + 1, who.seq)
    case = operations.start(kind=kind, applicant=passed.applicant, year=town.year, at=at)
    if kind_of(case).info:
        _save(case, "basic", life.profile(who, town.year), at=at + paths.FILLING)
    return case


def _fill(case: Application, said: Typed) -> None:
    _save(paths.fresh(case), "request", said, at=case.created_at + 2 * paths.FILLING)


def _save(case: Application, key: str, said: Typed, *, at: datetime) -> None:
    step, owner = kind_of(case).step(key), case.applicant
    assert isinstance(step, FormStep)  # noqa: S101 -- a page of questions
    scan = files.store(owner=owner, name="证明材料.pdf", data=papers.paper("证明材料"), at=at) if step.proof else None
    raw = {name: [str(value)] for name, value in said.items()}
    proofs = [scan] if scan else None
    if not operations.save_step(application=case, step=step, raw=raw, papers=proofs, actor=owner, at=at):
        raise ValueError(f"{case.number}: {key} is not valid")


def _go(town: Town, case: Application, *, ago: int, to: str) -> None:
    """Hands the case in, and lets its desks pass it, one a day, until it waits at `to` or is closed."""
    paths.submit(case, at=town.moment(ago, case.pk % 50) + paths.FILLING)
    day = ago
    while (stage := current_stage(paths.fresh(case))) is not None and stage.key != to:
        day -= 1
        operations.decide(
            stage=stage,
            actor=town.officers[stage.organization_id, stage.role],
            outcome=Outcome.PASSED,
            opinion=OPINIONS[stage.key],
            at=town.moment(day, case.pk % 50),
        )


def _give_back(town: Town, case: Application, *, ago: int) -> None:
    stage, at = current_stage(case), town.moment(ago, case.pk % 50)
    assert stage is not None  # noqa: S101 -- it waits at the bureau
    operations.decide(
        stage=stage,
        actor=town.officers[stage.organization_id, stage.role],
        outcome=Outcome.RETURNED,
        opinion="材料不全，补正后重新提交。",
        at=at,
        items=UNCLEAR,
        due_on=add_workdays(timezone.localdate(at), 15, calendar=town.calendar),
    )
