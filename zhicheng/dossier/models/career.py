"""How a person got here: schools, jobs, titles, qualifications, courses, yearly appraisals."""

from datetime import date, datetime

from django.db import models

from zhicheng.dossier.models.record import Record
from zhicheng.reference.models import Degree, EducationLevel, Level, ObtainedBy


class Education(Record):
    """学历学位. `is_basis`: the 学历 on which an application relies (申报依据学历)."""

    class StudyMode(models.TextChoices):
        FULL_TIME = "full_time", "全日制"
        PART_TIME = "part_time", "非全日制"

    level = models.CharField("学历", max_length=2, choices=EducationLevel.choices)
    degree = models.CharField("学位", max_length=1, choices=Degree.choices, blank=True)
    school = models.CharField("毕业院校", max_length=100)
    major = models.CharField("所学专业", max_length=60)
    study_mode = models.CharField("学习形式", max_length=10, choices=StudyMode.choices)
    length = models.CharField("学制（年）", max_length=10, blank=True)
    started_on = models.DateField("入学时间")
    ended_on = models.DateField("毕业时间")
    certificate_number = models.CharField("学历证书编号", max_length=60, blank=True)
    degree_on = models.DateField("学位授予时间", null=True, blank=True)
    degree_school = models.CharField("学位授予学校", max_length=100, blank=True)
    degree_number = models.CharField("学位证书编号", max_length=60, blank=True)
    is_basis = models.BooleanField("申报依据学历", default=False)

    same_if = ("school", "level", "ended_on")
    like_if = (("school", "ended_on"), ("school", "started_on"), ("certificate_number",))
    noun = "学历"
    wants = ("毕业证书", "学位证书", "学历、学位认证报告或备案表")


class WorkExperience(Record):
    """工作经历."""

    started_on = models.DateField("开始时间")
    ended_on = models.DateField("结束时间", null=True, blank=True)  # null: 至今
    unit = models.CharField("工作单位及部门", max_length=100)
    work = models.CharField("从事何种专业技术工作", max_length=100)
    duty = models.CharField("职务", max_length=60, blank=True)
    witness = models.CharField("证明人", max_length=60, blank=True)

    same_if = ("unit", "started_on")
    like_if = (("started_on", "ended_on"),)
    noun = "工作经历"


class HeldTitle(Record):
    """现职称: a title the person holds. Issuing a certificate writes one, archived from birth; revoking ends it."""

    name = models.CharField("职称名称", max_length=40)
    level = models.CharField("级别", max_length=20, choices=Level.choices)
    series = models.CharField("系列", max_length=40)
    specialty = models.CharField("专业", max_length=60)
    obtained_on = models.DateField("取得时间")
    obtained_by = models.CharField("取得方式", max_length=20, choices=ObtainedBy.choices)
    review_year = models.PositiveSmallIntegerField("申报年度")
    issuer = models.CharField("审批机关", max_length=100)
    certificate_number = models.CharField("证书编号", max_length=60, blank=True)

    revoked_at = models.DateTimeField(null=True, editable=False)  # 撤销 of the certificate

    same_if = ("name", "specialty", "obtained_on")
    like_if = (("level", "obtained_on"), ("certificate_number",))
    in_force_if = {"revoked_at": None}
    noun = "职称"
    wants = ("职称证书或批准文件",)

    @property
    def ended_at(self) -> datetime | None:
        return self.revoked_at


class Qualification(Record):
    """职业资格."""

    name = models.CharField("职业资格名称", max_length=100)
    level = models.CharField("级别", max_length=40, blank=True)
    obtained_on = models.DateField("取得时间")
    issuer = models.CharField("发证机关", max_length=100, blank=True)
    certificate_number = models.CharField("证书编号", max_length=60)

    same_if = ("name", "certificate_number")
    like_if = (("name",), ("certificate_number",))
    noun = "职业资格"
    wants = ("职业资格证书",)


class Training(Record):
    """继续教育."""

    class Category(models.TextChoices):
        PUBLIC = "public", "公需课"
        PROFESSIONAL = "professional", "专业课"
        ELECTIVE = "elective", "选修课"

    year = models.PositiveSmallIntegerField("年度")
    category = models.CharField("类别", max_length=20, choices=Category.choices)
    course = models.CharField("课程或内容", max_length=100)
    hours = models.PositiveSmallIntegerField("学时")
    started_on = models.DateField("开始时间", null=True, blank=True)
    ended_on = models.DateField("结束时间", null=True, blank=True)
    organizer = models.CharField("施教机构", max_length=100)
    certificate_number = models.CharField("证书号或验证码", max_length=60, blank=True)

    same_if = ("year", "category", "course")
    like_if = (("year", "course"), ("certificate_number",))
    noun = "继续教育"
    wants = ("继续教育证书或学时证明，有登记编号或验证码的一页",)


class Appraisal(Record):
    """考核信息: one row and one sheet a year, by the unit of that year."""

    class Grade(models.TextChoices):
        EXCELLENT = "excellent", "优秀"
        COMPETENT = "competent", "称职（合格）"
        BASIC = "basic", "基本称职（基本合格）"
        INCOMPETENT = "incompetent", "不称职（不合格）"
        NONE = "none", "不确定等次"

    year = models.PositiveSmallIntegerField("年度")
    grade = models.CharField("考核等次", max_length=12, choices=Grade.choices)
    unit = models.CharField("考核单位（当年所在单位）", max_length=100)

    same_if = ("year",)
    noun = "考核"
    wants = ("当年的年度考核表，单位盖章",)

    @property
    def dated_on(self) -> date:
        """The last day of the year: a year is appraised when it is over."""
        return date(self.year, 12, 31)
