"""What happened, who did it, and the chain that shows nobody changed the record."""

from django.conf import settings
from django.db import models


class Event(models.Model):
    """One thing that mattered. Appended by the verb that did it, in its own transaction; never changed."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=100)  # "applications.application:GD2026…"
    data = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "id"]), models.Index(fields=["actor", "id"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.verb} {self.subject}"


class Seal(models.Model):
    """The place of one event in the chain: hash over the event and the hash before it."""

    sequence = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="seal")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:12]}"


class Anchor(models.Model):
    """The head of the chain at the end of one day, to be published."""

    day = models.DateField(primary_key=True)
    sequence = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.day} {self.hash[:12]}"
