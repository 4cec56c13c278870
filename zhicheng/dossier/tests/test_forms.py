from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import TextChoices
from django.forms import BooleanField

from zhicheng.accounts.models import User
from zhicheng.core.fields import CleanCharField, DatePartsWidget, PickField
from zhicheng.dossier import forms
from zhicheng.dossier.forms import ProfileForm, RecordForm
from zhicheng.dossier.models import (
    RECORDS,
    Achievement,
    Appraisal,
    Award,
    Book,
    Education,
    HeldTitle,
    Paper,
    Patent,
    Profile,
    Record,
    RewardSanction,
    StandardDrafting,
    Training,
    WorkLevel,
)
from zhicheng.dossier.queries import own_fields
from zhicheng.dossier.tests.conftest import AT, ROWS
from zhicheng.reference.models import Code, Degree, EducationLevel, Level, ObtainedBy, UnitNature
from zhicheng.reference.operations import load_reference
from zhicheng.reference.queries import code_lists

TODAY = date(2026, 9, 10)
FORMS: dict[type[Record], type[RecordForm]] = {
    form.model: form
    for form in (
        forms.EducationForm,
        forms.WorkExperienceForm,
        forms.HeldTitleForm,
        forms.TrainingForm,
        forms.AchievementForm,
        forms.QualificationForm,
        forms.AwardForm,
        forms.PatentForm,
        forms.StandardDraftingForm,
        forms.PaperForm,
        forms.BookForm,
        forms.TechnicalReportForm,
        forms.AppraisalForm,
        forms.RewardSanctionForm,
        forms.AcademicPostForm,
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
        elif isinstance(field, BooleanField):
            sent |= {name: "on"} if value else {}
        else:
            sent[name] = "" if value is None else str(value)
    return sent


def bound(model: type[Record], window: Any = None, **changes: Any) -> RecordForm:
    form = FORMS[model]
    return form(typed(form, ROWS[model] | changes), today=TODAY, window=window)


@pytest.fixture(autouse=True)
def _lists(db: None) -> None:
    load_reference(at=AT)


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
    form = bound(RECORDS[0], started_on=date(2019, 9, 1), degree_on=None)
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
    assert bound(model, before, started_on=date(2019, 9, 1)).errors == {
        "ended_on": ["业绩完成时间应不晚于 2018 年 8 月 31 日"]
    }
    assert bound(model, since).errors == {"ended_on": ["业绩完成时间应不早于 2021 年 1 月 1 日"]}


PROFILE: dict[str, Any] = {
    "former_name": "",
    "sex": "2",
    "born_on": date(1990, 1, 1),
    "ethnicity": "01",
    "political_status": "01",
    "birthplace": "",
    "native_place": "",
    "workplace": "清远市环境监测站",
    "workplace_nature": "",
    "workplace_location": "",
    "duty": "",
    "post": "",
    "post_since": None,
    "work_started_on": date(2017, 7, 1),
    "field": "",
    "specialty_years": None,
    "health": "健康",
    "foreign_language": "",
    "computer": "",
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


def test_a_post_and_its_date_go_together() -> None:
    assert profile(post="助理工程师").errors == {"post_since": ["填写聘任时间的年份和月份"]}
    assert profile(post_since=date(2020, 1, 1)).errors == {"post": ["填写现任专业技术职务"]}
    assert profile(post="助理工程师", post_since=date(2027, 1, 1)).errors == {
        "post_since": ["聘任时间不能晚于今天（2026 年 9 月 10 日）"]
    }


@pytest.mark.parametrize("model", RECORDS)
def test_a_form_offers_the_rows_of_its_code_lists(model: type[Record]) -> None:
    lists = FORMS[model].lists
    Code.objects.filter(list__in=lists.values()).update(name="另一个名称")
    form = bound(model)
    for name in lists:
        field = form.fields[name]
        assert isinstance(field, PickField)
        assert {words for code, words in field.choices if code} == {"另一个名称"}  # type: ignore[union-attr, misc]


def test_a_code_that_ended_is_offered_no_more() -> None:
    Code.objects.filter(list="award_grade", code="merit").update(valid_to=date(2026, 9, 9))
    assert bound(Award, grade="merit").errors == {"grade": ["从列表中选择等级"]}


ENUMERATIONS: dict[str, type[TextChoices]] = {
    "sex": Profile.Sex,
    "education": EducationLevel,
    "degree": Degree,
    "id_type": User.IdType,
    "unit_nature": UnitNature,
    "appraisal_grade": Appraisal.Grade,
    "title_level": Level,
    "obtained_by": ObtainedBy,
    "study_mode": Education.StudyMode,
    "training_category": Training.Category,
    "work_level": WorkLevel,
    "achievement_part": Achievement.Part,
    "award_grade": Award.Grade,
    "patent_sort": Patent.Sort,
    "standard_sort": StandardDrafting.Sort,
    "drafting_role": StandardDrafting.Role,
    "book_sort": Book.Sort,
    "book_role": Book.Role,
    "reward_sort": RewardSanction.Sort,
}


def test_code_lists_and_what_columns_know_are_the_same() -> None:
    found = code_lists(*ENUMERATIONS)
    assert found == {name: dict(kind.choices) for name, kind in ENUMERATIONS.items()}
    assert not Code.objects.filter(source="").exists()
    asked = {list_ for form in FORMS.values() for list_ in form.lists.values()} | {*ProfileForm.lists.values()}
    assert asked <= {*ENUMERATIONS, "ethnicity", "political_status"}


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("9787506033961", "978-7-5060-3396-1"),
        ("ISBN 978－7－5060－3396－1", "978-7-5060-3396-1"),
        ("7-5060-3396-1", ["ISBN 书号的校验位不对，多半是抄错了一位，对照版权页核对"]),
        ("9787506033962", ["ISBN 书号的校验位不对，多半是抄错了一位，对照版权页核对"]),
        ("978750603396", ["ISBN 书号应为 13 位或 10 位，对照版权页核对"]),
        ("书号", ["ISBN 书号应为 13 位或 10 位，对照版权页核对"]),
    ],
)
def test_an_isbn_is_checked_and_kept_as_it_is_printed(number: str, kept: str | list[str]) -> None:
    form = bound(Book, isbn=number)
    assert (form.errors.get("isbn") or form.cleaned_data["isbn"]) == kept


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("", ""),
        ("10062009", "1006-2009"),
        ("ISSN 1006–2009", "1006-2009"),
        ("1006-2008", ["ISSN 刊号的校验位不对，多半是抄错了一位，对照版权页核对"]),
        ("1006", ["ISSN 刊号应为 8 位，例如 1000-6923，对照版权页核对"]),
    ],
)
def test_an_issn_is_checked(number: str, kept: str | list[str]) -> None:
    form = bound(Paper, issn=number)
    assert (form.errors.get("issn") or form.cleaned_data["issn"]) == kept


def test_unusual_numbers_are_told_and_not_refused() -> None:
    said = {
        "": bound(Paper, cn="", issn=""),
        "usual": bound(Paper),
        "odd": bound(Paper, cn="粤刊 12"),
        "patent": bound(Patent, number="ZL 2023 2 1234567.8"),
        "software": bound(Patent, number="2023SR1234567", sort="software"),
    }
    assert {name: (form.is_valid(), form.hints()) for name, form in said.items()} == {
        "": (True, ["没有 CN 或 ISSN 刊号的刊物一般不计入（以评审通知为准），刊号在刊物版权页上"]),
        "usual": (True, []),
        "odd": (True, ["CN 刊号一般形如 CN 44-1234/X，对照版权页核对"]),
        "patent": (True, ["专利号的校验位不对，多半是抄错了一位，对照证书核对"]),
        "software": (True, []),
    }


@pytest.mark.parametrize(("typed_", "kept"), [("4", "4"), ("２．５", "2.5"), ("", "")])
def test_the_years_of_a_school_are_a_number(typed_: str, kept: str) -> None:
    form = bound(Education, length=typed_)
    assert form.is_valid()
    assert form.cleaned_data["length"] == kept


@pytest.mark.parametrize("typed_", ["四年", "0", "11", "2.55", "-1"])
def test_the_years_of_a_school_are_no_words(typed_: str) -> None:
    assert bound(Education, length=typed_).errors == {
        "length": ["学制（年）应为 10 以内的数字，可以有一位小数，例如 2.5"]
    }


def test_what_contradicts_itself_is_told() -> None:
    assert bound(Education, degree="").errors == {"degree": ["填了学位授予时间，选择学位"]}
    assert bound(RewardSanction, until=date(2023, 1, 1)).errors == {
        "until": ["奖励没有解除时间，删去这一项；是处分的，改选奖惩类别"]
    }
    assert bound(Training, hours=501).errors == {"hours": ["学时应为 1 至 500 的整数"]}


def test_what_lasted_over_the_border_may_stand_before_it() -> None:
    before = SimpleNamespace(starts_on=None, ends_on=date(2019, 12, 31))
    assert bound(Achievement, before).errors == {}  # 2019.01—2020.05
    assert bound(Achievement, before, started_on=date(2020, 1, 1)).errors == {
        "ended_on": ["业绩完成时间应不晚于 2019 年 12 月 31 日"]
    }
