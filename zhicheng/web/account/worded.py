"""allauth's own forms, in our words. What they check stays theirs."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms

NEW = "至少 8 位，含大写字母、小写字母、数字、符号中的至少三种"


class Worded(forms.Form):
    """`words`: by field, its label, its hint, and what an empty box is told."""

    words: ClassVar[dict[str, tuple[str, str, str]]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint, empty) in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.error_messages["required"] = empty
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["class"] = "w-lg"
            if isinstance(field, forms.CharField):
                refusal = f"{label}含有看不见的控制字符，删去后重新填写"
                field.error_messages["null_characters_not_allowed"] = refusal


class Twice(Worded):
    """A new password typed twice."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "password2" in self.errors and cleaned.get("password1"):
            self.errors["password2"] = self.error_class(["两次填写的密码应相同，重新填写"])
        return cleaned


class ChangePasswordForm(Twice, account.ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    words: ClassVar = {
        "oldpassword": ("当前密码", "", "填写当前密码"),
        "password1": ("新密码", NEW, "填写新密码"),
        "password2": ("确认新密码", "", "再填一遍新密码"),
    }


class ResetPasswordForm(Worded, account.ResetPasswordForm):  # type: ignore[misc]
    words: ClassVar = {"email": ("邮箱", "", "填写邮箱")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["invalid"] = "邮箱应为 name@example.com 的形式"


class ResetPasswordKeyForm(Twice, account.ResetPasswordKeyForm):  # type: ignore[misc]
    words: ClassVar = {
        "password1": ("新密码", NEW, "填写新密码"),
        "password2": ("确认新密码", "", "再填一遍新密码"),
    }


class ReauthenticateForm(Worded, account.ReauthenticateForm):  # type: ignore[misc]
    words: ClassVar = {"password": ("密码", "", "填写密码")}


class AuthenticateForm(Worded, mfa.AuthenticateForm):  # type: ignore[misc]
    words: ClassVar = {"code": ("动态码或备用码", "动态码 6 位，备用码 8 位", "填写动态码或备用码")}


class MFAReauthenticateForm(Worded, mfa.ReauthenticateForm):  # type: ignore[misc]
    words: ClassVar = {"code": ("动态码或备用码", "动态码 6 位，备用码 8 位", "填写动态码或备用码")}


class ActivateTOTPForm(Worded, totp.ActivateTOTPForm):  # type: ignore[misc]
    words: ClassVar = {"code": ("动态码", "身份验证器上现在显示的 6 位数字", "填写动态码")}
