"""What desks fill in, in more than one kind."""

from django import forms

from zhicheng.applications.forms import DeskForm
from zhicheng.core.fields import CleanCharField


class PublicityForm(DeskForm):
    """人事管理单位审核: where and how the 评前公示 is posted."""

    place = CleanCharField(label="公示地点或网址", max_length=200, help_text="单位显著位置，有网站的同时在网站公示")
    phone = CleanCharField(label="受理电话", max_length=40)


class RecommendForm(DeskForm):
    """单位推荐上报: the 评前公示情况表 in short."""

    RESULTS = (("clear", "公示期满，无异议"), ("settled", "有异议，已核查，不影响推荐"))
    result = forms.ChoiceField(
        label="公示结果",
        choices=RESULTS,
        widget=forms.RadioSelect,
        error_messages={"required": "选择公示结果"},
    )
    officer = CleanCharField(label="单位负责人", max_length=60)


class ConfirmForm(DeskForm):
    """人社部门核准."""

    approval = CleanCharField(label="批准文号", max_length=60, help_text="例：清人社职〔2026〕12 号")
