"""What moves the last moment to submit of one person's case."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zhicheng.applications.models.cases import Application
from zhicheng.calls.models import Call


class Extension(models.Model):
    """延期: one person may submit until later, to a call or, where none calls, one case; the newest stands in the
    case's `extended_until`.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, related_name="+")
    application = models.ForeignKey(  # null: not begun yet
        Application, on_delete=models.CASCADE, null=True, related_name="extensions"
    )
    until = models.DateTimeField()
    reason = models.CharField("延期原因", max_length=200)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="extension_until_after_granting"),
            models.CheckConstraint(
                condition=Q(application__isnull=False) | Q(call__isnull=False), name="extension_of_a_case_or_to_a_call"
            ),
            models.UniqueConstraint(
                fields=["person", "call", "until"],
                condition=Q(application=None),
                name="one_extension_per_person_call_and_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.call_id} {self.application_id} until {self.until}"


class DeadlineWarning(models.Model):
    """That an applicant was warned of a last moment, `minutes` before it: once each."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="warnings")
    due = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "due", "minutes"], name="one_warning_per_case_and_time")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.minutes} minutes before {self.due}"


class SubmitOrder(models.Model):
    """到期自动提交: the applicant's order to submit one content at the last moment, and what became of it."""

    class End(models.TextChoices):
        WAITING = "", "等待到期"
        SUBMITTED = "submitted", "已自动提交"
        CANCELLED = "cancelled", "已取消"
        REFUSED = "refused", "没有提交"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="orders")
    content_hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    end = models.CharField(max_length=10, choices=End.choices, blank=True, default=End.WAITING)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)  # why it was not submitted

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(end=""), name="one_open_submit_order_per_case"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.end or 'waiting'}"
