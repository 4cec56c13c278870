"""Uploaded and generated files: one row per upload, one blob per content."""

import uuid

from django.conf import settings
from django.db import models


class StoredFile(models.Model):
    """A file somebody handed in or the system made. Who may open it is asked by the audience's loader."""

    class Scan(models.TextChoices):
        NOT_SCANNED = "not_scanned", "未查毒"
        CLEAN = "clean", "已查毒"
        INFECTED = "infected", "有毒"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="files")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)  # where the bytes lie
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=60)
    pages = models.PositiveSmallIntegerField(null=True)
    scan = models.CharField(max_length=12, choices=Scan.choices, default=Scan.NOT_SCANNED)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.id} {self.name}"
