"""What visitors type: a look-up, an objection. Each ends with a sum."""

from datetime import date
from typing import Any

from django import forms

from zhicheng.accounts.models import User
from zhicheng.certificates import queries
from zhicheng.certificates.models import Certificate
from zhicheng.core.fields import CleanCharField, PickField
from zhicheng.core.ids import IdNumberError, check_resident_id
from zhicheng.web.public import question

NOT_RIGHT = "答案不对，这是一道新题，重新计算"


def _box(size: str, **attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": size, "autocomplete": "off", **attrs})


class AskedForm(forms.Form):
    """A form whose last box is a sum. A shown one always asks anew: call `ask` before it is rendered."""

    answer = CleanCharField(
        label="验证",
        max_length=10,
        empty="填写算式的答案",
        help_text="算出答案，用数字填写",
        widget=_box("w-xs", inputmode="numeric"),
    )
    token = forms.Field(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in AskedForm.base_fields])

    def clean_answer(self) -> str:
        typed = str(self.cleaned_data["answer"])
        if not question.is_right(self.data.get("token", ""), typed):
            raise forms.ValidationError(NOT_RIGHT)
        return typed

    def ask(self) -> None:
        """This function will put a new sum on the form."""
        words, token = question.ask()
        self["answer"].label = words
        self.initial["token"] = token
        self.data = {name: value for name, value in self.data.items() if name != "answer"} | {"token": token}


class LookUpForm(AskedForm):
    """The asker must already hold the name and a number."""

    name = CleanCharField(label="姓名", max_length=60, help_text="与证书一致", widget=_box("w-md"))

    def find(self) -> list[Certificate]:
        """This function will return the certificates that fit what was typed."""
        raise NotImplementedError


class NumberForm(LookUpForm):
    """姓名和证书编号."""

    number = CleanCharField(label="证书编号", max_length=60, help_text="证书左下方的编号", widget=_box("w-lg"))

    def find(self) -> list[Certificate]:
        found = queries.find(name=self.cleaned_data["name"], number=self.cleaned_data["number"])
        return [found] if found else []


class IdentityForm(LookUpForm):
    """姓名和证件号码."""

    id_type = PickField(label="证件类型", choices=User.IdType.choices, initial=User.IdType.RESIDENT)
    id_number = CleanCharField(label="证件号码", max_length=60, help_text="只用于这次查询，不保存", widget=_box("w-lg"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("id_type") == User.IdType.RESIDENT and cleaned.get("id_number"):
            try:
                check_resident_id(cleaned["id_number"], today=self.today)
            except IdNumberError as error:
                self.add_error("id_number", error)
        return cleaned

    def find(self) -> list[Certificate]:
        typed = self.cleaned_data
        return queries.find_by_identity(name=typed["name"], id_type=typed["id_type"], id_number=typed["id_number"])


class ObjectionForm(AskedForm):
    """异议, under one's own name."""

    name = CleanCharField(label="姓名", max_length=60, widget=_box("w-md", autocomplete="name"))
    contact = CleanCharField(
        label="联系方式",
        max_length=100,
        help_text="手机、固定电话或邮箱，受理单位核查时联系",
        widget=_box("w-lg", autocomplete="tel"),
    )
    text = CleanCharField(
        label="异议内容",
        max_length=2000,
        help_text="写清楚哪一项不属实、依据是什么、有什么线索",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
