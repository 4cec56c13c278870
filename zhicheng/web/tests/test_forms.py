"""What a form looks like: label, hint, error, control, and errors that lead to their fields."""

import re

import pytest
from django import forms

from zhicheng.core.fields import CleanCharField, PickField, WholeNumberField, YearMonthField
from zhicheng.web.forms import error_links
from zhicheng.web.widgets import FileDrop, Typeahead


class SchoolForm(forms.Form):
    school = forms.CharField(label="毕业院校", help_text="填写全称", error_messages={"required": "填写毕业院校"})
    mode = forms.ChoiceField(
        label="学习形式",
        choices=[("full", "全日制"), ("part", "非全日制")],
        widget=forms.RadioSelect,
        error_messages={"required": "选择学习形式"},
    )
    ended = YearMonthField(label="毕业时间")
    note = forms.CharField(label="备注", required=False, max_length=20, widget=forms.Textarea)


def test_a_field_reads_label_hint_error_control() -> None:
    html = str(SchoolForm({})["school"].as_field_group())
    order = ['<label class="label" for="f-school">毕业院校</label>', 'id="h-school"', 'id="e-school"', "<input"]
    assert sorted(order, key=html.index) == order


def test_a_wrong_field_names_its_hint_and_error_and_is_not_required_by_the_browser() -> None:
    html = str(SchoolForm({})["school"])
    assert html == (
        '<input type="text" name="school" aria-invalid="true" aria-describedby="h-school e-school" '
        'class="input" id="f-school">'
    )


def test_only_fields_that_may_stay_empty_are_marked() -> None:
    marked = [field.name for field in SchoolForm() if "（选填）" in field.as_field_group()]
    assert marked == ["note"]


def test_the_summary_lists_every_error_in_order_and_each_link_finds_its_control() -> None:
    form = SchoolForm({"ended_0": "2012", "ended_1": "13"})
    html = str(form)
    links = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a>', html)
    assert links == [
        ("f-school", "填写毕业院校"),
        ("f-mode", "选择学习形式"),
        ("f-ended_0", "毕业时间应为年份和月份，例如 2019 年 9 月"),
    ]
    assert [html.count(f'id="{target}"') for target, _ in links] == [1, 1, 1]


def test_a_form_without_errors_has_no_summary() -> None:
    assert "err-sum" not in str(SchoolForm())


def test_errors_of_the_whole_form_have_no_target() -> None:
    form = SchoolForm({"school": "广东工业大学", "mode": "full", "ended_0": "2017", "ended_1": "6"})
    form.add_error(None, "已有相同的学历")
    assert error_links(form) == [("", "已有相同的学历")]


def test_a_group_is_described_by_its_hint_and_error() -> None:
    html = str(SchoolForm({})["mode"].as_field_group())
    assert re.match(r'\s*<fieldset class="field has-error" aria-describedby="e-mode">', html)


def test_forms_of_a_set_keep_their_ids_apart() -> None:
    formset = forms.formset_factory(SchoolForm, extra=2)()
    html = str(formset)
    assert [html.count(f'id="f-form-{n}-school"') for n in range(2)] == [1, 1]


def test_a_limited_textarea_counts_instead_of_cutting() -> None:
    html = str(SchoolForm()["note"])
    assert 'data-max="20"' in html
    assert "maxlength" not in html


@pytest.mark.parametrize(("count", "searches"), [(15, False), (16, True)])
def test_a_list_becomes_a_search_box_above_fifteen_options(count: int, searches: bool) -> None:
    html = Typeahead(choices=[(str(n), f"第 {n} 市") for n in range(count)]).render("city", "1", {})
    assert ('data-module="typeahead"' in html) is searches


def test_a_remote_list_sends_only_what_is_chosen() -> None:
    widget = Typeahead(choices=[("1", "甲单位"), ("2", "乙单位")], url="/search/", missing="联系人社局")
    html = widget.render("unit", "2", {})
    assert re.findall(r'<option value="(\d*)"', html) == ["", "2"]
    assert 'data-url="/search/"' in html
    assert len(list(widget.choices)) == 2


def test_a_box_is_as_wide_as_what_is_written_in_it() -> None:
    class WidthsForm(forms.Form):
        year = WholeNumberField(label="年度", min_value=1900, max_value=2999, unit="年度")
        rank = WholeNumberField(label="本人排名", min_value=1, max_value=200)
        code = CleanCharField(label="验证码", max_length=10)
        phone = CleanCharField(label="受理电话", max_length=40)
        school = CleanCharField(label="毕业院校", max_length=100)
        title = CleanCharField(label="题目", max_length=150)
        level = PickField(label="级别", choices=[("3", "中级")])
        own = CleanCharField(label="邮箱", max_length=10, widget=forms.TextInput(attrs={"class": "w-lg"}))

    form = WidthsForm()
    drawn = {field.name: re.findall(r"w-(xs|sm|md|lg)", str(field)) for field in form}
    assert drawn == {
        "year": ["xs"],
        "rank": ["xs"],
        "code": ["sm"],
        "phone": ["md"],
        "school": ["lg"],
        "title": [],
        "level": ["lg"],
        "own": ["lg"],
    }


def test_neighbours_named_as_a_pair_share_a_line_in_their_order() -> None:
    class PairsForm(SchoolForm):
        pairs = (("mode", "ended"), ("school", "note"))  # the second are no neighbours

    html = PairsForm().render("forms/fields.html")
    names = re.findall(r'name="(\w+)"', html)
    assert [html.count("grid-2"), html.index("grid-2") > html.index('name="school"')] == [1, True]
    assert list(dict.fromkeys(names)) == ["school", "mode", "ended_0", "ended_1", "note"]


def test_a_file_box_names_what_it_takes() -> None:
    html = FileDrop(accept=".pdf").render("proof", None, {"id": "f-proof"})
    assert '<input type="file" name="proof" accept=".pdf" id="f-proof">' in html


def test_widgets_that_only_django_has_fall_back_to_it() -> None:
    assert SchoolForm().renderer.get_template("django/forms/widgets/date.html") is not None
