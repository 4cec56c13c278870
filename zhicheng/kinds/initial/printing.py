"""《广东省初次职称考核认定申报表》 as PDF: parts 一 to 九 by the applicant, 十 to 十二 by the desks (2-domain §6.3)."""

from dataclasses import replace
from datetime import datetime

from zhicheng.applications.models import Application, Outcome, StageRecord
from zhicheng.applications.parts import FormPart
from zhicheng.applications.queries import filled_in
from zhicheng.applications.registry import kind_of
from zhicheng.kinds.common.printing.case import print_case, said
from zhicheng.kinds.common.printing.desks import NOTICE, Boxes, Desk, Opinion
from zhicheng.kinds.common.printing.empty import empty_form
from zhicheng.kinds.common.printing.enclosures import CATALOGUE_OF_A_CASE, PUBLICITY_OF_A_CASE
from zhicheng.kinds.common.printing.paper import Paper
from zhicheng.kinds.common.printing.parts import NONE, Pair
from zhicheng.kinds.common.printing.sheet import Layout

NOTES = (
    "本表供没有取得过职称的人员申请初次职称考核认定使用。第一至九项由申报人填写，第十项由人事管理单位填写，"
    "第十一项由主管单位填写，第十二项由人力资源和社会保障部门填写。",
    "本表由系统根据申报人填报的内容生成，应当与网上提交的内容一致。每页页脚印有编号、版本和内容校验码，"
    "三者相同的表为同一份内容；内容改动后应当重新生成。",
    "年、月、日和数量一律用阿拉伯数字。毕业院校填写毕业时的校名。没有内容的栏目印“无”。",
    "填写的内容和证明材料须经人事管理单位审核，并在单位内公示。",
    "照片为近期正面免冠大一寸证件照片（33 毫米×48 毫米）。",
    "本表用 A4 纸双面打印，意见齐全后归入本人人事档案。",
)
PROMISE = (
    "本人已经了解初次职称考核认定的政策和纪律，承诺没有取得过职称，本表所填内容和提交的证明材料真实、准确、完整。"
    "如有不实，本人愿意接受取消申报资格、撤销所取得的职称等处理，并承担由此产生的一切后果。"
)
BOXES: Boxes = (
    (
        "十、单位考核及公示意见",
        (
            Desk(
                key="unit",
                label="单位考核意见（德、能、勤、绩）",
                signer="审核人",
                seal="单位公章",
                fields=("考核等次",),
                room=26,
            ),
            Desk(key="notice_before", label="评前公示情况", signer="经办人", fields=NOTICE, room=8),
            Desk(key="recommend", label="单位推荐意见", signer="负责人", seal="单位公章"),
        ),
    ),
    ("十一、主管单位意见", (Desk(key="competent", label="审核意见", signer="负责人", seal="单位公章"),)),
    (
        "十二、人力资源和社会保障部门意见",
        (
            Desk(
                key="recognise",
                label="考核认定意见",
                signer="负责人",
                seal="单位公章",
                fields=("认定结果", "认定时间"),
                room=26,
            ),
            Desk(key="notice_after", label="评后公示情况", signer="经办人", fields=NOTICE, room=8),
            Desk(key="confirm", label="核准意见", signer="负责人", seal="单位公章", fields=("批准文号", "证书编号")),
        ),
    ),
)


PARTS = (
    FormPart("一、基本情况", ("basic", "request", "current_title", "qualification", "post")),
    FormPart("二、学习经历", ("education",)),
    FormPart("三、工作经历", ("work",)),
    FormPart("四、继续教育情况", ("training",)),
    FormPart("五、见习（工作）期间完成的工作与业绩", ("practice",)),
    FormPart("六、考核情况", ("appraisal",)),
    FormPart("七、获奖、学术成果、奖惩情况", ("award", "patent", "standard", "paper", "book", "report", "reward")),
    FormPart("八、个人总结", ("summary",)),
    FormPart("九、个人承诺", says=PROMISE),
)


class RecognitionPaper(Paper):
    """The snapshot of 初次职称考核认定 as parts 一 to 九."""

    PARTS = PARTS

    def cover(self) -> list[Pair]:
        """This function will return the lines of the cover."""
        level = self.text("level")
        lines = [
            ("单位名称", self.text("employer")),
            ("姓名", self.text("name")),
            ("拟认定职称", self.text("title") + (f"（{level}）" if level else "")),
            ("申报专业", " ".join(filter(None, (self.text("series"), self.text("specialty"))))),
        ]
        return [(label, value or NONE) for label, value in lines]


LAYOUT = Layout(
    title="广东省初次职称考核认定申报表", notes=NOTES, paper=RecognitionPaper, boxes=BOXES, new_pages=(0, 2)
)


def print_form(application: Application, at: datetime) -> bytes:
    """This function will return the 申报表 of a case as it stands; it raises core.typst.MissingGlyphs."""
    return print_case(application, at, layout=LAYOUT, opinion_of=_opinion)


def _opinion(stage: StageRecord, application: Application) -> Opinion:
    opinion = said(stage, application)
    if "appraisal" in stage.data:
        words = dict(filled_in(kind_of(application), stage))
        text = f"{words['单位考核意见']}\n{opinion.text}"
        return replace(opinion, text=text, fields={"考核等次": words["考核等次"]})
    if kind_of(application).stage(stage.key).judges:
        result = "合格" if stage.outcome == Outcome.PASSED else "不合格"
        on = f"{application.decided_on:%Y-%m-%d}" if application.decided_on else ""
        return replace(opinion, fields={"认定结果": result, "认定时间": on})
    return opinion


empty = empty_form(LAYOUT)
ENCLOSURES = (CATALOGUE_OF_A_CASE, PUBLICITY_OF_A_CASE)
