"""The form of 基本信息."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms

from zhicheng.core.fields import CleanCharField, DayField, PickField, WholeNumberField, YearMonthField, day_words
from zhicheng.dossier.forms.base import offer
from zhicheng.dossier.models import Profile
from zhicheng.reference.models import UnitNature

OPTIONAL = "不作要求，有证书的可填"


class PersonFields(forms.Form):
    """Who the person is."""

    former_name = CleanCharField(label="曾用名", max_length=60, required=False)
    sex = PickField(label="性别", choices=Profile.Sex.choices)
    born_on = DayField(label="出生日期")
    ethnicity = PickField(label="民族")
    political_status = PickField(label="政治面貌")
    birthplace = CleanCharField(label="出生地", max_length=60, required=False, help_text="例如广东清远")
    native_place = CleanCharField(label="籍贯", max_length=60, required=False)


class WorkFields(forms.Form):
    """Where and as what the person works."""

    workplace = CleanCharField(label="工作单位", max_length=100, empty="填写工作单位的全称")
    workplace_nature = PickField(label="单位性质", choices=UnitNature.choices, required=False)
    workplace_location = CleanCharField(label="单位所在地", max_length=60, required=False, help_text="例如清远市清城区")
    duty = CleanCharField(label="行政职务", max_length=60, required=False)
    post = CleanCharField(
        label="现任专业技术职务", max_length=60, required=False, help_text="单位现在聘任的职务，没有聘任的不填"
    )
    post_since = YearMonthField(label="聘任时间", required=False)
    work_started_on = YearMonthField(label="参加工作时间")
    field = CleanCharField(label="现从事专业", max_length=60, required=False, help_text="例如生态环境监测")
    specialty_years = WholeNumberField(label="从事本专业年限", min_value=0, max_value=60, unit="年", required=False)


class ProfileForm(WorkFields, PersonFields):
    """基本信息. `fixed` are values that the ID number tells (sex, born_on): shown, never taken from what was sent."""

    use_required_attribute = False
    pairs: ClassVar[tuple[tuple[str, str], ...]] = (
        ("sex", "born_on"),
        ("ethnicity", "political_status"),
        ("birthplace", "native_place"),
        ("workplace_nature", "workplace_location"),
        ("post", "post_since"),
        ("field", "specialty_years"),
        ("foreign_language", "computer"),
    )
    lists: ClassVar[Mapping[str, str]] = {
        "sex": "sex",
        "ethnicity": "ethnicity",
        "political_status": "political_status",
        "workplace_nature": "unit_nature",
    }

    health = CleanCharField(label="身体状况", max_length=30, empty="填写身体状况，例如健康")
    foreign_language = CleanCharField(
        label="外语水平", max_length=60, required=False, help_text="不作要求，有证书的可填"
    )
    computer = CleanCharField(label="计算机水平", max_length=60, required=False, help_text=OPTIONAL)
    address = CleanCharField(label="通讯地址", max_length=120)

    def __init__(self, *args: Any, today: date, fixed: Mapping[str, object] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)
        self.today = today
        self.codes = offer(self, self.lists, on=today)
        for name, value in (fixed or {}).items():
            self.fields[name].disabled = True
            self.initial[name] = value

    def clean(self) -> dict[str, Any]:
        """This function will check that the person was born before today and before beginning to work."""
        check_life(self)
        return self.cleaned_data


def check_life(form: ProfileForm) -> None:
    """This function will refuse a birth or a first working day in the future, and work before birth."""
    born_on, started = form.cleaned_data.get("born_on"), form.cleaned_data.get("work_started_on")
    if born_on and born_on > form.today:
        form.add_error("born_on", f"出生日期不能晚于今天（{day_words(form.today)}）")
    elif started and started > form.today:
        form.add_error("work_started_on", f"参加工作时间不能晚于今天（{day_words(form.today)}）")
    elif born_on and started and started <= born_on:
        form.add_error("work_started_on", f"参加工作时间应晚于出生日期（{day_words(born_on)}）")
    check_post(form)


def check_post(form: ProfileForm) -> None:
    """This function will ask for the post and its date together."""
    post, since = form.cleaned_data.get("post"), form.cleaned_data.get("post_since")
    if since and since > form.today:
        form.add_error("post_since", f"聘任时间不能晚于今天（{day_words(form.today)}）")
    elif post and since is None and "post_since" not in form.errors:
        form.add_error("post_since", "填写聘任时间的年份和月份")
    elif since and not post and "post" not in form.errors:
        form.add_error("post", "填写现任专业技术职务")
