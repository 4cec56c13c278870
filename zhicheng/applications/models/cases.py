"""One case: what the applicant asks for, the desks it passes, and what it froze on the way."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import DateField, Func, Q

from zhicheng.accounts.models import User
from zhicheng.calls.models import Call, FilingWindow
from zhicheng.core.crypto import EncryptedTextField
from zhicheng.files.models import StoredFile
from zhicheng.organizations.models import Organization, Role
from zhicheng.reference.models import Level, Mode, Specialty, Title


class Status(models.TextChoices):
    """The eight words. "Where is it?" is the current StageRecord."""

    DRAFT = "draft", "草稿"
    IN_PROGRESS = "in_progress", "办理中"
    RETURNED = "returned", "待补正"
    PASSED = "passed", "已办结（通过）"
    NOT_PASSED = "not_passed", "已办结（未通过）"
    REJECTED = "rejected", "不予通过"
    WITHDRAWN = "withdrawn", "已撤回"
    ABANDONED = "abandoned", "已终止"


EDITABLE = (Status.DRAFT, Status.RETURNED, Status.WITHDRAWN)
OPEN = (*EDITABLE, Status.IN_PROGRESS)
FINAL = tuple(status for status in Status if status not in OPEN)


class Gate(models.TextChoices):
    """Who opens the way out of a stage."""

    DESK = "desk", "经办审核"
    NOTICE = "notice", "公示"
    REVIEW = "review", "评审会议"
    APPLICANT = "applicant", "申报人补充"


class Outcome(models.TextChoices):
    """How a stage ended."""

    PENDING = "pending", "待办"
    PASSED = "passed", "通过"
    NOT_PASSED = "not_passed", "未通过"
    RETURNED = "returned", "退回补正"
    REJECTED = "rejected", "不予通过"
    WITHDRAWN = "withdrawn", "申报人撤回"
    VOID = "void", "未到达"
    LAPSED = "lapsed", "逾期终止"


class Application(models.Model):
    """The columns lists sort and filter by; everything else stands in Content."""

    number = models.CharField("申报编号", max_length=40, unique=True)
    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=60, blank=True)  # of which only one case can be open: certificate:12
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications")
    year = models.PositiveSmallIntegerField("申报年度")
    level = models.CharField("申报级别", max_length=20, choices=Level.choices, blank=True)
    mode = models.CharField("申报方式", max_length=20, choices=Mode.choices, default=Mode.NORMAL)
    employer = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, related_name="+")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, related_name="applications")
    window = models.ForeignKey(FilingWindow, on_delete=models.PROTECT, null=True, related_name="+")
    specialty = models.ForeignKey(Specialty, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, null=True, related_name="+")
    asks = models.CharField("申请事项", max_length=200, blank=True)  # in short, as submitted last: `Kind.asks`
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    round = models.PositiveSmallIntegerField(default=0)  # 0: never submitted
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    extended_until = models.DateTimeField(null=True)  # the newest `until` of its Extensions
    # The review's result; the applicant learns it at 办结.
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    decided_on = models.DateField(null=True)
    tally = models.JSONField(null=True)

    helper: User | None = None  # who has it before him for the applicant: set by the gate, or by the verb that lets him

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "kind", "year"],
                condition=Q(status__in=OPEN, subject=""),
                name="one_open_case_per_applicant_kind_and_year",
            ),
            models.UniqueConstraint(
                fields=["applicant", "kind", "subject"],
                condition=Q(status__in=OPEN) & ~Q(subject=""),
                name="one_open_case_per_subject",
            ),
        ]
        indexes = [
            models.Index(fields=["applicant", "-id"]),
            models.Index(fields=["call", "status", "-id"]),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def period(self) -> Call | FilingWindow | None:
        """When it may be filed, and how long 公示 and corrections take; None until that is known."""
        return self.call or self.window

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE

    @property
    def is_open(self) -> bool:
        return self.status in OPEN


class Content(models.Model):
    """What was typed and what was frozen. No list ever selects it."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="content", primary_key=True)
    version = models.PositiveIntegerField(default=0)  # grows by one with every save
    saved_at = models.DateTimeField(null=True)
    answers = models.JSONField(default=dict)  # {step: raw form data, ticked ids, half-typed row}
    supplements = models.JSONField(default=dict)  # 补录: {field: text}
    downloaded_hash = models.CharField(max_length=64, blank=True)  # of the content of the form downloaded last
    snapshot = models.JSONField(null=True)
    findings = models.JSONField(null=True)
    is_helped = models.BooleanField(default=False)  # there are rows of Help: a case without pays nothing for them

    def __str__(self) -> str:
        return f"content {self.application_id}"


class StepVersion(models.Model):
    """What a part said before it was changed, or what a page said that was not taken."""

    class Cause(models.TextChoices):
        SAVED = "saved", "点了保存"
        TYPED = "typed", "自动保存"
        ASIDE = "aside", "另一个窗口填的，没有采用"
        RESTORED = "restored", "恢复以前的版本"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="versions")
    step = models.CharField(max_length=60)  # or of one row that is being edited
    version = models.PositiveIntegerField()
    cause = models.CharField(max_length=10, choices=Cause.choices)
    said = models.JSONField()  # {"raw": what was typed, "ticked": row ids, "none": bool}
    page = models.CharField(max_length=32, blank=True)  # the page that wrote it
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["application", "step", "-id"])]

    def __str__(self) -> str:
        return f"{self.application_id} {self.step} v{self.version}"


class Submission(models.Model):
    """One 提交审核: the receipt. A repeated click finds it by its request key."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="submissions")
    round = models.PositiveSmallIntegerField()
    request_key = models.CharField(max_length=64, unique=True)
    content_hash = models.CharField(max_length=64)
    snapshot = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "round"], name="one_submission_per_round")]

    def __str__(self) -> str:
        return f"{self.application_id} round {self.round}"


# The order of the desks: what has no term comes last. The day stands in the words, or SQLite finds no index.
DUE = Func("due_on", template=f"COALESCE(%(expressions)s, '{date.max}')", output_field=DateField())


class StageRecord(models.Model):
    """One stop on the route of one application, written down at submission."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="stages")
    round = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=30)
    title = models.CharField(max_length=50)
    waiting = models.CharField(max_length=30)
    gate = models.CharField(max_length=10, choices=Gate.choices)
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="stages")
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.PENDING)
    arrived_at = models.DateTimeField(null=True)  # null: not reached
    due_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    opinion = models.TextField(blank=True)
    data = models.JSONField(default=dict)  # what the desk, or the applicant in mid-route, filled in
    reminded_at = models.DateTimeField(null=True)  # the applicant, of the end of his time
    files = models.ManyToManyField(StoredFile, related_name="+")  # what the applicant handed in in mid-route

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "round", "order"], name="one_stage_per_order"),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(outcome="pending", arrived_at__isnull=False),
                name="one_current_stage_per_application",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "role", "outcome", "-id"]),
            models.Index(fields=["application", "round", "order"]),
            models.Index(
                "organization",
                "role",
                "gate",
                DUE,
                "id",
                "application",  # so that counting reads the index alone
                condition=Q(outcome="pending", arrived_at__isnull=False),
                name="stages_that_wait_by_due",
            ),
            models.Index(
                fields=["organization", "role", "-decided_at", "-id"],
                condition=Q(decided_at__isnull=False),
                name="stages_decided_newest_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.round}.{self.order} {self.key}"


class CorrectionNotice(models.Model):
    """一次性告知书: every defect at once, with the day by which the applicant answers."""

    stage = models.OneToOneField(StageRecord, on_delete=models.CASCADE, related_name="correction")
    items = models.JSONField()  # [{"section": key, "title": words, "text": what to do}]
    due_on = models.DateField()
    issued_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answers = models.JSONField(default=dict)  # {section: why the applicant leaves it as it is}

    def __str__(self) -> str:
        return f"correction of {self.stage_id}"


class Notice(models.Model):
    """公示: ends at 24:00 of its last working day, unless an objection is open."""

    class Phase(models.TextChoices):
        BEFORE = "before", "评前公示"
        AFTER = "after", "评后公示"

    stage = models.OneToOneField(StageRecord, on_delete=models.CASCADE, related_name="notice")
    phase = models.CharField(max_length=10, choices=Phase.choices)
    place = models.CharField("公示地点或网址", max_length=200, blank=True)
    phone = models.CharField("受理电话", max_length=40, blank=True)
    starts_on = models.DateField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["closed_at", "ends_at"])]

    def __str__(self) -> str:
        return f"{self.phase} {self.stage_id}"


class Objection(models.Model):
    """异议 against a case under 公示; an open one holds it."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="objections")
    text = EncryptedTextField()
    objector = EncryptedTextField()  # name and contact
    at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    upheld = models.BooleanField(null=True)
    finding = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"#{self.pk} against {self.notice_id}"
