"""《广东省职称评审表》 of an entrusted case as PDF: the parts of the committee stay blank for the one elsewhere."""

from dataclasses import replace
from datetime import datetime

from zhicheng.applications.models import Application, Outcome, StageRecord
from zhicheng.applications.queries import filled_in
from zhicheng.applications.registry import kind_of
from zhicheng.kinds.common.printing.case import print_case, said
from zhicheng.kinds.common.printing.desks import Boxes, Desk, Opinion
from zhicheng.kinds.common.printing.empty import empty_form
from zhicheng.kinds.common.printing.enclosures import (
    CATALOGUE_OF_A_CASE,
    PUBLICITY_OF_A_CASE,
    register_of_a_case,
)
from zhicheng.kinds.common.printing.parts import Pair
from zhicheng.kinds.common.printing.review import DESKS, LAYOUT, ReviewPaper
from zhicheng.letters.queries import letter_of

BOXES: Boxes = (
    *DESKS[:2],
    (
        "十六、人力资源和社会保障部门意见",
        (
            Desk(key="bureau", label="市人力资源和社会保障部门审核意见", signer="负责人", seal="单位公章"),
            Desk(
                key="letter",
                label="省人力资源和社会保障部门委托意见",
                signer="负责人",
                seal="单位公章",
                fields=("委托评审函号", "有效期至"),
            ),
        ),
    ),
    (
        "十七、受委托评审委员会意见",
        (
            Desk(key="panel", label="专业组评议意见", signer="组长", room=26),
            Desk(key="vote", label="评审委员会表决结果", signer="主任委员", seal="评审委员会印章", room=26),
            Desk(
                key="result",
                label="申报人提交的评审结果",
                signer="申报人",
                fields=("评审结果", "评审时间", "批准或公布文号"),
                room=8,
            ),
        ),
    ),
    (
        "十八、省人力资源和社会保障部门确认意见",
        (
            Desk(
                key="confirm",
                label="确认意见",
                signer="负责人",
                seal="单位公章",
                fields=("批准文号", "证书编号"),
            ),
        ),
    ),
)


class EntrustedPaper(ReviewPaper):
    """The snapshot of an entrusted case; its committee stands in the request."""

    def cover(self) -> list[Pair]:
        """This function will return the lines of the cover, with the committee elsewhere."""
        asked = dict(self.rows("request"))
        committee = asked.get("受委托评审委员会", "")
        lines = [(label, words) for label, words in super().cover() if label not in ("申报方式", "评审委员会")]
        return [*lines, ("受委托评委会", committee or "无")]


ENTRUSTED = replace(LAYOUT, paper=EntrustedPaper, boxes=BOXES)


def print_form(application: Application, at: datetime) -> bytes:
    """This function will return the 评审表 of a case as it stands; it raises core.typst.MissingGlyphs."""
    return print_case(application, at, layout=ENTRUSTED, opinion_of=_opinion)


def _opinion(stage: StageRecord, application: Application) -> Opinion:
    opinion = said(stage, application)
    if stage.key == "letter" and stage.outcome == Outcome.PASSED:
        letter = letter_of(application)
        fields = {"委托评审函号": letter.number, "有效期至": f"{letter.valid_until:%Y-%m-%d}"} if letter else {}
        return replace(opinion, fields=fields)
    if stage.key == "result":
        words = dict(filled_in(kind_of(application), stage))
        keys = ("评审结果", "评审时间", "批准或公布文号")
        return replace(opinion, text=words.get("评审委员会", ""), fields={key: words.get(key, "") for key in keys})
    return opinion


empty = empty_form(ENTRUSTED)
ENCLOSURES = (CATALOGUE_OF_A_CASE, PUBLICITY_OF_A_CASE, register_of_a_case(_opinion))
