"""What reads across the house and is kept for a while."""

import uuid

from django.conf import settings
from django.db import models

from zhicheng.applications.models import Application


class DataPackage(models.Model):
    """数据包: what the system keeps of a person, or of one case of his, as one zip for himself; gone after its time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="data_packages")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, null=True, related_name="data_packages")
    scope = models.CharField(max_length=40)  # the 申报编号, or PERSON
    requested_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()  # from then on there is neither row nor file
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    problem = models.CharField(max_length=200, blank=True)  # why it could not be made, for the person

    PERSON = "person"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "scope"],
                condition=models.Q(made_at=None, problem=""),
                name="one_package_in_the_making_per_scope",
            )
        ]
        indexes = [models.Index(fields=["expires_at"])]

    def __str__(self) -> str:
        return f"{self.id} {self.scope}"

    @property
    def filename(self) -> str:
        return "个人信息数据包.zip" if self.scope == self.PERSON else f"数据包-{self.scope}.zip"
