"""The desks a 评审申请 passes, in order (2-domain §3.1)."""

from zhicheng.applications.kind import Stage
from zhicheng.applications.models import Gate
from zhicheng.kinds.common import desk_forms, desks
from zhicheng.kinds.common.effects import is_not_failed, post_after
from zhicheng.kinds.common.stages import NOTICE_BEFORE, RECOMMEND
from zhicheng.kinds.evaluation import effects
from zhicheng.organizations.models import Role

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
        yes_label="通过，报送评委会",
    ),
    Stage(
        key="intake",
        title="评委会受理",
        waiting="待受理",
        role=Role.OFFICE,
        at=effects.office,
        sla_days=10,
        resumes=True,
        rejects=True,
        bars_year=True,
        yes_label="受理",
        no_label="不予受理",
    ),
    Stage(key="review", title="评审", waiting="评审中", role=Role.OFFICE, at=effects.office, gate=Gate.REVIEW),
    Stage(
        key="notice_after",
        title="评后公示",
        waiting="评后公示",
        role=Role.OFFICE,
        at=effects.office,
        gate=Gate.NOTICE,
        arrive=post_after,
        applies=is_not_failed,
    ),
    Stage(
        key="confirm",
        title="人社部门核准",
        waiting="待核准",
        role=Role.HRSS,
        at=effects.bureau,
        form=desk_forms.ConfirmForm,
        then=effects.issue_certificate,
        returns=False,
        rejects=True,
        rejected=effects.tell_office,
        sla_days=10,
        yes_label="核准并办结",
        no_label="不予核准",
    ),
)
