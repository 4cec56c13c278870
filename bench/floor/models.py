"""Two tables and the one index that each list needs."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Case(models.Model):
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=40)
    unit = models.PositiveIntegerField()
    status = models.CharField(max_length=12)
    submitted_at = models.DateTimeField()
    answers = models.JSONField(default=dict)

    objects: ClassVar[models.Manager["Case"]] = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["unit", "status", "id"])]

    def __str__(self) -> str:
        return self.number


class Certificate(models.Model):
    token = models.CharField(max_length=32, unique=True)
    number = models.CharField(max_length=40, unique=True)
    holder_name = models.CharField(max_length=60)
    title = models.CharField(max_length=40)
    issued_on = models.DateField()
    status = models.CharField(max_length=12)

    objects: ClassVar[models.Manager["Certificate"]] = models.Manager()

    def __str__(self) -> str:
        return self.number
