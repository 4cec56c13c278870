from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from zhicheng.core.fields import CleanCharField, DatePartsWidget
from zhicheng.dossier import forms
from zhicheng.dossier.forms import ProfileForm, RecordForm
from zhicheng.dossier.models import RECORDS, HeldTitle, Record
from zhicheng.dossier.queries import own_fields
from zhicheng.dossier.tests.conftest import ROWS
from zhicheng.reference.models import Code, Series

TODAY = date(2026, 9, 10)
FORMS: dict[type[Record], type[RecordForm]] = {
    form.model: form
    for form in (
        forms.EducationForm,
        forms.WorkExperienceForm,
        forms.HeldTitleForm,
        forms.TrainingForm,
        forms.AchievementForm,
        forms.AcademicOutputForm,
        forms.AppraisalForm,
        forms.OtherItemForm,
    )
}


def typed(form: type[Any], values: dict[str, Any]) -> dict[str, str]:
    """What a browser sends for the values."""
    sent: dict[str, str] = {}
    for name, field in form.base_fields.items():
        value = values.get(name)
        if isinstance(field.widget, DatePartsWidget):
            parts = field.widget.decompress(value)
            sent |= {f"{name}_{number}": str(part or "") for number, part in enumerate(parts)}
        else:
            sent[name] = "" if value is None else str(value)
    return sent


def bound(model: type[Record], window: Any = None, **changes: Any) -> RecordForm:
    form = FORMS[model]
    return form(typed(form, ROWS[model] | changes), today=TODAY, window=window)


@pytest.fixture(autouse=True)
def _lists(db: None) -> None:
    Series.objects.create(code="05", name="工程技术人员", valid_from=date(2021, 11, 2), source="国家目录")
    for name in ("ethnicity", "political_status"):
        Code.objects.create(list=name, code="01", name="第一项", valid_from=date(1992, 4, 1), source="国家标准")


@pytest.mark.parametrize("model", RECORDS)
def test_a_form_asks_what_its_row_keeps_in_the_same_words(model: type[Record]) -> None:
    asked = [(name, str(field.label)) for name, field in FORMS[model].base_fields.items()]
    assert asked == [(field.name, str(field.verbose_name)) for field in own_fields(model)]


@pytest.mark.parametrize("model", RECORDS)
def test_a_well_filled_form_cleans_to_the_row(model: type[Record]) -> None:
    form = bound(model)
    assert (form.errors, form.cleaned_data) == ({}, ROWS[model])


@pytest.mark.parametrize("model", RECORDS)
def test_a_form_allows_no_more_than_the_column_holds(model: type[Record]) -> None:
    limits = {field.name: field.max_length for field in own_fields(model)}
    texts = {name: field for name, field in FORMS[model].base_fields.items() if isinstance(field, CleanCharField)}
    allowed = {name: field.max_length for name, field in texts.items()}
    assert allowed == {name: limits[name] or 1500 for name in texts}  # 1500: columns without a limit


def test_an_empty_form_says_what_to_do_at_every_box() -> None:
    form = forms.EducationForm({}, today=TODAY)
    assert {name: list(errors) for name, errors in form.errors.items()} == {
        "level": ["选择学历"],
        "school": ["填写毕业院校的全称"],
        "major": ["填写所学专业"],
        "study_mode": ["选择学习形式"],
        "started_on": ["填写入学时间的年份和月份"],
        "ended_on": ["填写毕业时间的年份和月份"],
    }


def test_reversed_dates_are_told_the_earlier_one() -> None:
    form = bound(RECORDS[0], started_on=date(2019, 9, 1))
    assert form.errors == {"ended_on": ["毕业时间应晚于入学时间（2019 年 9 月）"]}


def test_the_future_is_refused() -> None:
    assert bound(RECORDS[0], ended_on=date(2026, 10, 1)).errors == {
        "ended_on": ["毕业时间不能晚于今天（2026 年 9 月 10 日）"]
    }
    assert bound(HeldTitle, review_year=2027).errors == {"review_year": ["申报年度不能晚于今年（2026 年）"]}


def test_a_very_long_text_is_told_both_numbers() -> None:
    form = bound(forms.AchievementForm.model, content="字" * 200_000)
    assert form.errors == {"content": ["主要内容与本人贡献不超过 1500 字，现有 200000 字"]}


def test_an_achievement_counts_only_inside_its_window() -> None:
    model = forms.AchievementForm.model
    window = SimpleNamespace(starts_on=date(2018, 9, 1), ends_on=date(2025, 12, 31))
    inside = (date(2018, 9, 1), date(2025, 12, 1))
    assert [bound(model, window, started_on=date(2018, 1, 1), ended_on=day).errors for day in inside] == [{}, {}]
    early = bound(model, window, started_on=date(2018, 1, 1), ended_on=date(2018, 8, 1))
    late = bound(model, window, ended_on=date(2026, 1, 1))
    message = "业绩完成时间应在 2018 年 9 月 1 日至 2025 年 12 月 31 日之间"
    assert early.errors == late.errors == {"ended_on": [message]}


def test_a_window_open_at_one_end_names_the_other() -> None:
    model = forms.AchievementForm.model
    before = SimpleNamespace(starts_on=None, ends_on=date(2018, 8, 31))
    since = SimpleNamespace(starts_on=date(2021, 1, 1), ends_on=None)
    assert bound(model, before).errors == {"ended_on": ["业绩完成时间应不晚于 2018 年 8 月 31 日"]}
    assert bound(model, since).errors == {"ended_on": ["业绩完成时间应不早于 2021 年 1 月 1 日"]}


PROFILE: dict[str, Any] = {
    "former_name": "",
    "sex": "2",
    "born_on": date(1990, 1, 1),
    "ethnicity": "01",
    "political_status": "01",
    "native_place": "",
    "workplace": "清远市环境监测站",
    "workplace_nature": "",
    "duty": "",
    "work_started_on": date(2017, 7, 1),
    "specialty_years": None,
    "health": "健康",
    "address": "清远市新城区",
}


def profile(fixed: dict[str, object] | None = None, **changes: Any) -> ProfileForm:
    return ProfileForm(typed(ProfileForm, PROFILE | changes), today=TODAY, fixed=fixed)


def test_basic_facts_need_only_what_the_printed_form_cannot_do_without() -> None:
    form = profile()
    assert (form.errors, form.cleaned_data) == ({}, PROFILE)


def test_what_the_id_number_tells_cannot_be_typed_over() -> None:
    form = profile({"sex": "1", "born_on": date(1988, 5, 4)}, born_on=date(2000, 1, 1))
    assert form.is_valid()
    assert (form.cleaned_data["sex"], form.cleaned_data["born_on"]) == ("1", date(1988, 5, 4))


def test_dates_of_a_life_stand_in_order() -> None:
    assert profile(born_on=date(2027, 1, 1)).errors == {"born_on": ["出生日期不能晚于今天（2026 年 9 月 10 日）"]}
    assert profile(work_started_on=date(1989, 1, 1)).errors == {
        "work_started_on": ["参加工作时间应晚于出生日期（1990 年 1 月 1 日）"]
    }
    assert profile(work_started_on=date(2026, 10, 1)).errors == {
        "work_started_on": ["参加工作时间不能晚于今天（2026 年 9 月 10 日）"]
    }
