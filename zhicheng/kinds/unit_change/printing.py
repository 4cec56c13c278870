"""《人事管理单位变更申请表》 as PDF, on one page."""

from datetime import datetime

from zhicheng.applications.models import Application
from zhicheng.applications.parts import FormPart
from zhicheng.kinds.common.printing.case import print_case, said
from zhicheng.kinds.common.printing.desks import Boxes, Desk
from zhicheng.kinds.common.printing.empty import empty_form
from zhicheng.kinds.common.printing.paper import Paper
from zhicheng.kinds.common.printing.parts import Pair
from zhicheng.kinds.common.printing.sheet import Layout

PROMISE = "本人承诺以上内容和提交的证明材料真实、准确、完整，并承担由此产生的一切后果。"
BOXES: Boxes = (
    (
        "三、单位意见",
        (
            Desk(key="receive", label="新人事管理单位意见", signer="经办人", seal="单位公章", room=16),
            Desk(key="release", label="原人事管理单位意见", signer="经办人", seal="单位公章", room=16),
        ),
    ),
)


CHANGE = ("姓名", "证件号码", "原人事管理单位", "新人事管理单位", "新主管单位", "变更原因", "情况说明")
PARTS = (FormPart("一、变更内容", ("change",), CHANGE), FormPart("二、个人承诺", says=PROMISE))


class ChangePaper(Paper):
    """The snapshot of a change as parts 一 and 二."""

    PARTS, SIGNER = PARTS, "申请人"

    def cover(self) -> list[Pair]:
        """This function will return no lines: there is no cover."""
        return []


LAYOUT = Layout(title="人事管理单位变更申请表", notes=(), paper=ChangePaper, boxes=BOXES, is_brief=True)


def print_form(application: Application, at: datetime) -> bytes:
    """This function will return the 变更申请表 of a case as it stands; it raises core.typst.MissingGlyphs."""
    return print_case(application, at, layout=LAYOUT, opinion_of=said)


empty = empty_form(LAYOUT)
