"""省外委托评审申请: a committee elsewhere reviews what no committee of Guangdong does; the province confirms."""

from datetime import datetime

from zhicheng.accounts.models import User
from zhicheng.applications.forms import YearAndLevelForm
from zhicheng.applications.kind import FormStep, Kind
from zhicheng.eligibility.queries import findings
from zhicheng.kinds.common.info import BLANKS, INFO
from zhicheng.kinds.common.printing.review import PARTS
from zhicheng.kinds.entrustment import guide
from zhicheng.kinds.entrustment.forms import RequestForm
from zhicheng.kinds.entrustment.printing import ENCLOSURES, empty, print_form
from zhicheng.kinds.entrustment.route import ROUTE, province


def refuses(person: User, year: int, at: datetime) -> str:
    """This function will refuse while no officer of the province could issue a letter."""
    return "" if province() else guide.NO_PROVINCE


KIND = Kind(
    key="entrustment",
    title="省外委托评审申请",
    summary="广东没有相应的评审委员会，由省人社厅委托外省的评委会评审。",
    icon="out",
    letters="WT",
    guide=guide.GUIDE,
    fees=guide.FEES,
    basis=guide.BASIS,
    starts=YearAndLevelForm,
    refuses=refuses,
    judges=findings,
    info=INFO,
    request=FormStep(
        key="request",
        title="填写申请信息",
        summary="申报专业系列、专业名称、级别和受委托的评审委员会",
        lead="每选一项，下一项只列出对应的内容。",
        form=RequestForm,
        tip=guide.REQUEST,
    ),
    blanks=BLANKS,
    printed="广东省职称评审表",
    sheet="评审表",
    parts=PARTS,
    prints=print_form,
    empty=empty,
    enclosures=ENCLOSURES,
    route=ROUTE,
    archives=True,
    entrusts=True,
    verdicts=("评审结果确认合格", "评审结果未通过或不予确认"),
)
