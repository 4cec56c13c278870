"""Form fields that speak the house's words: what happened, and how to mend it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from zhicheng.core.text import has_unprintable

FIRST_YEAR = 1900


def month_words(day: date) -> str:
    """This function will write the month of `day` as people read it: 2019 年 9 月."""
    return f"{day.year} 年 {day.month} 月"


def day_words(day: date) -> str:
    """This function will write `day` as people read it: 2019 年 9 月 1 日."""
    return f"{month_words(day)} {day.day} 日"


class CleanCharField(forms.CharField):
    """Text that can be stored and printed; `empty` is what an empty box is told (default: 填写 + label).

    A textarea keeps its line breaks; in one line they become spaces.
    """

    def __init__(self, *, label: str, max_length: int, empty: str = "", **kwargs: Any) -> None:
        messages = {
            "required": empty or f"填写{label}",
            "max_length": f"{label}不超过 %(limit_value)d 字，现有 %(show_value)d 字",
            "unprintable": f"{label}含有看不见的控制字符，删去后重新填写",
        }
        super().__init__(label=label, max_length=max_length, error_messages=messages, **kwargs)

    def to_python(self, value: Any) -> str:
        """This function will return clean text; a line break counts as one character, as on the screen."""
        lines = str(super().to_python(value) or "").replace("\t", " ").splitlines()
        if any(map(has_unprintable, lines)):
            raise ValidationError(self.error_messages["unprintable"], code="unprintable")
        return ("\n" if isinstance(self.widget, forms.Textarea) else " ").join(lines)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """This function will keep `maxlength` off one-line boxes: a browser would cut pasted text without a word.

        On a textarea the renderer turns it into the counter.
        """
        attrs = super().widget_attrs(widget)
        if not isinstance(widget, forms.Textarea):
            attrs.pop("maxlength", None)
        return attrs


class PickField(forms.ChoiceField):
    """One of a list, with an empty first line so that nothing is chosen by accident."""

    def __init__(self, *, label: str, choices: Any = (), empty: str = "", **kwargs: Any) -> None:
        messages = {"required": empty or f"选择{label}", "invalid_choice": f"从列表中选择{label}"}
        source = choices if callable(choices) else lambda: choices
        super().__init__(label=label, choices=lambda: [("", "选择"), *source()], error_messages=messages, **kwargs)


class WholeNumberField(forms.IntegerField):
    """A whole number from `min_value` to `max_value`."""

    def __init__(self, *, label: str, min_value: int, max_value: int, unit: str = "", **kwargs: Any) -> None:
        rule = f"{label}应为 {min_value} 至 {max_value} 的整数"
        messages = {"required": f"填写{label}", "invalid": rule, "min_value": rule, "max_value": rule}
        attrs = {"inputmode": "numeric", "autocomplete": "off", **({"data-unit": unit} if unit else {})}
        super().__init__(
            label=label,
            min_value=min_value,
            max_value=max_value,
            error_messages=messages,
            widget=forms.TextInput(attrs=attrs),
            **kwargs,
        )


class DatePartsWidget(forms.MultiWidget):
    """Number boxes 年, 月 (and 日), named `name_0`, `name_1` …; each subwidget tells its `unit`."""

    template_name = "forms/widgets/date_parts.html"
    use_fieldset = True

    def __init__(self, units: Sequence[str], attrs: dict[str, Any] | None = None) -> None:
        self.units = tuple(units)
        boxes = [forms.TextInput(attrs={"inputmode": "numeric", "aria-label": unit}) for unit in units]
        super().__init__(boxes, attrs)

    def decompress(self, value: date | None) -> list[int | None]:
        parts = [value.year, value.month, value.day] if value else [None] * 3
        return [*parts[: len(self.units)]]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for box, unit in zip(context["widget"]["subwidgets"], self.units, strict=True):
            box["unit"] = unit
        return context

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """This function will name the first box, so that a link in the error summary lands in it."""
        return f"{id_}_0" if id_ else id_

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> list[str]:
        return [str(part or "").strip() for part in super().value_from_datadict(data, files, name)]


class YearMonthField(forms.Field):
    """A month; cleans to its first day."""

    units: ClassVar[tuple[str, ...]] = ("年", "月")
    parts: ClassVar[str] = "年份和月份"
    example: ClassVar[str] = "2019 年 9 月"

    def __init__(self, *, label: str, empty: str = "", **kwargs: Any) -> None:
        messages = {
            "required": empty or f"填写{label}的{self.parts}",
            "invalid": f"{label}应为{self.parts}，例如 {self.example}",
        }
        widget = DatePartsWidget(self.units)
        super().__init__(label=label, widget=widget, error_messages=messages, **kwargs)

    def to_python(self, value: Any) -> date | None:
        """This function will turn the boxes into a date, or raise one message for all of them."""
        if isinstance(value, date) or value is None:
            return value
        if not any(value):
            return None
        try:
            year, month, day = (*map(int, value), 1)[:3]
            found = date(year, month, day)
        except (ValueError, OverflowError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if found.year < FIRST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True


class DayField(YearMonthField):
    """A day in three boxes."""

    units = ("年", "月", "日")
    parts = "年月日"
    example = "2019 年 9 月 1 日"
