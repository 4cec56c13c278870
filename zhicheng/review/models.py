"""A committee's sitting: experts, meeting, roll, ballots. No row links a voter with a choice."""

from django.conf import settings
from django.db import models

from zhicheng.applications.models import Application
from zhicheng.calls.models import Call
from zhicheng.core.crypto import EncryptedTextField


class Expert(models.Model):
    """评审专家."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="expert")
    employer = models.CharField(max_length=100)
    title = models.CharField(max_length=40)
    field = models.CharField(max_length=60)
    valid_until = models.DateField()

    def __str__(self) -> str:
        return f"#{self.pk} of {self.user_id}"


class Meeting(models.Model):
    """评审会议."""

    class Phase(models.TextChoices):
        PLANNED = "planned", "筹备中"
        OPEN = "open", "进行中"
        CLOSED = "closed", "已结束"

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="meetings")
    number = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=100)
    held_on = models.DateField()
    phase = models.CharField(max_length=10, choices=Phase.choices, default=Phase.PLANNED)
    is_blind = models.BooleanField(default=True)  # 专家看不到姓名和单位
    public_key = models.TextField()
    private_key = EncryptedTextField()  # destroyed when the meeting closes

    def __str__(self) -> str:
        return self.number


class Seat(models.Model):
    """An expert who sits in a meeting, and whether he signed in."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seats")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    is_chair = models.BooleanField(default=False)
    signed_in_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "expert"], name="one_seat_per_expert"),
            models.UniqueConstraint(fields=["meeting", "number"], name="one_expert_per_seat"),
            models.UniqueConstraint(
                fields=["meeting"], condition=models.Q(is_chair=True), name="one_chair_per_meeting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} seat {self.number}"


class Item(models.Model):
    """One case before one meeting."""

    class Phase(models.TextChoices):
        WAITING = "waiting", "未开始"
        OPEN = "open", "投票中"
        CLOSED = "closed", "已计票"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="item")
    order = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=10, choices=Phase.choices, default=Phase.WAITING)
    present = models.PositiveSmallIntegerField(null=True)  # the denominator: size of the roll
    yes = models.PositiveSmallIntegerField(null=True)
    no = models.PositiveSmallIntegerField(null=True)
    abstain = models.PositiveSmallIntegerField(null=True)
    passed = models.BooleanField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="one_item_per_order"),
            models.UniqueConstraint(
                fields=["meeting"], condition=models.Q(phase="open"), name="one_open_item_per_meeting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}#{self.order}"


class Recusal(models.Model):
    """回避 of an expert for one case."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="recusals")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="recusals")
    reason = models.CharField(max_length=200)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "expert"], name="one_recusal_per_expert")]

    def __str__(self) -> str:
        return f"{self.item_id} without {self.expert_id}"


class Roll(models.Model):
    """Who was present and not recused when the item opened."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="roll")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "expert"], name="one_roll_row_per_expert")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.expert_id}"


class Opinion(models.Model):
    """专家评议意见, written before the vote; published in the form without the name."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="opinions")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "expert"], name="one_opinion_per_expert")]

    def __str__(self) -> str:
        return f"{self.item_id} by {self.expert_id}"


class Turnout(models.Model):
    """That someone voted. Never how; no time."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="turnout")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "expert"], name="one_vote_per_expert")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.expert_id}"


class Choice(models.TextChoices):
    """表决意见."""

    YES = "yes", "同意"
    NO = "no", "不同意"
    ABSTAIN = "abstain", "弃权"


class Ballot(models.Model):
    """A sealed choice and its receipt. No voter, no time; a random key, so no order either."""

    id = models.UUIDField(primary_key=True)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="ballots")
    sealed = models.TextField(blank=True)  # to the meeting's public key; emptied at the count
    choice = models.CharField(max_length=10, choices=Choice.choices, blank=True)  # filled at the count
    receipt = models.CharField(max_length=64, blank=True)  # stands beside the sealed choice only; see Receipt

    def __str__(self) -> str:
        return str(self.id)


class Receipt(models.Model):
    """The published receipts of a closed item, without choices."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="receipts")
    receipt = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "receipt"], name="one_receipt_per_ballot")]

    def __str__(self) -> str:
        return self.receipt[:12]
