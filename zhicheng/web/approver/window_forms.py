"""What a bureau fills in to open a time of filing, to change it before it begins, and to move its end."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from zhicheng.applications.registry import all_kinds
from zhicheng.audit.operations import is_personal
from zhicheng.calls.models import FilingWindow
from zhicheng.core.fields import CleanCharField, DayField, PickField, WholeNumberField
from zhicheng.core.workdays import SHANGHAI
from zhicheng.reference.models import Region

YEARS = (-1, 0, 1)  # review years for which a window may be opened, seen from this one


def begin(day: date) -> datetime:
    """This function will return 0:00 of the day."""
    return datetime.combine(day, time(), SHANGHAI)


def end(day: date) -> datetime:
    """This function will return 24:00 of the day."""
    return begin(day + timedelta(days=1))


def last_day(until: datetime) -> date:
    """This function will return the day whose 24:00 `until` is, or on which it lies."""
    return timezone.localdate(until - timedelta.resolution)


def without_numbers(text: str) -> str:
    """This function will return `text`, or refuse one that names a whole ID number or mobile phone."""
    if is_personal(text):
        raise forms.ValidationError("不要写完整的证件号码或手机号码，删去后重新填写")
    return text


class WindowForm(forms.Form):
    """From when to when, by which notice. `review_year` where that is known."""

    use_required_attribute = False
    first_day = DayField(label="开始受理", help_text="从这一天 0:00 起")
    last_day = DayField(label="个人提交截止", required=False, help_text="到这一天 24:00；全年受理的不填")
    source = CleanCharField(label="依据", max_length=200, help_text="写明通知的名称和文号，申请人会看到")
    notice_days = WholeNumberField(label="公示工作日", min_value=5, max_value=60, unit="个工作日", initial=5)
    correction_days = WholeNumberField(label="补正工作日", min_value=1, max_value=60, unit="个工作日", initial=15)

    def __init__(self, *args: Any, review_year: int = 0, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)
        self.review_year = review_year

    def clean_source(self) -> str:
        """This function will keep personal numbers out of what everybody reads."""
        return without_numbers(self.cleaned_data["source"])

    def clean(self) -> dict[str, Any]:
        """This function will refuse days that are not in order, or not of the review year or the next."""
        given = super().clean() or {}
        year = self.review_year or int(given.get("year") or 0)
        first, last = given.get("first_day"), given.get("last_day")
        for name, day in (("first_day", first), ("last_day", last)):
            if year and day and day.year not in (year, year + 1):
                self.add_error(name, f"{self.fields[name].label}应在 {year} 年或 {year + 1} 年")
        if first and last and last < first:
            self.add_error("last_day", "个人提交截止不能早于开始受理")
        return given

    @property
    def terms(self) -> dict[str, Any]:
        """What the verbs take; call it on a valid form."""
        given = self.cleaned_data
        return {
            "opens_at": begin(given["first_day"]),
            "submit_until": end(given["last_day"]) if given["last_day"] else None,
            **{name: given[name] for name in ("source", "notice_days", "correction_days")},
        }


class NewWindowForm(WindowForm):
    """Of which kind and year, and in which of the officer's regions."""

    kind = PickField(label="业务")
    year = PickField(label="申报年度")
    region = PickField(label="受理范围", help_text="这个地区和它下属的地区")
    field_order = ("kind", "year", "region")

    def __init__(self, *args: Any, regions: Sequence[Region], this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "kind": [(kind.key, kind.title) for kind in all_kinds() if not kind.by_call],
            "year": [(str(this_year + more), f"{this_year + more} 年度") for more in YEARS],
            "region": [(region.pk, region.name) for region in regions],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
            field.choices = [("", "选择"), *choices]
        self.initial.setdefault("year", str(this_year))
        if len(regions) == 1:
            self.initial.setdefault("region", regions[0].pk)


class EndForm(forms.Form):
    """The new last day of a window under which filing has begun, and why."""

    use_required_attribute = False
    last_day = DayField(label="新的个人提交截止", help_text="到这一天 24:00；可以延长，也可以提前到今天")
    reason = CleanCharField(label="原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, window: FilingWindow, at: datetime, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)
        self.window, self.at = window, at

    def clean_reason(self) -> str:
        """This function will keep personal numbers out of what the audit holds."""
        return without_numbers(self.cleaned_data["reason"])

    def clean_last_day(self) -> date:
        """This function will refuse a day that is over, too far away, or the one it is already."""
        day: date = self.cleaned_data["last_day"]
        furthest = self.window.year_id + 1
        if day < timezone.localdate(self.at):
            raise forms.ValidationError("新的截止时间不能早于今天")
        if day.year > furthest:
            raise forms.ValidationError(f"新的截止时间应在 {furthest} 年 12 月 31 日以前")
        if self.window.submit_until == end(day):
            raise forms.ValidationError("与现在的截止时间相同，改成别的日期")
        return day
