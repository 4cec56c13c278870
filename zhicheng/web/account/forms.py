"""The forms of signing in and of account security."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.contrib.auth.password_validation import validate_password

from zhicheng.accounts import operations, queries
from zhicheng.accounts.models import User
from zhicheng.core.fields import CleanCharField
from zhicheng.web.account.fields import PasswordField, PhoneField, code_field


class LoginForm(allauth.LoginForm):  # type: ignore[misc]  # allauth ships no types
    """One field takes user name or phone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"autocomplete": "username", "autocapitalize": "none", "class": "w-lg"}
        self.fields["login"] = CleanCharField(
            label="用户名或手机号", max_length=150, widget=forms.TextInput(attrs=attrs)
        )
        self.fields["password"] = PasswordField("密码", current=True)
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        """This function will bring the ways to write a phone to one, so that tries are counted together."""
        typed = self.cleaned_data["login"].strip()
        return queries.phone_number(typed) or User.normalize_username(typed)


class NewPassword(forms.Form):
    """A new password, twice."""

    password = PasswordField("新密码", help_text="至少 8 位，含大写字母、小写字母、数字、符号中的至少三种")
    password_again = PasswordField("确认新密码", empty="再填一遍新密码")

    def __init__(self, *args: Any, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> None:
        password, again = self.cleaned_data.get("password"), self.cleaned_data.get("password_again")
        if not password:
            return
        try:
            validate_password(password, self.user)
        except forms.ValidationError as refusal:
            self.add_error("password", refusal)
        if again and password != again:
            self.add_error("password_again", "两次填写的密码应相同，重新填写")


class ResetByPhoneForm(forms.Form):
    """Whose password: the phone, and a sum."""

    phone = PhoneField(help_text="注册时填写的手机号")
    answer = CleanCharField(label="计算题", max_length=10, empty="填写计算题的答案")

    def __init__(self, *args: Any, sum_text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = sum_text
        self.fields["answer"].widget.attrs |= {"autocomplete": "off", "class": "w-sm"}


class ResetCodeForm(NewPassword):
    """The code that was sent, and the new password."""

    code = code_field()
    field_order = ["code", "password", "password_again"]


class PhoneForm(forms.Form):
    """A new phone and the code sent to it."""

    address = PhoneField()
    asked = ("code",)
    code = code_field(required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_address(self) -> str:
        phone: str = self.cleaned_data["address"]
        if queries.is_phone_taken(phone, besides=self.user):
            raise forms.ValidationError(operations.DuplicatePhone.text)
        return phone


class EmailForm(forms.Form):
    """A new mail address and the code sent to it."""

    address = forms.EmailField(
        label="邮箱",
        max_length=150,
        error_messages={
            "required": "填写邮箱",
            "invalid": "邮箱应为 name@example.com 的形式",
            "max_length": "邮箱不超过 150 个字符",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "w-lg"}),
    )
    asked = ("code",)
    code = code_field(required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
