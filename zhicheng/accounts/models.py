"""Who signs in."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from zhicheng.core.crypto import EncryptedTextField


class User(AbstractUser):  # type: ignore[django-manager-missing]  # of Wagtail, which ships no types
    """One person. Identity is unique by (type, number); numbers stand only encrypted, with a blind index."""

    class IdType(models.TextChoices):
        RESIDENT = "resident", "居民身份证"
        HK_MACAO_PERMIT = "hk_macao_permit", "港澳居民来往内地通行证"
        TAIWAN_PERMIT = "taiwan_permit", "台湾居民来往大陆通行证"
        HMT_RESIDENT = "hmt_resident", "港澳台居民居住证"
        FOREIGN_PERMANENT = "foreign_permanent", "外国人永久居留身份证"
        PASSPORT = "passport", "护照"

    last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=60)
    id_type = models.CharField("证件类型", max_length=20, choices=IdType.choices, default=IdType.RESIDENT)
    id_number = EncryptedTextField("证件号码")
    id_index = models.CharField(max_length=64)
    phone = EncryptedTextField("手机号码", blank=True)
    phone_index = models.CharField(max_length=64, null=True, unique=True)
    is_demo = models.BooleanField(default=False)
    sms_notices = models.BooleanField("短信通知", default=True)  # codes are sent all the same
    mail_notices = models.BooleanField("邮件通知", default=False)

    REQUIRED_FIELDS = ["name", "email"]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id_type", "id_index"], name="one_user_per_identity"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.username}"

    @classmethod
    def normalize_username(cls, username: str) -> str:
        return super().normalize_username(username).lower()

    @property
    def first_name(self) -> str:  # type: ignore[override]  # the library's column is left out; Wagtail greets by it
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
