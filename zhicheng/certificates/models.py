"""证书 and what became of them. Only this app's operations write here."""

import uuid

from django.conf import settings
from django.db import models

from zhicheng.applications.models import Application
from zhicheng.files.models import StoredFile
from zhicheng.reference.models import Level, ObtainedBy


class Certificate(models.Model):
    """What it said on the day of issue; nothing here follows later changes of the person or the lists."""

    class Status(models.TextChoices):
        VALID = "valid", "有效"
        SUPERSEDED = "superseded", "已换发"
        REVOKED = "revoked", "已撤销"

    number = models.CharField("证书编号", max_length=40, unique=True)
    management_number = models.UUIDField("管理号", default=uuid.uuid4, unique=True)
    token = models.CharField(max_length=32, unique=True)  # 128 bits, in the QR code
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificates")
    holder_name = models.CharField("姓名", max_length=60)
    sex = models.CharField("性别", max_length=4)
    born_on = models.DateField("出生日期")
    id_masked = models.CharField("证件号码", max_length=40)
    id_index = models.CharField(max_length=64, db_index=True)
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField("职称名称", max_length=40)
    level = models.CharField("级别", max_length=20, choices=Level.choices)
    series = models.CharField("系列", max_length=40)
    specialty = models.CharField("专业", max_length=60)
    obtained_on = models.DateField("取得时间")
    obtained_by = models.CharField("取得方式", max_length=20, choices=ObtainedBy.choices)
    committee = models.CharField("评审组织", max_length=100)
    approval = models.CharField("批准文号", max_length=60, blank=True)
    issuer = models.CharField("发证机关", max_length=100)
    issued_on = models.DateField("发证时间")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.VALID)
    application = models.OneToOneField(Application, on_delete=models.PROTECT, null=True, related_name="certificate")
    reissued_from = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reissued_as")
    original_number = models.CharField("原证书编号", max_length=40, blank=True)  # of what it was issued in place of
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    problem = models.TextField(blank=True)  # why the PDF could not be made, for the holder and the issuer

    class Meta:
        indexes = [models.Index(fields=["holder", "-obtained_on"])]

    def __str__(self) -> str:
        return self.number


class StatusChange(models.Model):
    """The history of a certificate's status."""

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="changes")
    status = models.CharField(max_length=12, choices=Certificate.Status.choices)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.status}"


class Serial(models.Model):
    """The last serial number given under one prefix; locked while a number is taken."""

    prefix = models.CharField(max_length=20, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.prefix} {self.last}"
