"""One form per record of the life record, and 基本信息."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Protocol

from django import forms

from zhicheng.core.fields import (
    FIRST_YEAR,
    CleanCharField,
    DayField,
    PickField,
    WholeNumberField,
    YearMonthField,
    day_words,
    month_words,
)
from zhicheng.dossier.models import (
    AcademicOutput,
    Achievement,
    Appraisal,
    Education,
    HeldTitle,
    OtherItem,
    Profile,
    Record,
    Training,
    WorkExperience,
)
from zhicheng.reference.models import Degree, EducationLevel, Level, ObtainedBy, Series, UnitNature
from zhicheng.reference.queries import code_lists

LONG = forms.Textarea(attrs={"rows": 5})


class Period(Protocol):
    """From when to when a row counts, both days included; None is open."""

    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...


class RecordForm(forms.Form):
    """What all rows share. `today` is the day by which the case runs, `window` the days in which a row counts."""

    model: ClassVar[type[Record]]
    past: ClassVar[tuple[str, ...]] = ()  # dates that have been
    order: ClassVar[tuple[tuple[str, str], ...]] = ()  # (earlier, later); the same month will do
    inside: ClassVar[str] = ""  # the date by which the row falls into `window`
    pairs: ClassVar[tuple[tuple[str, str], ...]] = ()  # neighbours that stand side by side on a page
    use_required_attribute = False

    def __init__(self, *args: Any, today: date, window: Period | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)
        self.today = today
        self.window = window

    def clean(self) -> dict[str, Any]:
        """This function will check the dates against today, against each other and against the window."""
        for name in self.past:
            check_past(self, name)
        for earlier, later in self.order:
            check_order(self, earlier, later)
        if self.window and self.inside:
            check_inside(self, self.inside, self.window)
        return self.cleaned_data


def check_past(form: RecordForm, name: str) -> None:
    """This function will refuse a date or a year of the future."""
    value = form.cleaned_data.get(name)
    if isinstance(value, date) and value > form.today:
        form.add_error(name, f"{form.fields[name].label}不能晚于今天（{day_words(form.today)}）")
    elif isinstance(value, int) and value > form.today.year:
        form.add_error(name, f"{form.fields[name].label}不能晚于今年（{form.today.year} 年）")


def check_order(form: RecordForm, earlier: str, later: str) -> None:
    """This function will refuse an end before its beginning."""
    first, last = form.cleaned_data.get(earlier), form.cleaned_data.get(later)
    if first and last and last < first:
        form.add_error(later, f"{form.fields[later].label}应晚于{form.fields[earlier].label}（{month_words(first)}）")


def check_inside(form: RecordForm, name: str, window: Period) -> None:
    """This function will refuse a date outside the days in which a row counts."""
    value, first, last = form.cleaned_data.get(name), window.starts_on, window.ends_on
    if value is None or ((first is None or first <= value) and (last is None or value <= last)):
        return
    if first and last:
        bounds = f"在 {day_words(first)}至 {day_words(last)}之间"
    else:
        bounds = f"不晚于 {day_words(last)}" if last else f"不早于 {day_words(first or value)}"
    form.add_error(name, f"业绩{form.fields[name].label}应{bounds}")


class EducationForm(RecordForm):
    """学历学位."""

    model = Education
    past = ("started_on", "ended_on")
    order = (("started_on", "ended_on"),)
    pairs = (("level", "degree"), ("started_on", "ended_on"))

    level = PickField(label="学历", choices=EducationLevel.choices)
    degree = PickField(label="学位", choices=Degree.choices, required=False, help_text="没有学位的不选")
    school = CleanCharField(
        label="毕业院校", max_length=100, empty="填写毕业院校的全称", help_text="按毕业证书填写全称"
    )
    major = CleanCharField(label="所学专业", max_length=60, help_text="按毕业证书填写")
    study_mode = PickField(label="学习形式", choices=Education.StudyMode.choices)
    started_on = YearMonthField(label="入学时间")
    ended_on = YearMonthField(label="毕业时间", help_text="在读的不填这一条")
    certificate_number = CleanCharField(label="证书编号", max_length=60, required=False)


class WorkExperienceForm(RecordForm):
    """工作经历."""

    model = WorkExperience
    past = ("started_on", "ended_on")
    order = (("started_on", "ended_on"),)
    pairs = (("started_on", "ended_on"), ("duty", "witness"))

    started_on = YearMonthField(label="开始时间")
    ended_on = YearMonthField(label="结束时间", required=False, help_text="至今还在这里工作的，不填")
    unit = CleanCharField(label="工作单位及部门", max_length=100)
    work = CleanCharField(label="从事何种专业技术工作", max_length=100)
    duty = CleanCharField(label="职务", max_length=60, required=False)
    witness = CleanCharField(label="证明人", max_length=60, required=False, help_text="了解这段经历的同事或负责人")


def series_names() -> list[tuple[str, str]]:
    """This function will return the series by name, in the order of the national list."""
    return [(name, name) for name in Series.objects.order_by("code").values_list("name", flat=True)]


class HeldTitleForm(RecordForm):
    """现职称."""

    model = HeldTitle
    past = ("obtained_on", "review_year")
    pairs = (("name", "level"), ("series", "specialty"), ("obtained_by", "review_year"))

    name = CleanCharField(label="职称名称", max_length=40, help_text="按职称证书填写，例如助理工程师")
    level = PickField(label="级别", choices=Level.choices)
    series = PickField(label="系列", choices=series_names)
    specialty = CleanCharField(label="专业", max_length=60)
    obtained_on = DayField(label="取得时间", help_text="职称证书上的评审通过或认定时间")
    obtained_by = PickField(label="取得方式", choices=ObtainedBy.choices)
    review_year = WholeNumberField(
        label="申报年度",
        min_value=FIRST_YEAR,
        max_value=2999,
        unit="年度",
        help_text="取得这个职称时申报的是哪个年度，可能早于发证的年份",
    )
    issuer = CleanCharField(label="审批机关", max_length=100)
    certificate_number = CleanCharField(label="证书编号", max_length=60, required=False)


class TrainingForm(RecordForm):
    """继续教育."""

    model = Training
    past = ("year",)
    pairs = (("year", "category"),)

    year = WholeNumberField(label="年度", min_value=FIRST_YEAR, max_value=2999, unit="年度")
    category = PickField(label="类别", choices=Training.Category.choices)
    course = CleanCharField(label="课程或内容", max_length=100)
    hours = WholeNumberField(label="学时", min_value=1, max_value=1000, unit="学时")
    organizer = CleanCharField(label="施教机构", max_length=100)
    certificate_number = CleanCharField(
        label="证书号或验证码", max_length=60, required=False, help_text="继续教育管理系统的登记编号"
    )


class AchievementForm(RecordForm):
    """专业技术工作及业绩成果, before or since the current title by `window`."""

    model = Achievement
    past = ("started_on", "ended_on")
    order = (("started_on", "ended_on"),)
    inside = "ended_on"
    pairs = (("started_on", "ended_on"), ("part", "rank"))

    started_on = YearMonthField(label="开始时间")
    ended_on = YearMonthField(label="完成时间", help_text="按完成时间分获现资格之前和获现资格以来")
    name = CleanCharField(label="工作（项目、课题）名称", max_length=150)
    part = PickField(label="本人角色", choices=Achievement.Part.choices)
    rank = WholeNumberField(
        label="本人排名", min_value=1, max_value=200, required=False, help_text="证明材料上有排名的才填"
    )
    content = CleanCharField(
        label="主要内容与本人贡献", max_length=1500, widget=LONG, help_text="写本人做了什么，不写单位做了什么"
    )
    effect = CleanCharField(label="完成情况及效果", max_length=1500, widget=LONG, required=False)


class AcademicOutputForm(RecordForm):
    """学术成果."""

    model = AcademicOutput
    past = ("published_on",)
    pairs = (("published_on", "rank"),)

    kind = PickField(label="成果类别", choices=AcademicOutput.Kind.choices)
    name = CleanCharField(label="题目或名称", max_length=150)
    outlet = CleanCharField(label="刊物、出版社或授权机构", max_length=100)
    identifier = CleanCharField(
        label="CN、ISSN、ISBN 或专利号", max_length=60, required=False, help_text="专业技术报告不填"
    )
    published_on = YearMonthField(label="发表或授权时间")
    rank = WholeNumberField(label="本人排名", min_value=1, max_value=200, initial=1)


class AppraisalForm(RecordForm):
    """考核信息."""

    model = Appraisal
    past = ("year",)
    pairs = (("year", "grade"),)

    year = WholeNumberField(label="年度", min_value=FIRST_YEAR, max_value=2999, unit="年度")
    grade = PickField(label="考核等次", choices=Appraisal.Grade.choices)
    unit = CleanCharField(label="考核单位（当年所在单位）", max_length=100, empty="填写当年所在单位的全称")


class OtherItemForm(RecordForm):
    """其他."""

    model = OtherItem
    past = ("on",)

    kind = PickField(label="类别", choices=OtherItem.Kind.choices)
    name = CleanCharField(label="名称", max_length=150)
    issuer = CleanCharField(label="授予或批准单位", max_length=100, required=False)
    on = YearMonthField(label="时间")
    detail = CleanCharField(label="等级、职务或说明", max_length=200, required=False)


class ProfileForm(forms.Form):
    """基本信息. `fixed` are values that the ID number tells (sex, born_on): shown, never taken from what was sent."""

    use_required_attribute = False
    pairs: ClassVar[tuple[tuple[str, str], ...]] = (
        ("sex", "born_on"),
        ("ethnicity", "political_status"),
        ("workplace_nature", "duty"),
        ("work_started_on", "specialty_years"),
    )

    former_name = CleanCharField(label="曾用名", max_length=60, required=False)
    sex = PickField(label="性别", choices=Profile.Sex.choices)
    born_on = DayField(label="出生日期")
    ethnicity = PickField(label="民族")
    political_status = PickField(label="政治面貌")
    native_place = CleanCharField(label="籍贯", max_length=60, required=False)
    workplace = CleanCharField(label="工作单位", max_length=100, empty="填写工作单位的全称")
    workplace_nature = PickField(label="单位性质", choices=UnitNature.choices, required=False)
    duty = CleanCharField(label="行政职务", max_length=60, required=False)
    work_started_on = YearMonthField(label="参加工作时间")
    specialty_years = WholeNumberField(label="从事本专业年限", min_value=0, max_value=60, unit="年", required=False)
    health = CleanCharField(label="身体状况", max_length=30, empty="填写身体状况，例如健康")
    address = CleanCharField(label="通讯地址", max_length=120)

    def __init__(self, *args: Any, today: date, fixed: Mapping[str, object] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)
        self.today = today
        self.codes = code_lists("ethnicity", "political_status")
        for name, names in self.codes.items():
            self.fields[name] = PickField(label=str(self.fields[name].label), choices=tuple(names.items()))
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
