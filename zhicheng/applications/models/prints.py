"""The form of a case on paper."""

from django.db import models

from zhicheng.applications.models.cases import Application
from zhicheng.files.models import StoredFile


class PrintedForm(models.Model):
    """A PDF of the case's form, made by a worker; `content_hash` tells whether it is still what would be submitted."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="prints")
    content_hash = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    problem = models.CharField(max_length=300, blank=True)  # why it could not be made, for the applicant
    requested_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "content_hash"], name="one_print_per_content")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.content_hash[:12]}"
