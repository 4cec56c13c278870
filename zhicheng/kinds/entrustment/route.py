"""The desks of 省外委托评审申请, in order (2-domain §3.4), the letter and the certificate."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from zhicheng.applications import operations
from zhicheng.applications.kind import Stage
from zhicheng.applications.models import Application, Gate, Outcome
from zhicheng.applications.steps import answer
from zhicheng.certificates import operations as certificates
from zhicheng.kinds.common import desk_forms, desks
from zhicheng.kinds.common.effects import filled_in
from zhicheng.kinds.common.stages import NOTICE_BEFORE, RECOMMEND
from zhicheng.kinds.entrustment import forms, guide
from zhicheng.kinds.entrustment.scope import stands_in_the_way
from zhicheng.letters import operations as letters
from zhicheng.letters.queries import letter_of
from zhicheng.organizations.models import Organization, Role
from zhicheng.organizations.queries import bureau_of
from zhicheng.reference.queries import codes

PROVINCE = "440000"
DONE = "已经人事管理单位审核、公示（公示结果：{notice}）并推荐，主管单位和人社部门审核通过。{remark}"


def province(application: Application | None = None) -> Organization | None:
    """This function will return 省人社厅, if it has an officer."""
    return bureau_of(PROVINCE)


def city(application: Application) -> Organization | None:
    """This function will return the 人社部门 of the unit's region, or None where that is the province itself."""
    bureau, above = desks.bureau(application), province()
    return None if bureau is None or bureau == above else bureau


def issue_letter(application: Application, at: datetime) -> None:
    """This function will issue the 委托评审函; it raises operations.NotAllowed where Guangdong has the committee."""
    issuer = province()
    if issuer is None or stands_in_the_way(application):
        raise operations.NotAllowed
    asked = {name: values[-1] for name, values in answer(application, "request").raw.items() if values}
    names = dict(codes("province", on=timezone.localdate(at)).values_list("code", "name"))
    notice = {"clear": "无异议", "settled": "有异议，经核查不影响推荐"}[filled_in(application, "recommend")["result"]]
    entrusted = letters.Entrusted(
        province=names.get(asked["province"], ""),
        committee=asked["committee"].strip(),
        reason=asked["reason"].strip(),
        done=DONE.format(notice=notice, remark=filled_in(application, "letter").get("remark", "")),
    )
    letters.issue(application=application, entrusted=entrusted, issuer=issuer.name, at=at, actor=None)


def last_day(application: Application) -> date | None:
    """This function will return until when the result may be handed in: while the letter holds."""
    letter = letter_of(application)
    return letter.valid_until if letter else None


def issue_certificate(application: Application, at: datetime) -> None:
    """This function will issue the certificate of a result that was confirmed, in the name of the committee."""
    if application.outcome != Outcome.PASSED:
        return
    said, issuer = filled_in(application, "result"), province()
    if issuer is None or said["result"] != forms.PASSED:
        raise operations.NotAllowed
    certificates.issue(
        application=application,
        at=at,
        committee=said["committee"],
        issuer=issuer.name,
        approval=filled_in(application, "confirm").get("approval", ""),
        obtained_on=date.fromisoformat(said["decided_on"]),
        place=issuer,
    )


ROUTE = (
    Stage(
        key="unit",
        title="人事管理单位审核",
        waiting="待单位审核",
        role=Role.UNIT,
        at=desks.employer,
        form=desk_forms.PublicityForm,
        sla_days=7,
        rejects=True,
        yes_label="通过，进入单位公示",
    ),
    NOTICE_BEFORE,
    RECOMMEND,
    Stage(
        key="competent",
        title="主管单位审核",
        waiting="待主管单位审核",
        role=Role.COMPETENT,
        at=desks.competent,
        sla_days=10,
        resumes=True,
        rejects=True,
        yes_label="通过，报送人社部门",
    ),
    Stage(
        key="bureau",
        title="市人社部门审核",
        waiting="待市人社审核",
        role=Role.HRSS,
        at=city,
        sla_days=10,
        resumes=True,
        rejects=True,
        yes_label="通过，报送省人社厅",
    ),
    Stage(
        key="letter",
        title="省人社部门审核",
        waiting="待省人社审核",
        role=Role.HRSS,
        at=province,
        form=forms.LetterForm,
        then=issue_letter,
        sla_days=15,
        resumes=True,
        rejects=True,
        yes_label="同意委托，出具委托评审函",
        no_label="不予委托",
    ),
    Stage(
        key="result",
        title="提交评审结果",
        waiting="待提交评审结果",
        at=province,
        gate=Gate.APPLICANT,
        form=forms.ResultForm,
        proof="评审表、公示证明和通过文件",
        until=last_day,
        lapses=guide.RESULT,
    ),
    Stage(
        key="confirm",
        title="省人社部门确认",
        waiting="待省人社确认",
        role=Role.HRSS,
        at=province,
        form=forms.OutsideForm,
        assesses=True,
        then=issue_certificate,
        returns=False,
        sla_days=15,
        yes_label="确认合格，发证并办结",
        no_label="不予确认",
        fail_label="未通过或不予确认，办结",
    ),
)
