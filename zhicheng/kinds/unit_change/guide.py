"""The words of 人事管理单位变更申请."""

from __future__ import annotations

from zhicheng.applications.models import Application, Status
from zhicheng.applications.registry import kind_of

GUIDE = (
    (
        "谁能办",
        "已经选定人事管理单位、换了工作单位的人员。全年受理。还没有选定单位的，直接选定，不用办理变更。",
    ),
    (
        "什么时候不能办",
        "有申请正在审核或待补正时，先等它办结，或撤回、放弃后再办。现单位已经停用的除外。",
    ),
    ("要准备什么", "与新单位签订的劳动（聘用）合同，或新单位为本人缴纳社会保险的证明。"),
    ("多久填完", "约 5 分钟。"),
    ("之后怎么走", "新单位接收，原单位同意调出，随即生效。原单位已经停用的，新单位接收后生效。"),
    (
        "生效以后",
        "主管单位由系统按新单位带出，没有提交的申请改由新单位审核。以前的单位和起止时间仍保留，考核信息按当年所在单位填写。",
    ),
    ("单位不同意怎么办", "单位须写明原因。补齐材料或与单位协商后可以重新申请，也可以向主管单位反映。"),
)
FEES = "不收费。"
BASIS = "网上申报操作指引：要变更单位，先在“人事管理单位变更申请”办理变更。"
REQUEST = "新单位要在系统里查得到。查不到的，先在查找页申请开通。"
SAME = "这就是现在的人事管理单位，选另一个单位"
MISSING = "查找并选定新人事管理单位"
SETTLED = "已核实：申请人在本单位的离职或调动手续已经办理，没有未了的事项"
GONE = "选定的单位已不能选用，重新查找"
CLOSED = "新单位已经停用，不能变更。选不同意调出，写明新单位已停用，申请人可以另选单位重新申请"


def blocked(case: Application) -> str:
    """This function will say that a case must be settled before, and how."""
    said = f"您的 {case.year} 年度{kind_of(case).title}（申报编号 {case.number}）"
    if case.status == Status.RETURNED:
        return f"{said}被退回补正，还没有办结，现在不能变更人事管理单位。改好重新提交并等它办结，或放弃它，再办理变更。"
    return (
        f"{said}正在审核，办结以前不能变更人事管理单位。等它办结再办理；"
        "人事管理单位还没有审核的，可以在业务办理查询里撤回它，撤回后就能办理变更。"
    )
