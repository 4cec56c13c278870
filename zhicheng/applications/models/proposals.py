"""不予通过 before it is one: what one officer proposes and another settles."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zhicheng.applications.models.cases import StageRecord


class Proposal(models.Model):
    """不予通过 as one officer proposes it and a second one settles it. Until then nothing has happened to the case."""

    class Answer(models.TextChoices):
        OPEN = "open", "待复核"
        CONFIRMED = "confirmed", "复核确认"
        SENT_BACK = "sent_back", "复核退回"
        TAKEN_BACK = "taken_back", "提出人撤回"
        LAPSED = "lapsed", "申报人撤回申请"

    stage = models.ForeignKey(StageRecord, on_delete=models.CASCADE, related_name="proposals")
    reason = models.CharField(max_length=60)  # the words of the catalogue on that day
    article = models.CharField(max_length=200)
    text = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.OPEN)
    words = models.TextField(blank=True)  # of who answered
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage"], condition=Q(answer="open"), name="one_open_proposal_per_stage"),
            models.CheckConstraint(
                condition=~Q(answer__in=["confirmed", "sent_back"], answered_by=F("proposed_by")),
                name="nobody_settles_his_own_proposal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage_id} {self.answer}"

    @property
    def said(self) -> str:
        """What the applicant reads once it is confirmed."""
        return f"{self.reason}。依据：{self.article}。{self.text}"
