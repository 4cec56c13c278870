"""填写个人信息 and 填写申请信息 of a 评审申请."""

from dataclasses import replace

from zhicheng.applications.kind import FormStep
from zhicheng.kinds.common.info import INFO as COMMON
from zhicheng.kinds.evaluation import forms, guide, modes

CAREER = "二、学历与资历"  # what the way of applying asks stands there: 业绩 count from it
INFO = tuple(replace(group, steps=(*group.steps, *modes.STEPS)) if group.title == CAREER else group for group in COMMON)

REQUEST = FormStep(
    key="request",
    title="填写申请信息",
    summary="申报方式、专业系列、专业名称、级别和评审委员会",
    form=forms.RequestForm,
    lead="每选一项，下一项只列出对应的内容。评审委员会只列正在受理的。",
    tip=guide.REQUEST,
)
