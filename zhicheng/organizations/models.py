"""Units, competent units, bureaus and committee offices; who works for them; whose staff a person is."""

from django.conf import settings
from django.db import models

from zhicheng.core.crypto import EncryptedTextField
from zhicheng.files.models import StoredFile
from zhicheng.reference.models import Dated, Region, Specialty, UnitNature


class Role(models.TextChoices):
    """What a member may do for the organization."""

    UNIT = "unit", "人事管理单位经办人"
    COMPETENT = "competent", "主管单位经办人"
    HRSS = "hrss", "人社部门经办人"
    OFFICE = "office", "评委会办公室经办人"


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def units(self) -> "OrganizationQuerySet":
        return self.filter(is_active=True, is_unit=True)


class Organization(models.Model):
    """`parent` is the 主管单位: derived, never chosen by the applicant."""

    name = models.CharField("单位名称", max_length=100, unique=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, null=True, blank=True, unique=True)
    nature = models.CharField("单位性质", max_length=20, choices=UnitNature.choices)
    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    hrss = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_unit = models.BooleanField("人事管理单位", default=False)
    is_nonpublic_agent = models.BooleanField("非公申报点", default=False)
    serves_specialties = models.ManyToManyField(Specialty, blank=True)  # empty: all
    contact_phone = models.CharField("联系电话", max_length=40, blank=True)
    is_active = models.BooleanField(default=True)

    objects = OrganizationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"


class FormerName(models.Model):
    """曾用名 of an organization: search finds it."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=100)
    until = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.organization_id} {self.name}"


class Membership(models.Model):
    """A user acts for an organization in a role."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "organization", "role"], name="one_membership_per_role")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.organization_id}"


class Affiliation(models.Model):
    """The person's 人事管理单位 from a day to a day; one open row per person."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="affiliations")
    unit = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="affiliations")
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ended_on=None), name="one_open_affiliation_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.unit_id}"

    @property
    def span(self) -> str:
        """From when to when, as people read it."""
        until = f"{self.ended_on:%Y-%m-%d}" if self.ended_on else "至今"
        return f"{self.started_on:%Y-%m-%d} — {until}"


class HelpDesk(Dated):
    """Whom to ask in a region when a unit is not found (提示1)."""

    region = models.ForeignKey(Region, verbose_name="地区", on_delete=models.PROTECT, related_name="help_desks")
    name = models.CharField("名称", max_length=60)
    phone = models.CharField("电话", max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "咨询电话"

    def __str__(self) -> str:
        return f"{self.region_id} {self.name} {self.phone}"


class UnitRequest(models.Model):
    """“我的单位不在列表里”: a person asks the bureau of the region for his unit; it is answered once."""

    class Answer(models.TextChoices):
        OPENED = "opened", "已开通"
        EXISTING = "existing", "选用已有单位"
        WINDOW = "window", "由非公申报点受理"
        REFUSED = "refused", "不予开通"

    requester = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="unit_requests")
    name = models.CharField("单位名称", max_length=100)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    nature = models.CharField("单位性质", max_length=20, choices=UnitNature.choices)
    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    contact = EncryptedTextField("单位联系人")
    phone = EncryptedTextField("联系电话")
    remark = models.TextField("说明", blank=True)
    proofs = models.ManyToManyField(StoredFile, blank=True)
    bureau = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="unit_requests")
    at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)  # "" while open
    unit = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["bureau", "id"], condition=models.Q(answer=""), name="unit_request_open"),
            models.Index(fields=["bureau", "-answered_at", "-id"], name="unit_request_answered"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"

    @property
    def is_open(self) -> bool:
        return not self.answer

    @property
    def names_a_unit(self) -> bool:
        """Whether there is a unit that the person can choose now."""
        return self.unit_id is not None


# ── the search table of the active 人事管理单位: it follows from their names, written by operations.index ──


class Reading(models.Model):
    """A syllable without tone, and the characters that can be read so."""

    syllable = models.CharField(max_length=8, primary_key=True)
    characters = models.TextField()

    def __str__(self) -> str:
        return self.syllable


class SearchName(models.Model):
    """A present or former name as it is compared: names.Name."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="search_names")
    name = models.CharField(max_length=100)
    is_former = models.BooleanField()
    text = models.CharField(max_length=100)
    pinyin = models.TextField()

    def __str__(self) -> str:
        return f"{self.organization_id} {self.text}"


class SearchTerm(models.Model):
    """The organization has a name with this term (names.terms_of). Millions of rows, so nothing else stands here."""

    pk = models.CompositePrimaryKey("term", "organization")
    term = models.CharField(max_length=20)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+", db_index=False)

    def __str__(self) -> str:
        return f"{self.term} {self.organization_id}"


class FrequentTerm(models.Model):
    """How many organizations had a term when it was counted last: a hint, from which end to look first."""

    term = models.CharField(max_length=20, primary_key=True)
    organizations = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.term} {self.organizations}"
