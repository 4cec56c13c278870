"""The sorts of articles: one or two for each column."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel

from zhicheng.content.models.articles import Article
from zhicheng.content.models.files import PublicFile
from zhicheng.content.models.places import Column
from zhicheng.content.told import told
from zhicheng.reference.models import Level, Series, Specialty


class Policy(Article):
    """政策法规."""

    class Rank(models.TextChoices):
        STATE = "state", "国家"
        PROVINCE = "province", "省"
        CITY = "city", "市"

    class Force(models.TextChoices):
        IN_FORCE = "in_force", "现行有效"
        AMENDED = "amended", "部分修改"
        REPEALED = "repealed", "已废止"

    column = Column.POLICY
    rank = models.CharField("层级", max_length=10, choices=Rank.choices)
    document_number = models.CharField("文号", max_length=60, blank=True)
    force = models.CharField("效力状态", max_length=10, choices=Force.choices, default=Force.IN_FORCE)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    series = ParentalManyToManyField(Series, blank=True, verbose_name="适用系列", related_name="+")

    facts = [
        FieldPanel("document_number"),
        FieldPanel("rank"),
        FieldPanel("force"),
        FieldPanel("effective_on"),
        FieldPanel("series"),
    ]
    searched = ("document_number", *Article.searched)

    class Meta:
        verbose_name = "政策法规"

    @property
    def series_codes(self) -> list[str]:
        return [one.pk for one in self.series.all()]


class Criteria(Article):
    """资格条件: of a series, of some of its specialties or all, from one level to another, for a time."""

    column = Column.CRITERIA
    document_number = models.CharField("文号", max_length=60, blank=True)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="+", verbose_name="系列")
    specialties = ParentalManyToManyField(
        Specialty, blank=True, related_name="+", verbose_name="专业", help_text="不选，就是整个系列"
    )
    lowest = models.CharField("最低级别", max_length=20, choices=Level.choices)
    highest = models.CharField("最高级别", max_length=20, choices=Level.choices)
    valid_from = models.DateField("施行日期")
    valid_to = models.DateField("失效日期", null=True, blank=True, help_text="当天起不再适用")

    facts = [
        FieldPanel("document_number"),
        FieldPanel("series"),
        FieldPanel("specialties"),
        FieldPanel("lowest"),
        FieldPanel("highest"),
        FieldPanel("valid_from"),
        FieldPanel("valid_to"),
    ]
    searched = ("document_number", *Article.searched)

    class Meta:
        verbose_name = "资格条件"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from__lt=F("valid_to")), name="criteria_end_after_they_begin"
            )
        ]

    @property
    def series_codes(self) -> list[str]:
        return [self.series_id]

    @property
    def levels(self) -> list[Level]:
        """From the lowest to the highest."""
        every = list(Level)
        return every[every.index(Level(self.lowest)) : every.index(Level(self.highest)) + 1]

    def clean(self) -> None:
        """This function will refuse levels or days in the wrong order."""
        super().clean()
        if self.lowest and self.highest and not self.levels:
            raise ValidationError({"highest": "最高级别不能低于最低级别"})
        if self.valid_from and self.valid_to and self.valid_to <= self.valid_from:
            raise ValidationError({"valid_to": "失效日期应晚于施行日期"})


class ReviewNotice(Article):
    """评审通知. The call it opens points here and knows the deadlines; one without a call says its own."""

    column = Column.REVIEW_NOTICE
    document_number = models.CharField("文号", max_length=60, blank=True)
    year = models.PositiveSmallIntegerField("申报年度")
    committee = models.CharField("评审委员会", max_length=100)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="+", verbose_name="系列")
    submit_until = models.DateTimeField("个人提交截止", null=True, blank=True)

    facts = [
        FieldPanel("document_number"),
        FieldPanel("year"),
        FieldPanel("committee"),
        FieldPanel("series"),
        FieldPanel("submit_until"),
    ]
    searched = ("document_number", *Article.searched, "committee")

    class Meta:
        verbose_name = "评审通知"

    @property
    def series_codes(self) -> list[str]:
        return [self.series_id]


def businesses() -> list[tuple[str, str]]:
    """This function will return what one may apply for, as the kinds are named."""
    return list(told.businesses.items())


class ServiceGuide(Article):
    """办事指南 of a business in a region: what the business does not say of itself."""

    column = Column.GUIDE
    business = models.CharField("业务", max_length=30, choices=businesses)
    hotline = models.CharField("咨询电话", max_length=60)
    window = models.CharField("受理地点和时间", max_length=200, blank=True)

    facts = [FieldPanel("business"), FieldPanel("hotline"), FieldPanel("window")]
    searched = (*Article.searched, "hotline", "window")

    class Meta:
        verbose_name = "办事指南"


class Announcement(Article):
    """通知公告; what is pinned stands first."""

    column = Column.ANNOUNCEMENT
    is_pinned = models.BooleanField("置顶", default=False)

    facts = [FieldPanel("is_pinned")]

    class Meta:
        verbose_name = "通知公告"


class Question(Article):
    """常见问题解答: the title asks, the text answers."""

    column = Column.ANNOUNCEMENT
    topic = models.CharField("问题分类", max_length=20)

    facts = [FieldPanel("topic")]
    searched = (*Article.searched, "topic")

    class Meta:
        verbose_name = "常见问题"


class Download(Article):
    """文件下载: a form or a manual, in a version."""

    column = Column.DOWNLOAD
    document = models.ForeignKey(PublicFile, on_delete=models.PROTECT, related_name="+", verbose_name="文件")
    edition = models.CharField("版本", max_length=20)

    facts = [FieldPanel("document"), FieldPanel("edition")]
    attached: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = "文件下载"


SORTS: tuple[type[Article], ...] = (
    Policy,
    Criteria,
    ReviewNotice,
    ServiceGuide,
    Announcement,
    Question,
    Download,
)
