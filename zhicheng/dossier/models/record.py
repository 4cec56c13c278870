"""基本信息, the photo, and what every row of the life record shares."""

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from zhicheng.files.models import StoredFile


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
    birthplace = models.CharField("出生地", max_length=60, blank=True)
    native_place = models.CharField("籍贯", max_length=60, blank=True)
    region = models.CharField("所在地区", max_length=6, blank=True)  # reference.Region code
    workplace = models.CharField("工作单位", max_length=100, blank=True)
    workplace_nature = models.CharField("单位性质", max_length=20, blank=True)
    workplace_location = models.CharField("单位所在地", max_length=60, blank=True)
    duty = models.CharField("行政职务", max_length=60, blank=True)
    post = models.CharField("现任专业技术职务", max_length=60, blank=True)
    post_since = models.DateField("聘任时间", null=True, blank=True)
    work_started_on = models.DateField("参加工作时间", null=True, blank=True)
    field = models.CharField("现从事专业", max_length=60, blank=True)
    specialty_years = models.PositiveSmallIntegerField("从事本专业年限", null=True, blank=True)
    health = models.CharField("身体状况", max_length=30, blank=True)
    foreign_language = models.CharField("外语水平", max_length=60, blank=True)
    computer = models.CharField("计算机水平", max_length=60, blank=True)
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

    # Two rows of one owner that agree in these say the same thing twice (`likeness.same`).
    same_if: ClassVar[tuple[str, ...]] = ()
    # Two rows that agree in all columns of one of these may say it twice: a warning, no refusal.
    like_if: ClassVar[tuple[tuple[str, ...], ...]] = ()
    # What a row must be to be used by a case.
    in_force_if: ClassVar[dict[str, None]] = {}
    # What people call one such row: 已有相同的{noun}.
    noun: ClassVar[str] = ""
    # The column by which a row falls into a window, "" for none; and the one in which it began, if it lasted.
    dated_by: ClassVar[str] = ""
    begun_by: ClassVar[str] = ""
    # The pieces of evidence such a row wants, as people name them.
    wants: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["owner", "-id"])]

    def __str__(self) -> str:
        return f"#{self.pk} of {self.owner_id}"

    @property
    def dated_on(self) -> date | None:
        """The day by which the row falls into a window, or None."""
        return getattr(self, self.dated_by) if self.dated_by else None

    @property
    def begun_on(self) -> date | None:
        """The day on which what the row tells began; None where it did not last."""
        return getattr(self, self.begun_by) if self.begun_by else None

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
