"""The desks a 证书补发申请 passes, in order (2-domain §3.3): no 公示."""

from zhicheng.applications.kind import Stage
from zhicheng.kinds.common.desks import employer
from zhicheng.kinds.reissue import desks, effects
from zhicheng.organizations.models import Role

ROUTE = (
    Stage(
        key="unit",
        title="人事管理单位审核",
        waiting="待单位审核",
        role=Role.UNIT,
        at=employer,
        sla_days=5,
        rejects=True,
        yes_label="属实，报人社部门",
    ),
    Stage(
        key="bureau",
        title="人社部门审核",
        waiting="待人社审核",
        role=Role.HRSS,
        at=desks.issuer,
        locks=effects.lock_certificate,
        then=effects.reissue,
        resumes=True,
        rejects=True,
        sla_days=5,
        yes_label="核发新证书并办结",
        no_label="不予补发",
    ),
)
