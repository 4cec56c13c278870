"""评审申请: reviewed by a committee in secret vote, from a dossier to a certificate."""

from zhicheng.applications.kind import Kind
from zhicheng.eligibility.queries import findings
from zhicheng.kinds.common.info import BLANKS
from zhicheng.kinds.common.printing.review import PARTS
from zhicheng.kinds.evaluation import guide, modes
from zhicheng.kinds.evaluation.forms import StartForm
from zhicheng.kinds.evaluation.info import INFO, REQUEST
from zhicheng.kinds.evaluation.printing import ENCLOSURES, empty, print_form
from zhicheng.kinds.evaluation.route import ROUTE

KIND = Kind(
    key="evaluation",
    title="评审申请",
    summary="申报初级、中级、副高级或正高级职称，由评委会评审。",
    icon="file",
    letters="PS",
    starts=StartForm,
    by_call=True,
    judges=findings,
    claims=modes.claim,
    guide=guide.GUIDE,
    fees=guide.FEES,
    basis=guide.BASIS,
    info=INFO,
    request=REQUEST,
    blanks=BLANKS,
    printed="广东省职称评审表",
    sheet="评审表",
    parts=PARTS,
    prints=print_form,
    empty=empty,
    enclosures=ENCLOSURES,
    route=ROUTE,
    archives=True,
    verdicts=("评审通过", "评审未通过"),
)
