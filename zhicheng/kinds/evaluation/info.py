"""填写申请信息 of a 评审申请."""

from zhicheng.applications.kind import FormStep
from zhicheng.kinds.evaluation import forms, guide

REQUEST = FormStep(
    key="request",
    title="填写申请信息",
    summary="申报专业系列、专业名称、级别和评审委员会",
    form=forms.RequestForm,
    lead="每选一项，下一项只列出对应的内容。评审委员会只列正在受理的。",
    tip=guide.REQUEST,
)
