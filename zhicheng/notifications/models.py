"""What people are told: in the site (Message) and by mail or SMS (Delivery)."""

from django.conf import settings
from django.db import models

from zhicheng.core.crypto import EncryptedTextField


class Message(models.Model):
    """站内信."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="messages")
    title = models.CharField(max_length=100)
    body = models.TextField()
    about = models.CharField(max_length=40, blank=True)  # 申报编号
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["recipient", "-id"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"


class Delivery(models.Model):
    """One mail or SMS and what became of it. Without a gateway it stays here: the local outbox.

    `message` is what it says in the site, where it says the same.
    """

    class Channel(models.TextChoices):
        MAIL = "mail", "邮件"
        SMS = "sms", "短信"

    class Outcome(models.TextChoices):
        KEPT = "kept", "存于本机"
        SENT = "sent", "已发出"
        FAILED = "failed", "发送失败"

    channel = models.CharField(max_length=10, choices=Channel.choices)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="deliveries")
    address = models.CharField(max_length=100)  # masked
    subject = models.CharField(max_length=200, blank=True)
    body = EncryptedTextField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.KEPT)
    detail = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"#{self.pk} {self.channel} {self.address}"
