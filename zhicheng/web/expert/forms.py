"""What an expert types: an opinion, a reason to leave a case, a ballot."""

from django import forms

from zhicheng.core.fields import CleanCharField
from zhicheng.review.models import Choice

STALE = "投票页面已失效，重新打开投票页面后再投票"


class OpinionForm(forms.Form):
    """评议意见."""

    text = CleanCharField(
        label="评议意见",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明对专业水平、业绩和是否符合标准条件的看法，印在评审表上，不署名；投票前可以修改",
    )


class RecusalForm(forms.Form):
    """回避申报."""

    reason = CleanCharField(
        label="回避理由",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如：与申报人在同一单位、有亲属关系、是其导师或合作作者",
    )


class BallotForm(forms.Form):
    """表决票: the choice, and the page's one-time secret."""

    choice = forms.ChoiceField(
        label="表决意见",
        choices=Choice.choices,
        error_messages={"required": "选择同意、不同意或弃权", "invalid_choice": "选择同意、不同意或弃权"},
    )
    nonce = forms.RegexField(
        r"^[\w-]{22,86}$",
        widget=forms.HiddenInput,
        error_messages={"required": STALE, "invalid": STALE},
    )
