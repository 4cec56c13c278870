"""The desks a 更正申请 passes, in order: no 公示."""

from zhicheng.applications.kind import Stage
from zhicheng.kinds.common import desks
from zhicheng.kinds.common.effects import lock_cases
from zhicheng.kinds.record_correction import effects
from zhicheng.organizations.models import Role

ROUTE = (
    Stage(
        key="unit",
        title="人事管理单位审核",
        waiting="待单位审核",
        role=Role.UNIT,
        at=desks.employer,
        sla_days=5,
        rejects=True,
        yes_label="属实，报人社部门",
    ),
    Stage(
        key="bureau",
        title="人社部门审核",
        waiting="待人社审核",
        role=Role.HRSS,
        at=desks.region_bureau,
        locks=lock_cases,
        then=effects.correct,
        resumes=True,
        rejects=True,
        sla_days=5,
        yes_label="同意更正并办结",
        no_label="不予更正",
    ),
)
