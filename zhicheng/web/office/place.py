"""Where the pages of the committee's office stand."""

from zhicheng.web.desks import Place
from zhicheng.web.office.gates import ROLES

PLACE = Place(
    app="office",
    roles=ROLES,
    menu=(
        ("工作台", "home"),
        ("受理", "cases"),
        ("评审通知", "calls"),
        ("评审会议", "meetings"),
        ("公示", "notices"),
        ("评审结果", "results"),
        ("消息", "messages"),
    ),
)
