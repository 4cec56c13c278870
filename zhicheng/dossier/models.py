"""The person's life record: typed rows that grow over the years and are frozen when a case closes."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from zhicheng.files.models import StoredFile
from zhicheng.reference.models import Degree, EducationLevel, Level, ObtainedBy


class Profile(models.Model):
    """基本信息 of a person; one row. Identity and phone stand in accounts.User."""

    class Sex(models.TextChoices):
        MALE = "1", "男"
        FEMALE = "2", "女"

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="profile", primary_key=True
    )
    former_name = models.CharField("曾用名", max_length=60, blank=True)
    sex = models.CharField("性别", max_length=1, choices=Sex.choices)
    born_on = models.DateField("出生日期")
    ethnicity = models.CharField("民族", max_length=10)  # reference.Code(list="ethnicity")
    political_status = models.CharField("政治面貌", max_length=10, blank=True)
    native_place = models.CharField("籍贯", max_length=60, blank=True)
    region = models.CharField("所在地区", max_length=6, blank=True)  # reference.Region code
    workplace = models.CharField("工作单位", max_length=100, blank=True)
    workplace_nature = models.CharField("单位性质", max_length=20, blank=True)
    duty = models.CharField("行政职务", max_length=60, blank=True)
    work_started_on = models.DateField("参加工作时间", null=True, blank=True)
    specialty_years = models.PositiveSmallIntegerField("从事本专业年限", null=True, blank=True)
    health = models.CharField("身体状况", max_length=30, blank=True)
    address = models.CharField("通讯地址", max_length=120, blank=True)

    def __str__(self) -> str:
        return f"profile {self.owner_id}"


class Photo(models.Model):
    """证件照片, 大一寸 33×48 mm. The newest counts; older ones stay in the record."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="photos")
    original = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")  # 390×567 JPEG
    crop = models.JSONField(null=True)  # [left, top, right, bottom] as shares of the original; null: its middle
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"#{self.pk} {self.owner_id}"


class RecordQuerySet(models.QuerySet["Record"]):
    """Filters shared by every kind of record."""

    def of(self, owner_id: int) -> "RecordQuerySet":
        """The rows a person has today: no older version, none that was deleted."""
        return self.filter(owner_id=owner_id, superseded_by__isnull=True, removed_at=None)

    def archived(self) -> "RecordQuerySet":
        return self.exclude(archived_at=None)

    def in_force(self) -> "RecordQuerySet":
        """Those that a case may use: no title whose certificate was revoked."""
        return self.filter(**self.model.in_force_if)


class Record(models.Model):
    """One row of the life record.

    `held_by` is the 申报编号 of the pending case that uses the row: it can then be neither edited nor
    deleted. `frozen` rows stood in a submitted snapshot: an edit makes a new version, deleting only hides
    them (`removed_at`). `archived_at` (入库) makes a row read-only for ever.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="%(class)s_set")
    evidence = models.ManyToManyField(StoredFile, blank=True, related_name="+")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    held_by = models.CharField(max_length=40, blank=True)
    frozen = models.BooleanField(default=False)
    superseded_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="supersedes")
    removed_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    archived_from = models.CharField(max_length=40, blank=True)  # 申报编号

    objects = RecordQuerySet.as_manager()

    # Two rows of one owner that agree in these say the same thing twice.
    same_if: ClassVar[tuple[str, ...]] = ()
    # What a row must be to be used by a case.
    in_force_if: ClassVar[dict[str, None]] = {}
    # What people call one such row: 已有相同的{noun}.
    noun: ClassVar[str] = ""

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["owner", "-id"])]

    def __str__(self) -> str:
        return f"#{self.pk} of {self.owner_id}"

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def is_locked(self) -> bool:
        return self.is_archived or bool(self.held_by)

    @property
    def ended_at(self) -> datetime | None:
        """When it ceased to count for good, None while it does."""
        return None


class Education(Record):
    """学历学位."""

    class StudyMode(models.TextChoices):
        FULL_TIME = "full_time", "全日制"
        PART_TIME = "part_time", "非全日制"

    level = models.CharField("学历", max_length=2, choices=EducationLevel.choices)
    degree = models.CharField("学位", max_length=1, choices=Degree.choices, blank=True)
    school = models.CharField("毕业院校", max_length=100)
    major = models.CharField("所学专业", max_length=60)
    study_mode = models.CharField("学习形式", max_length=10, choices=StudyMode.choices)
    started_on = models.DateField("入学时间")
    ended_on = models.DateField("毕业时间")
    certificate_number = models.CharField("证书编号", max_length=60, blank=True)

    same_if = ("school", "level", "ended_on")
    noun = "学历"


class WorkExperience(Record):
    """工作经历."""

    started_on = models.DateField("开始时间")
    ended_on = models.DateField("结束时间", null=True, blank=True)  # null: 至今
    unit = models.CharField("工作单位及部门", max_length=100)
    work = models.CharField("从事何种专业技术工作", max_length=100)
    duty = models.CharField("职务", max_length=60, blank=True)
    witness = models.CharField("证明人", max_length=60, blank=True)

    same_if = ("unit", "started_on")
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
    in_force_if = {"revoked_at": None}
    noun = "职称"

    @property
    def ended_at(self) -> datetime | None:
        return self.revoked_at


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
    organizer = models.CharField("施教机构", max_length=100)
    certificate_number = models.CharField("证书号或验证码", max_length=60, blank=True)

    same_if = ("year", "category", "course")
    noun = "继续教育"


class Achievement(Record):
    """专业技术工作及业绩成果; before or since the current title is told by `ended_on`."""

    class Part(models.TextChoices):
        LED = "led", "主持"
        MAIN = "main", "主要参加"
        TOOK_PART = "took_part", "参加"

    started_on = models.DateField("开始时间")
    ended_on = models.DateField("完成时间")
    name = models.CharField("工作（项目、课题）名称", max_length=150)
    part = models.CharField("本人角色", max_length=10, choices=Part.choices)
    rank = models.PositiveSmallIntegerField("本人排名", null=True, blank=True)
    content = models.TextField("主要内容与本人贡献")
    effect = models.TextField("完成情况及效果", blank=True)

    same_if = ("name", "ended_on")
    noun = "业绩"


class AcademicOutput(Record):
    """学术成果."""

    class Kind(models.TextChoices):
        PAPER = "paper", "论文"
        BOOK = "book", "著作"
        REPORT = "report", "专业技术报告"
        PATENT = "patent", "专利或软件著作权"
        STANDARD = "standard", "标准或规范"

    kind = models.CharField("成果类别", max_length=10, choices=Kind.choices)
    name = models.CharField("题目或名称", max_length=150)
    outlet = models.CharField("刊物、出版社或授权机构", max_length=100)
    identifier = models.CharField("CN、ISSN、ISBN 或专利号", max_length=60, blank=True)
    published_on = models.DateField("发表或授权时间")
    rank = models.PositiveSmallIntegerField("本人排名", default=1)

    same_if = ("kind", "name")
    noun = "学术成果"


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


class OtherItem(Record):
    """其他: 获奖, 学术团体, 社会兼职, 职业资格. May be skipped."""

    class Kind(models.TextChoices):
        AWARD = "award", "获奖"
        QUALIFICATION = "qualification", "职业资格"
        SOCIETY = "society", "学术团体及社会兼职"
        REWARD = "reward", "奖惩情况"

    kind = models.CharField("类别", max_length=15, choices=Kind.choices)
    name = models.CharField("名称", max_length=150)
    issuer = models.CharField("授予或批准单位", max_length=100, blank=True)
    on = models.DateField("时间")
    detail = models.CharField("等级、职务或说明", max_length=200, blank=True)

    same_if = ("kind", "name", "on")
    noun = "其他项目"


RECORDS: tuple[type[Record], ...] = (
    Education,
    WorkExperience,
    HeldTitle,
    Training,
    Achievement,
    AcademicOutput,
    Appraisal,
    OtherItem,
)
