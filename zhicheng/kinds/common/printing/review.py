"""《广东省职称评审表》 as PDF: the printed order of the paper form, cut from a snapshot's sections.

Parts 一 to 十三 are what the applicant states, 十四 to 十八 what the desks and the committee decide: those are
filled from the opinions, and printed blank with room for signature and seal while there is none.
"""

from zhicheng.applications.parts import FormPart
from zhicheng.applications.sections import REASON
from zhicheng.kinds.common.printing.desks import NOTICE, Boxes, Desk
from zhicheng.kinds.common.printing.paper import Paper
from zhicheng.kinds.common.printing.parts import NONE, Pair
from zhicheng.kinds.common.printing.sheet import Layout
from zhicheng.reference.models import Mode

NOTES = (
    "本表供申报人申请职称评审使用。第一至十三项由申报人填写，第十四至十六项由人事管理单位、主管单位和"
    "人力资源和社会保障部门填写，第十七项由评审委员会填写，第十八项由人力资源和社会保障部门填写。",
    "本表由系统根据申报人填报的内容生成，应当与网上提交的内容一致。每页页脚印有编号、版本和内容校验码，"
    "三者相同的表为同一份内容；内容改动后应当重新生成。",
    "年、月、日和数量一律用阿拉伯数字。毕业院校填写毕业时的校名。没有内容的栏目印“无”。",
    "填写的内容和证明材料须经人事管理单位审核，并在单位内公示。",
    "照片为近期正面免冠大一寸证件照片（33 毫米×48 毫米）。",
    "本表用 A4 纸双面打印，审核、评审意见齐全后归入本人人事档案。",
)


PROMISE = (
    "本人已经了解职称评审的政策和纪律，承诺本表所填内容和提交的证明材料真实、准确、完整，"
    "业绩和学术成果为本人取得，没有弄虚作假、剽窃他人成果的情形。如有不实，本人愿意接受取消申报资格、"
    "撤销所取得的职称等处理，并承担由此产生的一切后果。"
)


VOTES = ("赞成", "反对", "弃权")
DESKS: Boxes = (
    (
        "十四、单位审核及公示意见",
        (
            Desk(key="unit", label="材料审核意见", signer="审核人", seal="人事部门盖章"),
            Desk(key="notice_before", label="评前公示情况", signer="经办人", fields=NOTICE, room=8),
            Desk(key="recommend", label="单位推荐意见", signer="负责人", seal="单位公章"),
        ),
    ),
    ("十五、主管单位意见", (Desk(key="competent", label="审核意见", signer="负责人", seal="单位公章"),)),
    (
        "十六、县（区）、市人力资源和社会保障部门意见",
        (Desk(key="bureau", label="审核意见", signer="负责人", seal="单位公章"),),
    ),
    (
        "十七、评审委员会意见",
        (
            Desk(key="intake", label="受理意见", signer="经办人", seal="评审委员会办公室盖章", room=26),
            Desk(key="defence", label="答辩情况", signer="主答辩人", fields=("答辩题目", "答辩成绩"), room=4),
            Desk(key="panel", label="专业组评议意见", signer="组长", fields=("人数", *VOTES), room=26),
            Desk(
                key="vote",
                label="评审委员会表决结果",
                signer="主任委员",
                seal="评审委员会印章",
                fields=("总人数", "出席", *VOTES, "结果"),
                room=26,
            ),
        ),
    ),
    (
        "十八、人力资源和社会保障部门意见",
        (
            Desk(key="notice_after", label="评后公示情况", signer="经办人", fields=NOTICE, room=8),
            Desk(
                key="confirm",
                label="确认（核准）意见",
                signer="负责人",
                seal="单位公章",
                fields=("批准文号", "证书编号"),
            ),
        ),
    ),
)


PARTS = (
    FormPart("一、基本情况", ("basic", "request", "current_title", "qualification", "post")),
    FormPart("二、学习经历", ("education",)),
    FormPart("三、工作经历", ("work",)),
    FormPart("四、继续教育情况", ("training",)),
    FormPart("五、获现资格之前的专业技术工作及业绩", ("before",)),
    FormPart("六、获现资格以来的专业技术工作及业绩", ("since",)),
    FormPart("七、获奖、专利、标准", ("award", "patent", "standard")),
    FormPart("八、学术成果", ("paper", "book", "report")),
    FormPart("九、考核情况", ("appraisal",)),
    FormPart("十、奖惩情况", ("reward",)),
    FormPart("十一、破格、转评理由", (REASON, *(mode.value for mode in Mode))),
    FormPart("十二、专业技术工作总结", ("work_summary",)),
    FormPart("十三、个人承诺", says=PROMISE),
)


class ReviewPaper(Paper):
    """The snapshot of a 评审申请 as parts 一 to 十三."""

    PARTS = PARTS

    def cover(self) -> list[Pair]:
        """This function will return the lines of the cover."""
        level = self.text("level")
        lines = [
            ("单位名称", self.text("employer")),
            ("姓名", self.text("name")),
            ("现职称", self.held()),
            ("申报职称", self.text("title") + (f"（{level}）" if level else "")),
            ("申报专业", " ".join(filter(None, (self.text("series"), self.text("specialty"))))),
            ("申报方式", self.text("mode")),
            ("评审委员会", self.text("committee")),
        ]
        return [(label, value or NONE) for label, value in lines]

    def held(self) -> str:
        """This function will return the title that the applicant holds with its series and specialty."""
        name, table = self.text("current_title"), self.table("current_title")
        rows = zip(*(table.column(label) for label in ("职称名称", "系列", "专业")), strict=True)
        where = next(((series, specialty) for title, series, specialty in rows if title == name), ())
        return " ".join(filter(None, (*where, name)))


LAYOUT = Layout(
    title="广东省职称评审表",
    notes=NOTES,
    paper=ReviewPaper,
    boxes=DESKS,
    new_pages=(0, 3, 4),
)
review_form = LAYOUT.draw
