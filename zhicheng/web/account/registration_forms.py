"""What registration asks, in the seed's three parts: 账户信息, 详细信息, 账号安全信息."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone

from zhicheng.accounts import operations, queries
from zhicheng.accounts.models import User
from zhicheng.core import clock, ids
from zhicheng.core.fields import CleanCharField, DayField, PickField, YearMonthField
from zhicheng.dossier.models import Profile
from zhicheng.reference.models import UnitNature
from zhicheng.reference.queries import codes
from zhicheng.web.account.fields import PasswordField, PhoneField, tick
from zhicheng.web.regions import regions

Choices = Iterator[tuple[str, Any]]
KEPT = "密码已记下，不改就不用再填"
# 港澳台居民居住证 are numbered like residents' cards (国办发〔2018〕81号).
NUMBERED_ALIKE = (User.IdType.RESIDENT, User.IdType.HMT_RESIDENT)


class Credentials(forms.Form):
    """User name and password."""

    username = CleanCharField(
        label="用户名",
        max_length=20,
        help_text="4 至 20 位字母或数字，以字母开头，不分大小写；登录时也可以用手机号",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "class": "w-lg"}),
    )
    password = PasswordField(
        "密码", help_text="至少 8 位，含大写字母、小写字母、数字、符号中的至少三种，没有连续 6 位数字"
    )
    password_again = PasswordField("确认密码", empty="再填一遍密码")

    def clean_username(self) -> str:
        username = User.normalize_username(self.cleaned_data["username"])
        if not (len(username) >= 4 and username.isascii() and username.isalnum() and username[0].isalpha()):
            raise forms.ValidationError("用户名应为 4 至 20 位字母或数字，以字母开头")
        if queries.is_username_taken(username):
            raise forms.ValidationError(operations.DuplicateUsername.text)
        return username

    def clean(self) -> None:
        password, again = self.cleaned_data.get("password"), self.cleaned_data.get("password_again")
        if not password:
            return
        try:
            validate_password(password, User(username=self.data.get("username", "")))
        except forms.ValidationError as refusal:
            self.add_error("password", refusal)
        if again is not None and password != again:
            self.add_error("password_again", "两次填写的密码应相同，重新填写")


class AccountForm(Credentials):
    """账户信息. `has_password`: a good one was typed before; `sum_text` is empty when the sum was solved."""

    terms = tick("同意服务协议和个人信息处理规则", empty="阅读服务协议和个人信息处理规则，同意后才能注册")
    sensitive = tick(
        "同意处理敏感个人信息：证件号码、证件照片",
        empty="单独同意处理证件号码和证件照片后才能注册：核对身份、印制证书要用",
    )
    answer = CleanCharField(
        label="计算题", max_length=10, empty="填写计算题的答案", help_text="用数字回答，用来确认不是机器在注册"
    )

    def __init__(self, *args: Any, has_password: bool, sum_text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_password:
            for name in ("password", "password_again"):
                self.fields[name].required = False
            self.fields["password"].help_text = KEPT
        self.fields["answer"].label = sum_text
        self.fields["answer"].widget.attrs |= {"autocomplete": "off", "class": "w-sm"}
        if not sum_text:
            del self.fields["answer"]

    def spare(self, *, has_password: bool, is_human: bool) -> None:
        """This function will not ask again, on the page with the errors, what was right."""
        if has_password:
            self["password"].help_text = KEPT
        if is_human:
            self.fields.pop("answer", None)


class IdentityFields(forms.Form):
    """Who the person is. Sex and birth date follow from a resident's number and are asked of others."""

    name = CleanCharField(label="姓名", max_length=60, help_text="与证件一致，姓名中的间隔点用“·”")
    id_type = PickField(label="证件类型", choices=User.IdType.choices, initial=User.IdType.RESIDENT)
    id_number = CleanCharField(
        label="证件号码", max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-lg"})
    )
    sex = PickField(
        label="性别", choices=Profile.Sex.choices, required=False, help_text="持居民身份证、居住证的不用选，由号码得出"
    )
    born_on = DayField(label="出生日期", required=False, help_text="持居民身份证、居住证的不用填，由号码得出")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_name(self) -> str:
        return ids.normalise_name(self.cleaned_data["name"])


class IdentityForm(IdentityFields):
    """The number is checked, and read where it tells more."""

    def clean(self) -> None:
        number, id_type = self.cleaned_data.get("id_number"), self.cleaned_data.get("id_type")
        if not number or not id_type:
            return
        number = self.cleaned_data["id_number"] = queries.identity_number(number)
        if id_type in NUMBERED_ALIKE or settings.PRACTICE:
            self._read(number)
        else:
            self._ask_what_the_number_hides()
        if not self.has_error("id_number") and queries.is_identity_taken(id_type=id_type, id_number=number):
            self.add_error("id_number", operations.DuplicateIdentity.text)
        born_on = self.cleaned_data.get("born_on")
        if born_on and born_on >= self.today:
            self.add_error("born_on", f"出生日期应早于今天（{self.today:%Y-%m-%d}）")

    def _read(self, number: str) -> None:
        for name in ("sex", "born_on"):
            self.errors.pop(name, None)
        try:
            found = ids.check_resident_id(number, today=self.today)
        except ids.IdNumberError as refusal:
            self.add_error("id_number", refusal)
        else:
            self.cleaned_data |= {"sex": found.sex, "born_on": found.born_on}

    def _ask_what_the_number_hides(self) -> None:
        if not self.cleaned_data.get("sex") and not self.has_error("sex"):
            self.add_error("sex", "选择性别")
        if not self.cleaned_data.get("born_on") and not self.has_error("born_on"):
            self.add_error("born_on", "填写出生日期")


class DetailsForm(IdentityForm):
    """详细信息: identity and what 基本信息 starts with."""

    pairs = (("id_type", "id_number"), ("ethnicity", "political_status"))

    ethnicity = PickField(label="民族", choices=lambda: national("ethnicity"))
    political_status = PickField(label="政治面貌", choices=lambda: national("political_status"))
    native_place = CleanCharField(label="籍贯", max_length=60, required=False, help_text="如：广东清远")
    work_started_on = YearMonthField(label="参加工作时间", required=False)
    region = PickField(label="所在地区", choices=regions)
    workplace = CleanCharField(label="工作单位", max_length=100, help_text="与单位公章一致的全称")
    workplace_nature = PickField(label="单位性质", choices=UnitNature.choices)

    def clean(self) -> None:
        super().clean()
        started, born = self.cleaned_data.get("work_started_on"), self.cleaned_data.get("born_on")
        if started and started > self.today:
            self.add_error("work_started_on", "参加工作时间不晚于本月")
        elif started and born and started <= born:
            self.add_error("work_started_on", f"参加工作时间应晚于出生日期（{born:%Y-%m-%d}）")

    def profile(self) -> dict[str, Any]:
        """What the dossier keeps of a valid form."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in ("name", "id_type", "id_number")
        }


class SecurityForm(forms.Form):
    """账号安全信息."""

    asked = ("code",)
    phone = PhoneField()
    code = CleanCharField(
        label="短信验证码",
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "w-sm"}),
    )
    email = forms.EmailField(
        label="邮箱",
        max_length=150,
        required=False,
        help_text="忘记密码时多一种找回的办法",
        error_messages={"invalid": "邮箱应为 name@example.com 的形式", "max_length": "邮箱不超过 150 个字符"},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "w-lg"}),
    )

    def __init__(self, *args: Any, is_proven: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_proven:
            self.fields["code"].help_text = "手机号已验证，不换号就不用再填"

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if queries.is_phone_taken(phone):
            raise forms.ValidationError(operations.DuplicatePhone.text)
        return phone


def national(list_: str) -> Choices:
    """This function will yield today's entries of a national code list."""
    yield from codes(list_, on=timezone.localdate(clock.wall())).values_list("code", "name")
