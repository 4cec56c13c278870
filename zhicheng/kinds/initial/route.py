"""The desks of 初次职称考核认定, in order (2-domain §3.2), and the certificate at the end."""

from __future__ import annotations

from datetime import datetime

from zhicheng.applications.kind import Stage
from zhicheng.applications.models import Application, Gate, Outcome
from zhicheng.certificates import operations as certificates
from zhicheng.kinds.common import desk_forms, desks
from zhicheng.kinds.common.effects import filled_in, is_not_failed, post_after
from zhicheng.kinds.common.stages import NOTICE_BEFORE, RECOMMEND
from zhicheng.kinds.initial.forms import AppraisalForm
from zhicheng.organizations.models import Role
from zhicheng.reference.models import ObtainedBy


def issue_certificate(application: Application, at: datetime) -> None:
    """This function will issue the certificate of a case that was found 合格; the bureau recognised it."""
    bureau = desks.bureau(application)
    if application.outcome != Outcome.PASSED or bureau is None:
        return
    certificates.issue(
        application=application,
        at=at,
        committee=bureau.name,
        issuer=bureau.name,
        approval=filled_in(application, "confirm").get("approval", ""),
        obtained_by=ObtainedBy.RECOGNITION,
        place=bureau,
    )


ROUTE = (
    Stage(
        key="unit",
        title="人事管理单位审核",
        waiting="待单位审核",
        role=Role.UNIT,
        at=desks.employer,
        form=AppraisalForm,
        sla_days=7,
        yes_label="考核合格，进入单位公示",
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
        rejects=True,  # 2-domain §3.5b: education and post do not match, 以考代评
        yes_label="通过，报送人社部门",
    ),
    Stage(
        key="recognise",
        title="人社部门认定",
        waiting="待认定",
        role=Role.HRSS,
        at=desks.bureau,
        assesses=True,
        sla_days=20,
        resumes=True,
        yes_label="考核认定合格",
        fail_label="考核认定不合格",
    ),
    Stage(
        key="notice_after",
        title="评后公示",
        waiting="评后公示",
        role=Role.HRSS,
        at=desks.bureau,
        gate=Gate.NOTICE,
        arrive=post_after,
        applies=is_not_failed,
    ),
    Stage(
        key="confirm",
        title="人社部门核准",
        waiting="待核准",
        role=Role.HRSS,
        at=desks.bureau,
        form=desk_forms.ConfirmForm,
        then=issue_certificate,
        returns=False,
        sla_days=10,
        yes_label="核准并办结",
    ),
)
