"""人事管理单位变更申请: both units agree, then the person and his drafts belong to the new one."""

from zhicheng.applications.forms import StartForm
from zhicheng.applications.kind import FormStep, Kind
from zhicheng.applications.models import Application
from zhicheng.kinds.unit_change import guide
from zhicheng.kinds.unit_change.forms import ChangeForm
from zhicheng.kinds.unit_change.printing import PARTS, empty, print_form
from zhicheng.kinds.unit_change.route import ROUTE
from zhicheng.kinds.unit_change.standing import refuses
from zhicheng.kinds.unit_change.units import new_unit


def about(application: Application) -> str:
    """This function will name the unit that the person leaves."""
    return f"从{application.employer.name}调出" if application.employer else ""


def asks(application: Application) -> str:
    """This function will name the unit that the person wants to go to."""
    unit = new_unit(application)
    return f"变更到{unit.name}" if unit else ""


KIND = Kind(
    key="unit_change",
    title="人事管理单位变更申请",
    summary="换了工作单位，办理后由新单位审核以后的申请。",
    icon="org",
    menu="person",
    letters="DW",
    guide=guide.GUIDE,
    fees=guide.FEES,
    basis=guide.BASIS,
    starts=StartForm,
    needs_unit=True,
    refuses=refuses,
    request=FormStep(
        key="change",
        title="填写申请信息",
        summary="新人事管理单位、变更原因和证明材料",
        form=ChangeForm,
        proof="劳动（聘用）合同或社会保险缴费证明",
        lead="新单位同意接收、原单位同意调出后生效。",
        tip=guide.REQUEST,
    ),
    printed="人事管理单位变更申请表",
    sheet="变更申请表",
    parts=PARTS,
    prints=print_form,
    empty=empty,
    must_download=False,
    route=ROUTE,
    archives=False,
    certifies=False,
    about=about,
    asks=asks,
    withdraw_late=True,
)
