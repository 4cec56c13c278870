"""Forms of schools, jobs, titles, qualifications, courses and yearly appraisals."""

from typing import Any

from django import forms

from zhicheng.core.fields import FIRST_YEAR, CleanCharField, DayField, PickField, WholeNumberField, YearMonthField
from zhicheng.dossier.forms.base import RecordForm, decimal
from zhicheng.dossier.models import Appraisal, Education, HeldTitle, Qualification, Training, WorkExperience
from zhicheng.reference.models import Degree, EducationLevel, Level, ObtainedBy, Series

MOST_HOURS = 500  # of one course


class EducationForm(RecordForm):
    """学历学位."""

    model = Education
    past = ("started_on", "ended_on", "degree_on")
    order = (("started_on", "ended_on"), ("started_on", "degree_on"))
    pairs = (("level", "degree"), ("study_mode", "length"), ("started_on", "ended_on"))
    lists = {"level": "education", "degree": "degree", "study_mode": "study_mode"}

    level = PickField(label="学历", choices=EducationLevel.choices)
    degree = PickField(label="学位", choices=Degree.choices, required=False, help_text="没有学位的不选")
    school = CleanCharField(
        label="毕业院校", max_length=100, empty="填写毕业院校的全称", help_text="按毕业证书填写全称"
    )
    major = CleanCharField(label="所学专业", max_length=60, help_text="按毕业证书填写")
    study_mode = PickField(label="学习形式", choices=Education.StudyMode.choices)
    length = CleanCharField(label="学制（年）", max_length=10, required=False, help_text="例如 4 或 2.5")
    started_on = YearMonthField(label="入学时间")
    ended_on = YearMonthField(label="毕业时间", help_text="在读的不填这一条")
    certificate_number = CleanCharField(label="学历证书编号", max_length=60, required=False)
    degree_on = YearMonthField(label="学位授予时间", required=False)
    degree_school = CleanCharField(
        label="学位授予学校", max_length=100, required=False, help_text="与毕业院校相同的不填"
    )
    degree_number = CleanCharField(label="学位证书编号", max_length=60, required=False)
    is_basis = forms.BooleanField(
        label="申报依据学历", required=False, help_text="本次申报按这个学历的条件计算资历的，勾选"
    )

    def clean_length(self) -> str:
        return decimal(self, "length", 10)

    def clean(self) -> dict[str, Any]:
        """This function will also refuse what tells of a degree where none is chosen."""
        said = super().clean()
        if said.get("degree_on") and not said.get("degree") and "degree" not in self.errors:
            self.add_error("degree", "填了学位授予时间，选择学位")
        return said


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
    lists = {"level": "title_level", "obtained_by": "obtained_by"}

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


class QualificationForm(RecordForm):
    """职业资格."""

    model = Qualification
    past = ("obtained_on",)
    pairs = (("level", "obtained_on"),)

    name = CleanCharField(label="职业资格名称", max_length=100, help_text="按证书填写，例如注册环保工程师")
    level = CleanCharField(label="级别", max_length=40, required=False, help_text="分级别的才填")
    obtained_on = YearMonthField(label="取得时间")
    issuer = CleanCharField(label="发证机关", max_length=100, required=False)
    certificate_number = CleanCharField(label="证书编号", max_length=60)


class TrainingForm(RecordForm):
    """继续教育."""

    model = Training
    past = ("year", "started_on", "ended_on")
    order = (("started_on", "ended_on"),)
    pairs = (("year", "category"), ("started_on", "ended_on"))
    lists = {"category": "training_category"}

    year = WholeNumberField(label="年度", min_value=FIRST_YEAR, max_value=2999, unit="年度")
    category = PickField(label="类别", choices=Training.Category.choices)
    course = CleanCharField(label="课程或内容", max_length=100)
    hours = WholeNumberField(label="学时", min_value=1, max_value=MOST_HOURS, unit="学时")
    started_on = YearMonthField(label="开始时间", required=False)
    ended_on = YearMonthField(label="结束时间", required=False)
    organizer = CleanCharField(label="施教机构", max_length=100)
    certificate_number = CleanCharField(
        label="证书号或验证码", max_length=60, required=False, help_text="继续教育管理系统的登记编号"
    )


class AppraisalForm(RecordForm):
    """考核信息."""

    model = Appraisal
    past = ("year",)
    pairs = (("year", "grade"),)
    lists = {"grade": "appraisal_grade"}

    year = WholeNumberField(label="年度", min_value=FIRST_YEAR, max_value=2999, unit="年度")
    grade = PickField(label="考核等次", choices=Appraisal.Grade.choices)
    unit = CleanCharField(label="考核单位（当年所在单位）", max_length=100, empty="填写当年所在单位的全称")
