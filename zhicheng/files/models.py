"""Uploaded and generated files, and what is on its way to become one: parts of uploads, photos for a PDF."""

import uuid

from django.conf import settings
from django.db import models


class StoredFile(models.Model):
    """A file somebody handed in or the system made. Who may open it is asked by the audience's loader."""

    class Scan(models.TextChoices):
        NOT_SCANNED = "not_scanned", "未查毒"  # no scanner here
        PENDING = "pending", "正在查毒"  # the scanner did not answer; not given out before it does
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
    is_made = models.BooleanField(default=False)  # by the system; not offered for choosing
    discarded_at = models.DateTimeField(null=True)  # the owner no longer wants it; no longer offered
    created_at = models.DateTimeField()

    is_reused = False  # set by `store`: the person had this very content before

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-created_at", "-id"]),
            models.Index(fields=["owner", "sha256"]),
            models.Index(fields=["scan"], condition=models.Q(scan="pending"), name="files_waiting_for_a_scan"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.name}"


class Upload(models.Model):
    """A file on its way, in parts. Its bytes lie apart from the stored ones until the last has come."""

    class Status(models.TextChoices):
        OPEN = "open", "上传中"
        DONE = "done", "已完成"
        CANCELLED = "cancelled", "已取消"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads")
    slot = models.CharField(max_length=80)  # where it belongs, in the caller's words: "<number>/<part>"
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()  # declared
    sha256 = models.CharField(max_length=64, blank=True)  # declared; "" when the browser cannot hash
    received = models.PositiveBigIntegerField(default=0)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="+")
    is_reused = models.BooleanField(default=False)  # the person had this very content before
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "status", "slot"]),
            models.Index(fields=["expires_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.received}/{self.size}"

    @property
    def percent(self) -> int:
        """How much has come, 0–100."""
        return int(self.received * 100 // self.size)


class Album(models.Model):
    """Photos of one paper, in order, that become one PDF."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="albums")
    slot = models.CharField(max_length=80)
    title = models.CharField(max_length=60)  # of the part, as its page says it
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")  # the PDF, at the end
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "slot"], condition=models.Q(file=None), name="one_open_album_per_slot"
            )
        ]
        indexes = [models.Index(fields=["expires_at"])]

    def __str__(self) -> str:
        return f"{self.id} {self.slot}"


class Shot(models.Model):
    """One photo of an album: a JPEG that this system made, upright and without what the camera noted."""

    album = models.ForeignKey(Album, on_delete=models.CASCADE, related_name="shots")
    hand_over = models.ForeignKey("HandOver", on_delete=models.SET_NULL, null=True, related_name="shots")
    place = models.PositiveSmallIntegerField()
    turns = models.PositiveSmallIntegerField(default=0)  # quarters, clockwise
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return f"{self.album_id} {self.place}"


class HandOver(models.Model):
    """用手机拍照上传: a link that lets one telephone add photos to one album, for a quarter of an hour."""

    album = models.ForeignKey(Album, on_delete=models.CASCADE, related_name="hand_overs")
    token_sha256 = models.CharField(max_length=64, unique=True)
    device_sha256 = models.CharField(max_length=64, blank=True)  # the telephone that sent the first photo
    uses = models.PositiveSmallIntegerField(default=0)  # photos sent
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.album_id}"
