"""What a bureau fills in to answer “我的单位不在列表里”."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from zhicheng.core.fields import CleanCharField
from zhicheng.organizations.models import Organization, UnitRequest
from zhicheng.organizations.queries import competent_units
from zhicheng.web.widgets import Typeahead

Answer = UnitRequest.Answer
ANSWERS = (
    (Answer.OPENED, "开通这个单位"),
    (Answer.EXISTING, "系统中已有，选用已有单位"),
    (Answer.WINDOW, "由非公申报点受理"),
    (Answer.REFUSED, "不予开通"),
)


class UnitChoice(forms.ModelChoiceField[Organization]):
    """An organization by its name."""

    def __init__(self, *, label: str, widget: forms.Select, help_text: str = "") -> None:
        messages = {"invalid_choice": f"从列表中选择{label}"}
        super().__init__(
            label=label,
            queryset=Organization.objects.none(),
            required=False,
            widget=widget,
            help_text=help_text,
            empty_label="选择",
            error_messages=messages,
        )

    def label_from_instance(self, organization: Any) -> str:
        return str(organization.name)


NEEDS = {
    Answer.OPENED: (("name", "填写开通的单位名称"), ("parent", "选择主管单位")),
    Answer.EXISTING: (("unit", "选择已有单位"),),
    Answer.WINDOW: (("window", "选择非公申报点"),),
    Answer.REFUSED: (("reason", "写明不予开通的原因和申请人接下来怎么办"),),
}


class AnswerFields(forms.Form):
    """One of four answers, and what each needs."""

    use_required_attribute = False
    asked = ("name", "parent", "unit", "window", "reason")
    answer = forms.ChoiceField(
        label="办理结果",
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": "选择办理结果", "invalid_choice": "选择办理结果"},
    )
    name = CleanCharField(
        label="开通的单位名称", max_length=100, required=False, help_text="开通时填，与单位公章一致的全称"
    )
    parent = UnitChoice(
        label="主管单位",
        widget=Typeahead(missing="只列本地区的部门"),
        help_text="开通时选，申请先由单位、再由它审核",
    )
    unit = UnitChoice(label="已有单位", widget=Typeahead(), help_text="选用已有单位时选")
    window = UnitChoice(label="非公申报点", widget=Typeahead(), help_text="由申报点受理时选")
    reason = CleanCharField(
        label="说明",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="申请人会看到；不予开通的写明原因和怎么办",
    )


class AnswerForm(AnswerFields):
    """`near` are units of like names; `url` finds others."""

    def __init__(
        self,
        *args: Any,
        request: UnitRequest,
        near: Sequence[Organization],
        windows: QuerySet[Organization],
        url: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = request.name
        self.fields["unit"].widget = Typeahead(url=url, near=[(one.pk, one.name) for one in near])
        querysets = {"parent": competent_units(request.bureau), "unit": Organization.objects.units(), "window": windows}
        for name, queryset in querysets.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]  # a UnitChoice

    def clean(self) -> None:
        super().clean()
        answer = self.cleaned_data.get("answer")
        for name, words in NEEDS[Answer(answer)] if answer else ():
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, words)
