"""What the office types: a meeting, a seat, the cases for a meeting, a recusal it orders."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from zhicheng.applications.models import Application
from zhicheng.calls.models import Call
from zhicheng.core.fields import CleanCharField, DayField, PickField, WholeNumberField, day_words
from zhicheng.review.models import Expert
from zhicheng.web.widgets import Typeahead


class MeetingForm(forms.Form):
    """新建会议."""

    call = PickField(label="评审通知", empty="选择评审通知")
    name = CleanCharField(label="会议名称", max_length=100, help_text="例如：2026 年度中级职称评审会议")
    held_on = DayField(label="会议日期")
    is_blind = forms.BooleanField(
        label="专家评阅时不显示申报人的姓名、单位、照片和材料原件", required=False, initial=True
    )

    def __init__(self, *args: Any, calls: QuerySet[Call], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calls = {str(call.pk): call for call in calls}
        self.today = today
        names = [(key, f"{call.year_id} 年度 · {call.committee.name}") for key, call in self.calls.items()]
        self.fields["call"].choices = [("", "选择"), *names]  # type: ignore[attr-defined]  # a choice field

    def clean_call(self) -> Call:
        return self.calls[self.cleaned_data["call"]]

    def clean_held_on(self) -> date:
        held_on: date = self.cleaned_data["held_on"]
        if held_on < self.today:
            raise ValidationError(f"会议日期应不早于今天（{day_words(self.today)}）")
        return held_on


class ExpertField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generic at run time
    """One of some experts, by name and employer."""

    def label_from_instance(self, expert: Expert) -> str:
        return f"{expert.user.name} · {expert.employer} · {expert.title}（{expert.field}）"


def expert_field(label: str) -> ExpertField:
    """This function will make a field that picks an expert; the form narrows whom it offers."""
    return ExpertField(
        Expert.objects.none(),
        label=label,
        empty_label="选择",
        widget=Typeahead(missing="名单里只有聘期内、还没有席位的专家"),
        error_messages={"required": f"选择{label}", "invalid_choice": f"从列表中选择{label}"},
    )


class SeatForm(forms.Form):
    """安排席位."""

    expert = expert_field("专家")
    number = WholeNumberField(label="席位号", min_value=1, max_value=99)
    is_chair = forms.BooleanField(label="主任委员，主持会议，开始和结束每一项投票", required=False)

    def __init__(self, *args: Any, experts: QuerySet[Expert], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expert"].queryset = experts  # type: ignore[attr-defined]  # a model choice field


class RecusalForm(forms.Form):
    """要求回避."""

    expert = expert_field("回避的专家")
    reason = CleanCharField(label="回避理由", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, experts: QuerySet[Expert], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expert"].queryset = experts  # type: ignore[attr-defined]  # a model choice field


class CasesForm(forms.Form):
    """添加评审对象: those ticked, or all that wait."""

    case = forms.ModelMultipleChoiceField(
        Application.objects.none(),
        to_field_name="number",
        required=False,
        error_messages={"invalid_choice": "选中的申请已不在待评审之列，重新勾选"},
    )
    all = forms.BooleanField(required=False)

    def __init__(self, *args: Any, waiting: QuerySet[Application], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = waiting
        self.fields["case"].queryset = waiting  # type: ignore[attr-defined]  # a model choice field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["chosen"] = list(self.waiting if cleaned.get("all") else cleaned.get("case") or ())
        if not cleaned["chosen"] and not self.errors:
            self.add_error("case", "勾选要添加的申请")
        return cleaned
