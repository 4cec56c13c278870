"""The stages that several routes share, word for word (2-domain §3)."""

from zhicheng.applications.kind import Stage
from zhicheng.applications.models import Gate
from zhicheng.kinds.common import desk_forms, desks
from zhicheng.kinds.common.effects import post_before
from zhicheng.organizations.models import Role

NOTICE_BEFORE = Stage(
    key="notice_before",
    title="评前公示",
    waiting="公示中",
    role=Role.UNIT,
    at=desks.employer,
    gate=Gate.NOTICE,
    arrive=post_before,
)
RECOMMEND = Stage(
    key="recommend",
    title="单位推荐上报",
    waiting="待单位推荐",
    role=Role.UNIT,
    at=desks.employer,
    form=desk_forms.RecommendForm,
    sla_days=3,
    yes_label="推荐上报",
)
