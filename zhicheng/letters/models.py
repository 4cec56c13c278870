"""委托评审函 and their numbers. Only this app's operations write here."""

from datetime import date

from django.conf import settings
from django.db import models

from zhicheng.applications.models import Application
from zhicheng.files.models import StoredFile


class Letter(models.Model):
    """What it said on the day of issue: the province asks a committee elsewhere to review one person once."""

    number = models.CharField("函号", max_length=60, unique=True)
    token = models.CharField(max_length=32, unique=True)  # 128 bits, in the QR code
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="letter")
    holder_name = models.CharField("申报人", max_length=60)
    id_masked = models.CharField("证件号码", max_length=40)
    unit = models.CharField("工作单位", max_length=100)
    series = models.CharField("系列", max_length=40)
    specialty = models.CharField("专业", max_length=60)
    level = models.CharField("级别", max_length=20)
    title = models.CharField("职称名称", max_length=40)
    year = models.PositiveSmallIntegerField("申报年度")
    province = models.CharField("受委托省份", max_length=40)
    committee = models.CharField("受委托评审委员会", max_length=100)
    reason = models.TextField("委托理由")
    done = models.TextField("审核与公示情况")
    issuer = models.CharField("委托机关", max_length=100)
    issued_on = models.DateField("出具日期")
    valid_until = models.DateField("有效期至")
    withdrawn_on = models.DateField(null=True)
    withdrawn_for = models.CharField("撤回原因", max_length=300, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    problem = models.TextField(blank=True)  # why the PDF could not be made

    def __str__(self) -> str:
        return self.number

    @property
    def addressee(self) -> str:
        """The committee with its province, said once."""
        return self.committee if self.committee.startswith(self.province) else f"{self.province}{self.committee}"

    def state(self, today: date) -> str:
        """This function will return valid, expired or withdrawn."""
        if self.withdrawn_on is not None:
            return "withdrawn"
        return "valid" if today <= self.valid_until else "expired"


class LetterSerial(models.Model):
    """The last number of a year; locked while one is taken."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year} {self.last}"
