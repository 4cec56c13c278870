"""证书补发申请: a certificate that was lost, damaged, or whose data were put right, issued anew."""

from zhicheng.applications.forms import StartForm
from zhicheng.applications.kind import FormStep, Group, Kind
from zhicheng.kinds.common import steps
from zhicheng.kinds.reissue import guide
from zhicheng.kinds.reissue.forms import RequestForm
from zhicheng.kinds.reissue.printing import PARTS, empty, print_form
from zhicheng.kinds.reissue.route import ROUTE

KIND = Kind(
    key="reissue",
    title="证书补发申请",
    summary="职称证书遗失、损坏或信息更正后，补发、换发电子证书。",
    icon="award",
    letters="BF",
    starts=StartForm,
    several=True,
    guide=guide.GUIDE,
    fees=guide.FEES,
    basis=guide.BASIS,
    info=(Group(title="基本情况", steps=(steps.BASIC, steps.PHOTO, steps.UNIT)),),
    request=FormStep(
        key="request",
        title="填写申请信息",
        summary="原证书、补换发类别和原因",
        form=RequestForm,
        lead="选定原证书，说明补换发的类别和原因，上传能证明原证书的材料。",
        tip=guide.REQUEST,
        proof=guide.PAPERS,
    ),
    printed="广东省补换发职称电子证书申请表",
    sheet="申请表",
    parts=PARTS,
    prints=print_form,
    empty=empty,
    route=ROUTE,
    archives=False,
)
