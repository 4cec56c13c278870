"""《广东省补换发职称电子证书申请表》 as PDF (2-domain §6.4)."""

from dataclasses import replace
from datetime import datetime

from zhicheng.applications.models import Application, StageRecord
from zhicheng.applications.parts import FormPart
from zhicheng.certificates.models import Certificate
from zhicheng.kinds.common.printing.case import print_case, said
from zhicheng.kinds.common.printing.desks import Boxes, Desk, Opinion
from zhicheng.kinds.common.printing.empty import empty_form
from zhicheng.kinds.common.printing.paper import Paper
from zhicheng.kinds.common.printing.parts import NONE, Pair
from zhicheng.kinds.common.printing.sheet import Layout
from zhicheng.kinds.reissue.guide import PROMISE

NOTES = (
    "本表供持证人申请补发、换发职称电子证书使用，一式两份：一份由人事管理单位存入本人人事档案，一份由人社部门留存。",
    "第一至四项由申报人填写，第五项由人事管理单位填写，第六项由人力资源和社会保障部门填写。",
    "本表由系统根据申报人填报的内容生成，应当与网上提交的内容一致。每页页脚印有编号、版本和内容校验码，"
    "三者相同的表为同一份内容；内容改动后应当重新生成。",
    "按原证书填写的内容须与评审表、考核认定申报表、资格确认申报表或者证书原件一致。",
    "照片为近期正面免冠大一寸证件照片（33 毫米×48 毫米），印在新的电子证书上。",
)
BOXES: Boxes = (
    ("五、单位意见", (Desk(key="unit", label="审核意见", signer="审核人", seal="单位公章", room=30),)),
    (
        "六、人力资源和社会保障部门意见",
        (
            Desk(
                key="bureau",
                label="审核意见",
                signer="审核人",
                seal="单位公章",
                fields=("原证书", "新证书编号"),
                room=30,
            ),
        ),
    ),
)
PERSON = (
    "姓名",
    "性别",
    "出生日期",
    "证件类型",
    "证件号码",
    "手机号码",
    "工作单位",
    "通讯地址",
    "人事管理单位",
    "主管单位",
)
CERTIFICATE = ("职称名称", "级别", "系列", "专业", "取得时间", "取得方式", "评审组织", "发证机关", "原证书编号")
PARTS = (
    FormPart("一、基本情况", ("basic",), PERSON),
    FormPart("二、原证书", ("request",), CERTIFICATE),
    FormPart("三、补换发类别和原因", ("request",), ("补换发类别", "补换发原因")),
    FormPart("四、承诺", says=PROMISE),
)


class ReissuePaper(Paper):
    """The snapshot of a 证书补发申请 as parts 一 to 四."""

    PARTS = PARTS

    def cover(self) -> list[Pair]:
        """This function will return the lines of the cover."""
        asked = dict(self.rows("request"))
        lines = [
            ("单位名称", self.text("employer")),
            ("姓名", self.text("name")),
            ("原证书职称", " ".join(filter(None, (asked.get("职称名称"), asked.get("专业"))))),
            ("原证书编号", asked.get("原证书编号", "")),
            ("补换发类别", asked.get("补换发类别", "")),
        ]
        return [(label, value or NONE) for label, value in lines]


LAYOUT = Layout(title="广东省补换发职称电子证书申请表", notes=NOTES, paper=ReissuePaper, boxes=BOXES)


def print_form(application: Application, at: datetime) -> bytes:
    """This function will return the form of a case as it stands; it raises core.typst.MissingGlyphs."""
    return print_case(application, at, layout=LAYOUT, opinion_of=_opinion)


def _opinion(stage: StageRecord, application: Application) -> Opinion:
    opinion = said(stage, application)
    issued = Certificate.objects.filter(application=application).first() if stage.key == "bureau" else None
    return replace(opinion, fields={"原证书": "已换发", "新证书编号": issued.number}) if issued else opinion


empty = empty_form(LAYOUT)
