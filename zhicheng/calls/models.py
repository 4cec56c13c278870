"""The year, the committees' standing, their calls, and the other times of filing: who accepts what, when."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import models

from zhicheng.content.models import ReviewNotice
from zhicheng.organizations.models import Organization
from zhicheng.reference.models import Level, Region, Series, Specialty

Besides = Collection[int] | models.QuerySet[Any, Any]  # keys of calls


class ReviewYear(models.Model):
    """申报年度: not the calendar year of submission."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    note = models.CharField(max_length=200)

    def __str__(self) -> str:
        return str(self.year)


class Committee(models.Model):
    """评审委员会, as filed: at most three years, then filed again."""

    name = models.CharField(max_length=100, unique=True)
    series = models.ForeignKey(Series, on_delete=models.PROTECT)
    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    office = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="committees")
    hrss = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")  # confirms the results
    members = models.PositiveSmallIntegerField("评委人数")
    filed_from = models.DateField()
    filed_to = models.DateField()

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"


class Scope(models.Model):
    """One thing a committee accepts: a specialty at a level."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="scopes")
    specialty = models.ForeignKey(Specialty, on_delete=models.PROTECT, related_name="scopes")
    level = models.CharField(max_length=20, choices=Level.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["committee", "specialty", "level"], name="one_scope_per_committee")
        ]

    def __str__(self) -> str:
        return f"{self.committee_id} {self.specialty_id} {self.level}"


class Period(models.Model):
    """A time in which cases may be filed, and how long their 公示 and corrections take."""

    opens_at = models.DateTimeField()
    notice_days = models.PositiveSmallIntegerField("公示工作日", default=5)  # Order 40 Art. 16 and 26: at least 5
    correction_days = models.PositiveSmallIntegerField("补正工作日", default=15)
    # Minutes for what was begun before `submit_until`; no page shows them as time to fill in.
    grace_minutes = models.PositiveSmallIntegerField("截止宽限分钟", default=15)

    class Meta:
        abstract = True

    @property
    def extended_until(self) -> datetime | None:
        """Until when who it was read for has 延期: `applications.deadlines.with_time`."""
        given: datetime | None = self.__dict__.get("given_until")
        return given


class CallQuerySet(models.QuerySet["Call"]):
    def open_at(self, at: datetime, *, besides: Besides = ()) -> "CallQuerySet":
        """Those open to everybody, and `besides`, where they have opened, those one person still has time for."""
        return self.filter(models.Q(submit_until__gt=at) | models.Q(pk__in=besides), opens_at__lte=at)


class Call(Period):
    """A committee's call for one year: 个人提交, 单位推荐, 主管单位报送 each have their last moment."""

    year = models.ForeignKey(ReviewYear, on_delete=models.PROTECT, related_name="calls")
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="calls")
    submit_until = models.DateTimeField()
    unit_until = models.DateTimeField()
    competent_until = models.DateTimeField()
    notice = models.CharField("评审通知", max_length=200)
    notice_page = models.ForeignKey(  # where the portal shows it
        ReviewNotice, on_delete=models.SET_NULL, null=True, blank=True, related_name="calls"
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "committee"], name="one_call_per_committee_and_year"),
            models.CheckConstraint(condition=models.Q(notice_days__gte=5), name="notice_of_five_working_days"),
            models.CheckConstraint(
                condition=models.Q(opens_at__lt=models.F("submit_until"))
                & models.Q(submit_until__lte=models.F("unit_until"))
                & models.Q(unit_until__lte=models.F("competent_until")),
                name="call_deadlines_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.year_id}"


class FilingWindowQuerySet(models.QuerySet["FilingWindow"]):
    def open_at(self, at: datetime) -> "FilingWindowQuerySet":
        return self.filter(models.Q(submit_until=None) | models.Q(submit_until__gt=at), opens_at__lte=at)


class FilingWindow(Period):
    """受理时间 of a kind that no committee calls for: of a review year, in a region and all below it."""

    kind = models.CharField(max_length=30)
    year = models.ForeignKey(ReviewYear, on_delete=models.PROTECT, related_name="windows")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    submit_until = models.DateTimeField(null=True)  # null: all year
    source = models.CharField("依据", max_length=200)

    objects = FilingWindowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "region"], name="one_window_per_kind_year_and_region"),
            models.CheckConstraint(condition=models.Q(notice_days__gte=5), name="window_notice_of_five_working_days"),
            models.CheckConstraint(
                condition=models.Q(submit_until=None) | models.Q(opens_at__lt=models.F("submit_until")),
                name="window_opens_before_it_closes",
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="window_names_its_source"),
            models.CheckConstraint(condition=models.Q(correction_days__gte=1), name="window_correction_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind} {self.year_id} {self.region_id}"
