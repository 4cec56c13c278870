"""The rules of who may have a title, as rows with dates and sources."""

from django.db import models

from zhicheng.reference.models import Dated, Degree, EducationLevel, Level, Mode, ObtainedBy, Series, Skill


class PeriodRule(Dated):
    """From when to when seniority and material count, by how and when the current title was obtained.

    A rule speaks of the review years at whose end it is valid (2-domain §4.3). One with a `mode` speaks of all who
    apply that way, before the others.
    """

    class Start(models.TextChoices):
        NEXT_YEAR = "next_year", "次年 1 月 1 日"
        SAME_YEAR = "same_year", "当年 1 月 1 日"
        SEPTEMBER = "september", "当年 9 月 1 日"
        OBTAINED = "obtained", "取得之日"
        WORK = "work", "参加工作之日"
        SKILL = "skill", "取得职业技能等级之日"

    class End(models.TextChoices):
        YEAR_END = "year_end", "申报年度 12 月 31 日"
        AUGUST = "august", "申报年度 8 月 31 日"

    mode = models.CharField("申报方式", max_length=20, choices=Mode.choices, blank=True)  # "": whatever way one applies
    # "": no title yet
    obtained_by = models.CharField("现职称取得方式", max_length=20, choices=ObtainedBy.choices, blank=True)
    from_year = models.PositiveSmallIntegerField("取得年份起", null=True)
    to_year = models.PositiveSmallIntegerField("取得年份止", null=True)
    seniority_from = models.CharField("资历起算", max_length=12, choices=Start.choices)
    material_from = models.CharField("业绩起算", max_length=12, choices=Start.choices)
    seniority_until = models.CharField("资历截至", max_length=12, choices=End.choices, default=End.YEAR_END)
    material_until = models.CharField("业绩截至", max_length=12, choices=End.choices, default=End.YEAR_END)

    class Meta:
        verbose_name = verbose_name_plural = "资历和业绩的起止"

    def __str__(self) -> str:
        return f"#{self.pk} {self.obtained_by} {self.from_year}-{self.to_year}"


class SeniorityRule(Dated):
    """Education + held title + years that open a level (2-domain §4.6). Several rows: one of them suffices."""

    series = models.ForeignKey(Series, verbose_name="系列", on_delete=models.PROTECT)
    target = models.CharField("申报级别", max_length=20, choices=Level.choices)
    education = models.CharField("学历", max_length=2, choices=EducationLevel.choices)
    degree = models.CharField("学位", max_length=1, choices=Degree.choices, blank=True)
    # "": counted from graduation
    held = models.CharField("现职称级别", max_length=20, choices=Level.choices, blank=True)
    years = models.PositiveSmallIntegerField("年限")

    class Meta:
        verbose_name = verbose_name_plural = "学历资历条件"

    def __str__(self) -> str:
        return f"#{self.pk} {self.target} {self.education} {self.years}"


class RecognitionRule(Dated):
    """Full-time education + years of work that open a level by 初次职称考核认定 (2-domain §4.5)."""

    target = models.CharField("申报级别", max_length=20, choices=Level.choices)
    education = models.CharField("学历", max_length=2, choices=EducationLevel.choices)
    years = models.PositiveSmallIntegerField("年限")
    note = models.CharField("说明", max_length=100, blank=True)  # what a person must judge: which class of a school
    has_achievements = models.BooleanField("还要业绩", default=True)  # asked besides the years

    class Meta:
        verbose_name = verbose_name_plural = "考核认定条件"

    def __str__(self) -> str:
        return f"#{self.pk} {self.target} {self.education} {self.years}"


class ModeRule(Dated):
    """What a way of applying (申报方式) is for, what it asks besides the usual, and by which text."""

    mode = models.CharField("申报方式", max_length=20, choices=Mode.choices)
    who = models.CharField("适用于", max_length=200)  # 谁能这样报
    asks = models.CharField("还要提交", max_length=200)  # what is handed in besides
    same_level = models.BooleanField("只报同级", default=False)  # only the level that one holds already
    post_years = models.PositiveSmallIntegerField("转岗年限", null=True)  # whole years in the new post
    defends = models.BooleanField("面试答辩", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "申报方式"

    def __str__(self) -> str:
        return f"#{self.pk} {self.mode}"


class CrossoverRule(Dated):
    """职业技能等级 + years since that open a level by 贯通 (2-domain §4.7); a higher one opens it as well."""

    target = models.CharField("申报级别", max_length=20, choices=Level.choices)
    skill = models.CharField("职业技能等级", max_length=1, choices=Skill.choices)
    years = models.PositiveSmallIntegerField("年限", null=True)  # null: a person must judge

    class Meta:
        verbose_name = verbose_name_plural = "贯通条件"

    def __str__(self) -> str:
        return f"#{self.pk} {self.target} {self.skill} {self.years}"


class TrainingRule(Dated):
    """Hours of 继续教育 by year and category (2-domain §4.4)."""

    category = models.CharField("类别", max_length=20)  # dossier.Training.Category
    min_hours = models.PositiveSmallIntegerField("最低学时")

    class Meta:
        verbose_name = verbose_name_plural = "继续教育条件"

    def __str__(self) -> str:
        return f"#{self.pk} {self.category} {self.min_hours}"
