"""What reads across the house and is kept for a while."""

import uuid

from django.conf import settings
from django.db import models

from zhicheng.applications.models import Application


class DataPackage(models.Model):
    """数据包: what the system keeps of a person, or of one case of his, as one zip for himself; gone after its time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="data_packages")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, null=True, related_name="data_packages")
    scope = models.CharField(max_length=40)  # the 申报编号, or PERSON
    requested_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()  # from then on there is neither row nor file
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    problem = models.CharField(max_length=200, blank=True)  # why it could not be made, for the person

    PERSON = "person"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "scope"],
                condition=models.Q(made_at=None, problem=""),
                name="one_package_in_the_making_per_scope",
            )
        ]
        indexes = [models.Index(fields=["expires_at"])]

    def __str__(self) -> str:
        return f"{self.id} {self.scope}"

    @property
    def filename(self) -> str:
        return "个人信息数据包.zip" if self.scope == self.PERSON else f"数据包-{self.scope}.zip"


class ServiceDay(models.Model):
    """运行情况: how the portal answered on one day, as measured at its public address."""

    day = models.DateField(primary_key=True)
    asked = models.PositiveIntegerField(default=0)  # pages opened
    answered = models.PositiveIntegerField(default=0)  # of them shown in time
    within = models.JSONField(default=dict)  # of these: how many within so many milliseconds, and not within fewer
    seconds = models.PositiveIntegerField(default=0)  # of the day that were measured
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(answered__lte=models.F("asked")), name="answered_was_asked")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.answered}/{self.asked}"


class Outage(models.Model):
    """中断: from the first look in which a page was missing to the next in which none was."""

    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(  # NULLs differ, so what is unique is that it is open
                models.Case(models.When(ended_at=None, then=models.Value(1))), name="one_outage_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gt=models.F("began_at")),
                name="outage_ends_after_it_began",
            ),
        ]
        indexes = [models.Index(fields=["-began_at"])]

    def __str__(self) -> str:
        return f"{self.began_at}–{self.ended_at}"
