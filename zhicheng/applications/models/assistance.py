"""协助填报: an officer of the applicant's unit fills in for him, and which parts he filled in."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from zhicheng.applications.models.cases import Application
from zhicheng.organizations.models import Affiliation, Membership, Organization, Role


class AssistanceQuerySet(models.QuerySet["Assistance"]):
    def open(self) -> "AssistanceQuerySet":
        return self.filter(ended_at=None)

    def in_force(self, on: date) -> "AssistanceQuerySet":
        """What was agreed to and still holds on the day, whether or not the clock has come to it."""
        belongs = Affiliation.objects.filter(person=OuterRef("applicant"), unit=OuterRef("unit"), ended_on=None)
        sits = Membership.objects.filter(
            user=OuterRef("helper"), organization=OuterRef("unit"), role=Role.UNIT, organization__is_active=True
        )
        agreed = self.open().filter(began_at__isnull=False, helper__is_active=True)
        return agreed.filter(Q(until=None) | Q(until__gte=on), Exists(belongs), Exists(sits))


class Assistance(models.Model):
    """For one case, or for every case the applicant can change until a day. Without `began_at` he was only asked."""

    class End(models.TextChoices):
        OPEN = "", "进行中"
        APPLICANT = "applicant", "申报人结束"
        HELPER = "helper", "经办人结束"
        DECLINED = "declined", "申报人没有同意"
        TIME = "time", "期限已到"
        UNIT = "unit", "人事管理单位或经办人有变动"
        CASE = "case", "申请已结束"

    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assistances")
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, null=True, related_name="assistances")
    until = models.DateField(null=True)  # its last day
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=10, choices=End.choices, blank=True, default=End.OPEN)

    objects = AssistanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "helper"],
                condition=Q(ended_at=None),
                name="one_open_assistance_per_applicant_and_officer",
            ),
            models.CheckConstraint(
                condition=Q(application=None, until__isnull=False) | Q(application__isnull=False, until=None),
                name="assistance_for_one_case_or_until_a_day",
            ),
            models.CheckConstraint(condition=~Q(applicant=F("helper")), name="nobody_assists_himself"),
            models.CheckConstraint(
                condition=Q(end="", ended_at=None) | (~Q(end="") & Q(ended_at__isnull=False)),
                name="an_assistance_that_ended_says_why",
            ),
        ]
        indexes = [models.Index(fields=["helper", "-id"], condition=Q(ended_at=None), name="assistance_open_by_helper")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.helper_id} for {self.applicant_id}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def is_asked(self) -> bool:
        """Whether it waits for the applicant's word."""
        return self.is_open and self.began_at is None


class Help(models.Model):
    """That somebody filled in a part of the case for its applicant; he never decides the case."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="helps")
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=60)
    at = models.DateTimeField()  # the last time

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "helper", "part"], name="one_help_per_helper_and_part")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.part} by {self.helper_id}"
