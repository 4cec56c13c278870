"""What the country's and the province's lists say. Rows carry their dates and their source."""

from django.db import models


class Level(models.TextChoices):
    """级别, from the lowest up."""

    TECHNICIAN = "technician", "员级"
    ASSISTANT = "assistant", "助理级"
    INTERMEDIATE = "intermediate", "中级"
    DEPUTY_SENIOR = "deputy_senior", "副高级"
    SENIOR = "senior", "正高级"


class EducationLevel(models.TextChoices):
    """学历, GB/T 4658 codes."""

    DOCTOR = "11", "博士研究生"
    MASTER = "14", "硕士研究生"
    POSTGRADUATE_CLASS = "17", "研究生班"
    BACHELOR = "21", "大学本科"
    JUNIOR_COLLEGE = "31", "大学专科"
    SECONDARY = "41", "中专"
    VOCATIONAL = "44", "职业高中"
    TECHNICAL_SCHOOL = "47", "技工学校"
    HIGH_SCHOOL = "61", "普通高中"


class Degree(models.TextChoices):
    """学位, GB/T 6864 codes."""

    DOCTOR = "2", "博士"
    MASTER = "3", "硕士"
    BACHELOR = "4", "学士"


class ObtainedBy(models.TextChoices):
    """取得方式."""

    REVIEW = "review", "评审"
    RECOGNITION = "recognition", "考核认定"
    EXAM = "exam", "考试"
    CONFIRMATION = "confirmation", "确认"


class Mode(models.TextChoices):
    """申报方式."""

    NORMAL = "normal", "正常申报"
    EXCEPTIONAL = "exceptional", "破格申报"
    TRANSFER = "transfer", "转系列申报"
    RE_REVIEW = "re_review", "重新评审"
    CROSSOVER = "crossover", "贯通申报"


class Skill(models.TextChoices):
    """职业技能等级 from which one may cross over to a title (贯通), the national numbers, the highest first."""

    SENIOR_TECHNICIAN = "1", "高级技师（一级）"
    TECHNICIAN = "2", "技师（二级）"
    SENIOR_WORKER = "3", "高级工（三级）"


class UnitNature(models.TextChoices):
    """单位性质."""

    GOVERNMENT = "government", "机关"
    INSTITUTION = "institution", "事业单位"
    STATE_OWNED = "state_owned", "国有企业"
    PRIVATE = "private", "民营企业"
    FOREIGN = "foreign", "外资企业"
    SOCIAL = "social", "社会组织"
    INDIVIDUAL = "individual", "个体"
    OTHER = "other", "其他"


class Dated(models.Model):
    """A row that is true from a day to a day, with the text that says so."""

    valid_from = models.DateField("生效日期")
    valid_to = models.DateField("失效日期", null=True, blank=True)
    source = models.CharField("依据", max_length=200)

    class Meta:
        abstract = True


class Region(models.Model):
    """行政区划, GB/T 2260."""

    code = models.CharField("代码", max_length=6, primary_key=True)
    name = models.CharField("名称", max_length=40)
    parent = models.ForeignKey(
        "self", verbose_name="上级", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )

    class Meta:
        verbose_name = verbose_name_plural = "行政区划"

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Code(Dated):
    """One entry of a code list: what a form offers and under which name (`data/README.md` names the lists).

    Where rules or columns know the codes, an enumeration holds them; a test keeps both the same.
    """

    list = models.CharField("代码表", max_length=30)
    code = models.CharField("代码", max_length=20)
    name = models.CharField("名称", max_length=60)
    place = models.PositiveSmallIntegerField("次序", default=0)  # among those of the list; equal ones stand by code

    class Meta:
        verbose_name = verbose_name_plural = "代码"
        constraints = [models.UniqueConstraint(fields=["list", "code"], name="one_code_per_list")]

    def __str__(self) -> str:
        return f"{self.list}:{self.code} {self.name}"


class Series(Dated):
    """职称系列 (27)."""

    code = models.CharField("代码", max_length=4, primary_key=True)
    name = models.CharField("名称", max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "职称系列"

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Specialty(Dated):
    """专业 within a series."""

    series = models.ForeignKey(Series, verbose_name="系列", on_delete=models.PROTECT, related_name="specialties")
    code = models.CharField("代码", max_length=30, unique=True)
    name = models.CharField("名称", max_length=60)
    scope = models.TextField("范围", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "专业"

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Title(Dated):
    """职称: what one is called after passing, by series, branch and level."""

    series = models.ForeignKey(Series, verbose_name="系列", on_delete=models.PROTECT, related_name="titles")
    branch = models.CharField("类别", max_length=20, blank=True)  # 医, 药, 护 … where a series has several ladders
    level = models.CharField("级别", max_length=20, choices=Level.choices)
    name = models.CharField("名称", max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "职称"
        constraints = [
            models.UniqueConstraint(fields=["series", "branch", "level"], name="one_title_per_series_branch_level")
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.name}"


class WorkCalendarDay(models.Model):
    """A day that differs from Monday-to-Friday, or a year's worth of certainty that it does not."""

    day = models.DateField("日期", primary_key=True)
    is_workday = models.BooleanField("上班")
    note = models.CharField("说明", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "工作日历"

    def __str__(self) -> str:
        return f"{self.day} {'班' if self.is_workday else '休'}"
