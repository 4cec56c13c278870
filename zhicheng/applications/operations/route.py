"""Moving a case along its route: write the stops down, arrive, leave, finish."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.applications.kind import Stage
from zhicheng.applications.models import Application, Gate, Outcome, StageRecord, Status
from zhicheng.applications.registry import kind_of
from zhicheng.core.workdays import add_workdays
from zhicheng.dossier import operations as dossier
from zhicheng.notifications import operations as notifications
from zhicheng.organizations.queries import members
from zhicheng.reference.queries import calendar


def write_route(application: Application) -> None:
    """This function will write down the stops of this round; after a return it begins where the case resumes."""
    kind = kind_of(application)
    route: Iterable[Stage] = kind.route
    last = application.stages.filter(round=application.round - 1, outcome=Outcome.RETURNED).first()
    if last is not None and kind.stage(last.key).resumes:
        keys = [stage.key for stage in kind.route]
        route = kind.route[keys.index(last.key) :]
    stops = [(stage, stage.at(application)) for stage in route]
    StageRecord.objects.bulk_create(
        StageRecord(
            application=application,
            round=application.round,
            order=order,
            key=stage.key,
            title=stage.title,
            waiting=stage.waiting,
            gate=stage.gate,
            role=stage.role or "",
            organization=organization,
        )
        for order, (stage, organization) in enumerate((s, o) for s, o in stops if o is not None)
    )


def advance(application: Application, *, at: datetime) -> None:
    """This function will bring the case to its next stop, or finish it when there is none."""
    ahead = application.stages.filter(round=application.round, outcome=Outcome.PENDING, arrived_at=None)
    for record in ahead.select_related("organization").order_by("order"):
        stage = kind_of(application).stage(record.key)
        if not stage.applies(application):
            record.outcome = Outcome.VOID
            record.save(update_fields=["outcome"])
            continue
        record.arrived_at = at
        record.due_on = stage.until(application)
        if stage.sla_days:
            record.due_on = add_workdays(timezone.localdate(at), stage.sla_days, calendar=calendar())
        record.save(update_fields=["arrived_at", "due_on"])
        stage.arrive(application, at)
        _tell_desk(record, application, at=at)
        return
    finish(application, at=at)


def _tell_desk(record: StageRecord, application: Application, *, at: datetime) -> None:
    if record.gate == Gate.APPLICANT:
        until = f"{record.due_on.month} 月 {record.due_on.day} 日前" if record.due_on else ""
        words = f"现在由您办理：{record.title}。{until}登录系统提交。"
        tell_applicant(application, title=f"{record.waiting}：{application.number}", body=words, at=at)
    if record.role:
        notifications.notify(
            recipients=members(record.organization, record.role),
            title=f"{record.waiting}：{application.number}",
            body=f"{application.applicant.name}的{kind_of(application).title}已到{record.organization.name}。",
            about=application.number,
            at=at,
            channels=(),
        )


def leave(
    record: StageRecord,
    *,
    outcome: Outcome,
    actor: User | None,
    opinion: str,
    data: dict[str, object],
    at: datetime,
) -> None:
    """This function will write how a stop ended."""
    record.outcome = outcome
    record.decided_at, record.decided_by = at, actor
    record.opinion, record.data = opinion, data
    record.save(update_fields=["outcome", "decided_at", "decided_by", "opinion", "data"])


def void_rest(application: Application) -> None:
    """This function will mark the stops that the case will not reach in this round."""
    application.stages.filter(outcome=Outcome.PENDING).update(outcome=Outcome.VOID)


def refs_of(application: Application) -> dict[str, list[int]]:
    """This function will return the dossier rows that the last submission used, ids by model name."""
    snapshot = application.content.snapshot
    return dict(snapshot["refs"]) if snapshot else {}


def finish(application: Application, *, at: datetime) -> None:
    """This function will close a case that passed its last stop: 办结, then 入库, passed or not."""
    passed = application.outcome != Outcome.NOT_PASSED
    end(application, Status.PASSED if passed else Status.NOT_PASSED, at=at)
    kind = kind_of(application)
    result = f"，{kind.verdicts[0 if passed else 1]}" if application.outcome else ""
    where = "证书在“我的职称证书”里下载。" if passed and kind.certifies else ""
    tell_applicant(application, title=f"{kind.title}已办结", body=f"已办结{result}。{where}", at=at)


def end(application: Application, status: Status, *, at: datetime) -> None:
    """This function will give the case its last word and settle its rows: judged ones are archived, others freed."""
    application.status, application.closed_at = status, at
    application.save(update_fields=["status", "closed_at"])
    void_rest(application)
    refs = refs_of(application)
    if kind_of(application).archives and status in (Status.PASSED, Status.NOT_PASSED):
        dossier.archive(refs=refs, number=application.number, at=at)
    else:
        dossier.release(refs=refs, number=application.number)


def tell_applicant(application: Application, *, title: str, body: str, at: datetime) -> None:
    """This function will write to the applicant, in the site and by SMS."""
    notifications.notify(
        recipients=[application.applicant],
        title=title,
        body=f"您的 {application.year} 年度{kind_of(application).title}{body}",
        about=application.number,
        at=at,
        channels=("sms",),
    )
