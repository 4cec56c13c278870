"""Fields that only sign-in and registration ask."""

from typing import Any

from django import forms

from zhicheng.core.fields import CleanCharField
from zhicheng.core.ids import normalise_phone


class PasswordField(forms.CharField):
    """A password as it was typed, spaces included; never written back into a page."""

    def __init__(self, label: str, *, empty: str = "", current: bool = False, **kwargs: Any) -> None:
        messages = {
            "required": empty or f"填写{label}",
            "max_length": "密码不超过 %(limit_value)d 位，现有 %(show_value)d 位",
            "null_characters_not_allowed": "密码含有看不见的控制字符，删去后重新填写",
        }
        autocomplete = "current-password" if current else "new-password"
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "class": "w-lg"})
        super().__init__(label=label, strip=False, max_length=128, error_messages=messages, widget=widget, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """This function will leave `maxlength` out: a browser would cut a pasted password without a word."""
        return {}


class PhoneField(CleanCharField):
    """A mainland mobile number; cleans to its 11 digits."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel", "class": "w-md"})
        super().__init__(label="手机号", max_length=30, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        return normalise_phone(super().clean(value))


def tick(label: str, *, empty: str) -> forms.BooleanField:
    """This function will return a box that must be ticked."""
    return forms.BooleanField(label=label, error_messages={"required": empty})


def code_field(**kwargs: Any) -> CleanCharField:
    """This function will return the box for a code that was sent."""
    attrs = {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "w-sm"}
    return CleanCharField(label="验证码", max_length=10, widget=forms.TextInput(attrs=attrs), **kwargs)
