from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from zhicheng.core.fields import CleanCharField, DayField, PickField, WholeNumberField, YearMonthField, day_words


def complaints(field: forms.Field, value: object) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return refused.value.messages


def test_an_empty_text_is_told_what_to_do() -> None:
    assert complaints(CleanCharField(label="专业", max_length=60), " ") == ["填写专业"]
    assert complaints(CleanCharField(label="毕业院校", max_length=9, empty="填写毕业院校的全称"), None) == [
        "填写毕业院校的全称"
    ]


def test_a_long_text_is_told_both_numbers() -> None:
    assert complaints(CleanCharField(label="专业", max_length=3), "环境工程") == ["专业不超过 3 字，现有 4 字"]


def test_nul_and_control_characters_are_refused_once() -> None:
    field = CleanCharField(label="专业", max_length=60)
    assert complaints(field, "环\x00境") == ["专业含有看不见的控制字符，删去后重新填写"]
    assert complaints(field, "环\u202e境") == ["专业含有看不见的控制字符，删去后重新填写"]


def test_line_breaks_stay_only_in_a_textarea() -> None:
    one = CleanCharField(label="专业", max_length=60)
    many = CleanCharField(label="总结", max_length=60, widget=forms.Textarea)
    assert (one.clean("甲\r\n乙"), many.clean("甲\r\n乙")) == ("甲 乙", "甲\n乙")


def test_rare_characters_and_the_name_dot_pass() -> None:
    assert CleanCharField(label="姓名", max_length=50).clean(" 𬱖·买买提 ") == "𬱖·买买提"


def test_only_a_textarea_carries_its_length_to_the_browser() -> None:
    one = CleanCharField(label="专业", max_length=60)
    many = CleanCharField(label="总结", max_length=60, widget=forms.Textarea)
    assert ("maxlength" in one.widget.attrs, many.widget.attrs["maxlength"]) == (False, "60")


def test_a_month_becomes_its_first_day() -> None:
    assert YearMonthField(label="毕业时间").clean(["2017", "6"]) == date(2017, 6, 1)
    assert YearMonthField(label="毕业时间").clean(["２０１７", "０６"]) == date(2017, 6, 1)


@pytest.mark.parametrize(
    "typed", [["2017", ""], ["", "6"], ["2017", "13"], ["17", "6"], ["二〇一七", "6"], ["9" * 5000, "1"]]
)
def test_a_bad_month_gives_one_message(typed: list[str]) -> None:
    assert complaints(YearMonthField(label="毕业时间"), typed) == ["毕业时间应为年份和月份，例如 2019 年 9 月"]


def test_an_empty_month_is_asked_for_or_left_out() -> None:
    assert complaints(YearMonthField(label="毕业时间"), ["", ""]) == ["填写毕业时间的年份和月份"]
    assert YearMonthField(label="结束时间", required=False).clean(["", ""]) is None


def test_a_day_must_be_in_the_calendar() -> None:
    assert DayField(label="出生日期").clean(["1990", "2", "28"]) == date(1990, 2, 28)
    assert complaints(DayField(label="出生日期"), ["1990", "2", "30"]) == ["出生日期应为年月日，例如 2019 年 9 月 1 日"]


def test_a_form_reads_the_boxes_by_number_and_shows_them_again() -> None:
    class Form(forms.Form):
        ended_on = YearMonthField(label="毕业时间")

    good = Form({"ended_on_0": "2017", "ended_on_1": "6"})
    half = Form({"ended_on_0": "2017", "ended_on_1": ""})
    assert (good.is_valid(), good.cleaned_data) == (True, {"ended_on": date(2017, 6, 1)})
    assert half["ended_on"].value() == ["2017", ""]
    widget = half.fields["ended_on"].widget
    boxes = widget.get_context("ended_on", date(2017, 6, 1), {"id": "f-ended_on"})["widget"]["subwidgets"]
    assert [(box["name"], box["value"], box["unit"], box["attrs"]["id"]) for box in boxes] == [
        ("ended_on_0", "2017", "年", "f-ended_on_0"),
        ("ended_on_1", "6", "月", "f-ended_on_1"),
    ]
    assert widget.id_for_label("f-ended_on") == "f-ended_on_0"


def test_a_list_starts_empty_and_is_asked_for() -> None:
    field = PickField(label="学历", choices=[("21", "大学本科")])
    assert list(field.widget.choices) == [("", "选择"), ("21", "大学本科")]
    assert (complaints(field, ""), complaints(field, "99")) == (["选择学历"], ["从列表中选择学历"])


@pytest.mark.parametrize("typed", ["0", "1.5", "many", "1001"])
def test_a_number_is_told_its_bounds(typed: str) -> None:
    field = WholeNumberField(label="学时", min_value=1, max_value=1000)
    assert complaints(field, typed) == ["学时应为 1 至 1000 的整数"]


def test_days_read_as_people_write_them() -> None:
    assert day_words(date(2026, 9, 15)) == "2026 年 9 月 15 日"
